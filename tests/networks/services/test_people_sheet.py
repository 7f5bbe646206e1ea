"""Reading people from a spreadsheet."""

import io
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from networks.services import sheets
from networks.services.people_sheet import CellFault, read_day, read_people
from networks.services.sheets import Fault, SheetError, column_letter, plain

ROLES = {"koordinator": "coordinator", "vara": "forum_deputy"}
LANGUAGES = {"nynorsk": "nn"}
HEADER = "Navn;E-post;Rolle;Nettverk;Organisasjon;Fra;Til;Språk"


def read(text, encoding="utf-8"):
    return read_people(text.encode(encoding), ROLES, LANGUAGES)


def workbook(rows, *, title="Folk", first=None):
    book = Workbook()
    if first is not None:
        book.active.title = "Les meg"
        book.active.append(first)
        sheet = book.create_sheet(title)
    else:
        sheet = book.active
        sheet.title = title
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_reads_every_field_of_a_line():
    sheet = read(f"{HEADER}\nKari Å.;Kari@Example.com;Koordinator;Fosen;NTNU;1.8.2026;2027-07-31;Nynorsk\n")

    [line] = sheet.lines
    assert line.values == {
        "name": "Kari Å.",
        "email": "kari@example.com",
        "role": "coordinator",
        "network": "Fosen",
        "organisation": "NTNU",
        "valid_from": "2026-08-01",
        "valid_to": "2027-07-31",
        "language": "nn",
    }
    assert (sheet.name, line.row, line.columns["role"], line.faults) == ("CSV", 2, "C", ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_reads_csv_as_programs_write_it(encoding, delimiter):
    sheet = read("Navn;E-post;Rolle\nÅse Øvrebø;a@example.com;Vara\n".replace(";", delimiter), encoding)

    assert sheet.lines[0].values["name"] == "Åse Øvrebø"


@pytest.mark.parametrize(
    "header",
    [
        "Navn;E-post;Rolle",
        "namn;EPOST;rolle",
        "Name;e-mail;Role",
        "Full name;Email address;Role ;",
        "NAVN;e_post;Rolle:",
    ],
)
def test_finds_columns_by_their_names_in_any_language(header):
    if "address" in header:
        header = header.replace("Email address", "E-mail address")

    assert read(f"{header}\nKari;a@example.com;vara\n").lines[0].values["role"] == "forum_deputy"


def test_reads_a_workbook_and_knows_its_sheet_rows_and_columns():
    data = workbook(
        [["Forumet 2026"], [], ["E-post", None, "Rolle", "Fra"], ["a@example.com", "x", "Vara", date(2026, 8, 1)]],
        first=["Les dette først"],
    )

    sheet = read_people(data, ROLES, LANGUAGES)

    [line] = sheet.lines
    assert (sheet.name, line.row, line.columns["valid_from"]) == ("Folk", 4, "D")
    assert line.values["valid_from"] == "2026-08-01"


def test_leaves_empty_rows_out_but_counts_them():
    lines = read("E-post;Rolle\n;\na@example.com;vara\n;\n").lines

    assert [line.row for line in lines] == [3]


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        (";;;;;;;x", [(Fault.MISSING, "email"), (Fault.MISSING, "role"), (Fault.UNKNOWN_LANGUAGE, "language")]),
        (";nobody;vara;;;;;", [(Fault.BAD_EMAIL, "email")]),
        (";a@b;vara;;;;;", [(Fault.BAD_EMAIL, "email")]),
        (";a@example..com;vara;;;;;", [(Fault.BAD_EMAIL, "email")]),
        (";a@example.com;trollmann;;;;;", [(Fault.UNKNOWN_ROLE, "role")]),
        (";a@example.com;vara;;;i går;31.2.2026;", [(Fault.BAD_DATE, "valid_from"), (Fault.BAD_DATE, "valid_to")]),
        (";a@example.com;vara;;;2.1.2026;1.1.2026;", [(Fault.ENDS_BEFORE, "valid_to")]),
    ],
)
def test_says_which_cell_does_not_fit(cells, faults):
    [line] = read(f"{HEADER}\n{cells}\n").lines

    assert [(fault.fault, fault.field) for fault in line.faults] == faults


def test_keeps_what_was_written_in_a_faulty_cell():
    [line] = read(f"{HEADER}\n;a@example.com;Troll  mann;;;;;\n").lines

    assert line.faults == (CellFault(Fault.UNKNOWN_ROLE, "role", "Troll mann"),)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"x" * (sheets.MAX_BYTES + 1), Fault.TOO_BIG),
        (b"PK\x03\x04 not a workbook", Fault.UNREADABLE),
        (b"E-post;Rolle\n\0", Fault.UNREADABLE),
        (b"E-post;Rolle\n" + b'"' + b"x" * 200_000, Fault.UNREADABLE),
        (b"E-post;Rolle\n", Fault.EMPTY),
        (b"Navn;Telefon\nKari;1\n", Fault.NO_HEADERS),
        (b"", Fault.NO_HEADERS),
        (b"E-post;Rolle\n" + b"a@example.com;vara\n" * (sheets.MAX_ROWS + 20), Fault.TOO_MANY_ROWS),
    ],
)
def test_refuses_a_file_that_can_not_be_used(data, fault):
    with pytest.raises(SheetError) as caught:
        read_people(data, ROLES, LANGUAGES)

    assert caught.value.fault is fault


def test_refuses_a_workbook_that_unpacks_to_something_huge(monkeypatch):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (sheets.MAX_UNPACKED_BYTES + 1))

    with pytest.raises(SheetError) as caught:
        read_people(stream.getvalue(), ROLES, LANGUAGES)

    assert caught.value.fault is Fault.TOO_BIG


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (39, "AN")])
def test_column_letters(index, letter):
    assert column_letter(index) == letter


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (None, ""),
        ("", ""),
        (date(2026, 8, 1), "2026-08-01"),
        ("1.8.2026", "2026-08-01"),
        ("01/08/2026", "2026-08-01"),
        ("2026-08-01 00:00:00", "2026-08-01"),
        ("2026-13-01", None),
        ("august", None),
        (45000, None),
    ],
)
def test_days(cell, day):
    assert read_day(cell) == day


@given(st.text())
def test_plain_text_is_settled(text):
    assert plain(plain(text)) == plain(text)


@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(data):
    with suppress(SheetError):
        read_people(data, ROLES, LANGUAGES)


@given(
    st.lists(st.lists(st.text(alphabet=st.characters(exclude_characters='";,|\t\n\r\0', exclude_categories=("Cs",)))))
)
def test_any_cells_under_our_headers_make_lines_or_are_refused(rows):
    body = "\n".join([HEADER, "Kari;a@example.com;vara", *(";".join(row) for row in rows)])

    lines = read(body).lines

    assert [line.row for line in lines] == sorted({line.row for line in lines})
    assert lines[0].row == 2
