"""Head counts read from sheets of any shape: what stands where, and what is wrong with it."""

import pytest

from networks.services.head_count_sheet import Column, CountFault, as_table, guess, read_counts, whole_number

KNOWN = {"kommune": Column.OWNER, "elever": "pupils", "barn": "kindergarten_children", "kategori": Column.CATEGORY}
WIDE = {0: Column.OWNER, 1: "kindergarten_children", 2: "pupils"}


def read(rows, columns=WIDE):
    return read_counts(as_table("Ark1", rows), columns, {"elever": "pupils"})


def told(counts):
    return [(each.owner, each.category, each.number, each.at.row, each.at.column, each.fault) for each in counts]


def test_a_column_for_each_category():
    counts = read([["Kommune", "Barn", "Elever"], ["Ørland", 512, 1204.0], ["", "", ""], ["Selbu", "", "1 050"]])

    assert told(counts) == [
        ("Ørland", "kindergarten_children", 512, 2, "B", None),
        ("Ørland", "pupils", 1204, 2, "C", None),
        ("Selbu", "pupils", 1050, 4, "C", None),
    ]


def test_a_row_for_each_category_under_a_title():
    columns = {0: Column.OWNER, 1: Column.CATEGORY, 2: Column.NUMBER}
    rows = [["Uttrekk fra GSI"], [], ["Kommune", "Kategori", "Antall"], ["Selbu", "Elever", 3], ["Selbu", "Hester", 4]]

    assert told(read(rows, columns)) == [
        ("Selbu", "pupils", 3, 4, "C", None),
        ("Selbu", "", 0, 5, "B", CountFault.UNKNOWN_CATEGORY),
    ]


def test_an_owner_that_is_missing_or_stands_twice_is_a_fault():
    counts = read([["Kommune", "Barn", "Elever"], ["", 1, 2], ["Selbu", 3, ""], ["selbu", 4, ""]])

    assert told(counts) == [
        ("", "", 0, 2, "A", CountFault.NO_OWNER),
        ("Selbu", "kindergarten_children", 3, 3, "B", None),
        ("selbu", "kindergarten_children", 0, 4, "B", CountFault.TWICE),
    ]


def test_nothing_is_read_before_it_is_known_who_owns_it():
    assert read([["Kommune", "Barn"], ["Selbu", 3]], {1: "kindergarten_children"}) == []


def test_no_headers_no_table():
    assert as_table("Ark1", [["1", "2"], [3, 4]]) is None


def test_headers_are_guessed_once_each():
    assert guess(["Kommune", "Elever", "Elever", "?"], KNOWN) == {0: Column.OWNER, 1: "pupils"}


@pytest.mark.parametrize(
    ("text", "number", "fault"),
    [
        ("1234", 1234, None),
        ("1\u00a0234", 1234, None),
        ("1.234", 1234, None),
        ("12,0", 12, None),
        ("0", 0, None),
        ("12,5", 0, CountFault.NOT_WHOLE),
        ("-3", 0, CountFault.NEGATIVE),
        ("\u2212 3", 0, CountFault.NEGATIVE),
        ("..", 0, CountFault.NOT_A_NUMBER),
        ("ca. 50", 0, CountFault.NOT_A_NUMBER),
        ("99999999999", 0, CountFault.TOO_LARGE),
    ],
)
def test_numbers(text, number, fault):
    assert whole_number(text) == (number, fault)
