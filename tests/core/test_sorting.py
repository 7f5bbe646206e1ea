"""Norwegian order."""

from dekom.core.sorting import norwegian_key


def test_norwegian_letters_come_last_in_their_order():
    names = ["Åfjord", "Ørland", "Ærfugl", "Osen", "Aafjord", "orkland", "Évenes", "Zulu"]

    assert sorted(names, key=norwegian_key) == [
        "Évenes",
        "orkland",
        "Osen",
        "Zulu",
        "Ærfugl",
        "Ørland",
        "Åfjord",
        "Aafjord",
    ]
