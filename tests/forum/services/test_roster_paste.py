"""Seats pasted from a spreadsheet: what is read, and everything that is wrong at once."""

from forum.services.roster_paste import Named, PastedSeat, RosterFault, RosterProblem, read_roster

WORDS = {"network": "network", "universitet": "university"}


def test_a_line_is_a_seat_with_its_member_and_deputies_in_order():
    text = (
        "Representerer\tKategori\tMedlem\tE-post\n"
        "\n"
        "Fosen\tNetwork\tKari  Nes\tKARI@example.no\tOla\tola@example.no\tEva\teva@example.no\n"
        "NTNU; Universitet\n"
        "NTNU; Universitet; ; ; Per; per@example.no; bare navn"
    )

    seats, problems = read_roster(text, WORDS)

    kari, ola, eva, per = (
        Named(name, f"{name.split()[0].lower()}@example.no") for name in ("Kari Nes", "Ola", "Eva", "Per")
    )
    assert seats == [
        PastedSeat(3, "Fosen", "network", kari, (ola, eva)),
        PastedSeat(4, "NTNU", "university", None),
        PastedSeat(5, "NTNU", "university", None, (per,)),
    ]
    assert problems == [RosterProblem(5, RosterFault.NO_EMAIL, "bare navn")]


def test_everything_that_is_wrong_is_said_at_once():
    text = "\n".join(
        [
            "Fosen;network;Kari;kari@example.no;Kari;kari@example.no",
            ";network;Ola;ola",
            "NTNU;høyskole;Eva;kari@example.no",
            "alene",
        ]
    )

    _seats, problems = read_roster(text, WORDS)

    assert problems == [
        RosterProblem(1, RosterFault.TWICE_IN_SEAT, "kari@example.no"),
        RosterProblem(2, RosterFault.NO_LABEL),
        RosterProblem(2, RosterFault.BAD_EMAIL, "ola"),
        RosterProblem(3, RosterFault.UNKNOWN_CATEGORY, "høyskole"),
        RosterProblem(3, RosterFault.MEMBER_TWICE, "kari@example.no"),
        RosterProblem(4, RosterFault.UNKNOWN_CATEGORY, ""),
    ]


def test_a_paste_without_end_is_cut():
    seats, _problems = read_roster("Fosen;network\n" * 201, WORDS)

    assert len(seats) == 200
