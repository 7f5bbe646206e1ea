"""Files as people have them: every delimiter, every encoding, and sheets that say the wrong thing of themselves."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from networks.services.sheets import Fault, SheetError, delimiter_of, read_sheets

ROWS = [["Kommune", "Barn"], ["Ørland", "1 412"], ["Indre Fosen", "1367"]]


def text_of(delimiter):
    return "\r\n".join(delimiter.join(row) for row in ROWS) + "\r\n"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_a_text_file_of_any_make(delimiter, encoding):
    [(_name, rows)] = read_sheets(text_of(delimiter).encode(encoding))

    assert rows == ROWS


def test_excel_may_name_its_delimiter():
    [(_name, rows)] = read_sheets(b"sep=:\r\nKommune:Barn\r\nSelbu:7\r\n")

    assert rows == [["Kommune", "Barn"], ["Selbu", "7"]]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Barn, elever, ansatte, skoler, areal\nKommune;Barn\nSelbu;7\nRindal;8\n", ";"),
        ("Kommune;Årsverk\nSelbu;7,5\nRindal;8,5\n", ";"),
        ('"05678: Barn, etter region"\n\n"region","2025"\n"5032 Selbu","7"\n', ","),
        ("Kommune\tBarn, i alt\nSelbu\t1,5\nRindal\t2,5\n", "\t"),
    ],
)
def test_what_agrees_over_the_lines_sets_the_cells_apart(text, delimiter):
    assert delimiter_of(text) == delimiter


def test_a_sheet_that_says_it_is_one_cell_large_is_read_whole():
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    made, wrong = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as whole, zipfile.ZipFile(wrong, "w") as out:
        for part in whole.namelist():
            out.writestr(part, whole.read(part).replace(b'<dimension ref="A1:B3"', b'<dimension ref="A1:A1"'))

    [(_name, rows)] = read_sheets(wrong.getvalue())

    assert [list(row[:2]) for row in rows] == ROWS


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"a;b\n\0\n"], ids=["xlsx", "nought"])
def test_a_broken_file_is_refused(data):
    with pytest.raises(SheetError) as error:
        read_sheets(data)

    assert error.value.fault is Fault.UNREADABLE
