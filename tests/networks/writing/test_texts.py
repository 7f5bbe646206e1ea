"""What differs between two texts, and a text that holds both."""

from hypothesis import given
from hypothesis import strategies as st

from networks.services.texts import compared, marked, merged, words

TEXT = st.lists(st.sampled_from(["en", "to", "tre", "fire", "fem"]), max_size=8).map(" ".join)


def test_two_changes_in_different_places_are_both_there():
    base = "Tre samlinger for ledere. UH veileder."

    assert merged(base, "Tre samlinger for ledere. PPT veileder.", "Fire samlinger for ledere. UH veileder.") == (
        "Fire samlinger for ledere. PPT veileder."
    )


def test_two_changes_in_the_same_place_stand_after_each_other():
    assert merged("Tre samlinger", "Fem samlinger", "Fire samlinger") == "Fire Fem samlinger"
    assert merged("", "Mitt", "Ditt") == "Ditt Mitt"
    assert merged("En", "En", "En") == "En"


def test_marks_what_the_other_lacks():
    assert [(piece.text, piece.mark) for piece in marked("Fire samlinger", "Tre samlinger")] == [
        ("Fire", "new"),
        (" samlinger", ""),
    ]
    assert [(piece.text, piece.mark) for piece in compared("Tre samlinger", "samlinger")] == [
        ("Tre ", "old"),
        ("samlinger", ""),
    ]


@given(TEXT, TEXT, TEXT)
def test_no_word_that_either_wrote_is_left_out(base, mine, theirs):
    found = set(merged(base, mine, theirs).split())

    new = (set(mine.split()) | set(theirs.split())) - set(base.split())
    assert new <= found


@given(TEXT, TEXT)
def test_one_persons_change_alone_is_taken_as_it_is(base, mine):
    assert merged(base, mine, base) == mine
    assert merged(base, base, mine) == mine
    assert "".join(words(mine)) == mine
    assert "".join(piece.text for piece in compared(base, mine) if piece.mark != "old") == mine
