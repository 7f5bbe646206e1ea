"""Head counts read from sheets of any shape: what stands where, and what is wrong with it."""

import pytest

from networks.services.head_count_sheet import (
    Column,
    CountFault,
    as_table,
    guess,
    read_counts,
    used_twice,
    whole_number,
)

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
        ("..", 0, CountFault.WITHHELD),
        ("ca. 50", 0, CountFault.NOT_A_NUMBER),
        ("99999999999", 0, CountFault.TOO_LARGE),
    ],
)
def test_numbers(text, number, fault):
    assert whole_number(text) == (number, fault)


# --- Layouts as people have them

GSI = [
    ["GSI 2025/26, offentlige og private grunnskoler", "", "", ""],
    ["Uttrekksdato:", "1.10.2025", "", ""],
    ["", "", "", ""],
    ["Enhet", "Elever", "", "Årsverk"],
    ["", "Jenter", "I alt", "I alt"],
    ["Ørland", "601", "1 204", "150,5"],
    ["Selbu", "203", "410", "61"],
]


def table_of(rows):
    return as_table("Ark1", rows)


def test_headers_over_several_rows_are_read_together():
    table = table_of(GSI)

    assert (table.head, table.first) == (3, 5)
    assert table.headers == ("Enhet", "Elever Jenter", "Elever I alt", "Årsverk I alt")


@pytest.mark.parametrize(
    ("rows", "head", "first"),
    [
        ([["Kommune", "Barn"], ["Selbu", "7"]], 0, 1),
        ([["Kommune", "Barn"]], 0, 1),
        ([["Barn i barnehage, etter region", ""], ["", ""], ["region", "Barn 2025"], ["5032 Selbu", "7"]], 2, 3),
        ([["Kommune", "2024", "2025"], ["Selbu", "6", "7"]], 0, 1),
        ([["", "Barn", "Elever"], ["Kommune", "Antall", "Antall"], ["Selbu", "6", "7"]], 0, 2),
        ([["Kommune", "Barn", "Elever"], ["", "2024", "2025"], ["Selbu", "6", "7"]], 0, 2),
        ([["Kommune", "Barn", "Elever"], ["Selbu", "mange", "få"], ["Meråker", "6", "7"]], 0, 1),
        ([["Kommune", "Barn", "Elever"], ["", "", ""], ["Selbu", "6", "7"]], 0, 1),
        ([["Kilde", "Basil"], ["Kommune", "Barn", "Elever", "VGO", "Areal"], ["Selbu", "6", "7", "0", "9"]], 1, 2),
    ],
)
def test_where_headers_and_numbers_begin(rows, head, first):
    table = table_of(rows)

    assert (table.head, table.first) == (head, first)


def test_a_year_in_the_header_does_not_matter_and_a_part_of_a_word_decides_where_it_is_alone():
    hints = {"barnehage": "kindergarten_children", "grunnskole": "pupils"}

    assert guess(["Kommune 2025", "Elever 2025/26"], KNOWN) == {0: Column.OWNER, 1: "pupils"}
    assert guess(["Alle barn i barnehage", "?"], KNOWN, hints) == {0: "kindergarten_children"}
    assert guess(["Barnehagebarn 0–2 år", "Barnehagebarn 3–5 år"], KNOWN, hints) == {}
    assert guess(["Elever", "Elever i grunnskole"], KNOWN, hints) == {0: "pupils"}


def test_two_columns_of_one_meaning_are_not_read_at_all():
    columns = {0: Column.OWNER, 1: "pupils", 2: "pupils"}

    assert read([["Kommune", "A", "B"], ["Selbu", 3, 4]], columns) == []
    assert used_twice(columns) == {"pupils": [1, 2]}


def test_notes_under_the_table_are_no_faults():
    columns = {0: Column.OWNER, 1: Column.CATEGORY, 2: Column.NUMBER}
    rows = [["Kommune", "Kategori", "Antall"], ["Selbu", "Elever", 3], ["Kilde: Statistisk sentralbyrå", "", ""]]

    assert told(read(rows, columns)) == [("Selbu", "pupils", 3, 2, "C", None)]


def test_a_decimal_number_of_a_spreadsheet_is_no_thousand():
    assert told(read([["Kommune", "Barn", "Elever"], ["Selbu", 1.234, 12.5]])) == [
        ("Selbu", "kindergarten_children", 0, 2, "B", CountFault.AMBIGUOUS),
        ("Selbu", "pupils", 0, 2, "C", CountFault.NOT_WHOLE),
    ]


@pytest.mark.parametrize(
    ("text", "number", "fault"),
    [
        ("1.234,0", 1234, None),
        ("1.234,00", 1234, None),
        ("1,234,567", 1234567, None),
        ("1'234", 1234, None),
        ("0,000", 0, None),
        ("+7", 7, None),
        ("1,234", 0, CountFault.AMBIGUOUS),
        ("12,000", 0, CountFault.AMBIGUOUS),
        (":", 0, CountFault.WITHHELD),
        ("*", 0, CountFault.WITHHELD),
        ("9" * 5000, 0, CountFault.TOO_LARGE),
        ("١٢", 0, CountFault.NOT_A_NUMBER),
        ("-x", 0, CountFault.NOT_A_NUMBER),
    ],
    ids=lambda value: str(value)[:12],
)
def test_numbers_as_statistics_write_them(text, number, fault):
    assert whole_number(text) == (number, fault)
