"""Reads spreadsheets as rows of cells, whatever program they come from; knows no database and no language."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum

MAX_BYTES = 1_000_000
MAX_UNPACKED_BYTES = 30_000_000
MAX_ROWS = 2_000
HEADER_WITHIN = 10  # the headers stand in one of so many first rows
MAX_COLUMNS = 100
LINES_LOOKED_AT = 30  # to find out what sets the cells apart

Row = Sequence[object]


class Fault(Enum):
    """What can be wrong with a file, or with one cell."""

    TOO_BIG = "too_big"
    UNREADABLE = "unreadable"
    TOO_MANY_ROWS = "too_many_rows"
    NO_HEADERS = "no_headers"
    EMPTY = "empty"
    MISSING = "missing"
    BAD_EMAIL = "bad_email"
    UNKNOWN_ROLE = "unknown_role"
    BAD_DATE = "bad_date"
    ENDS_BEFORE = "ends_before"
    UNKNOWN_LANGUAGE = "unknown_language"


class SheetError(Exception):
    """The file as a whole can't be used."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.value)


def read_sheets(data: bytes, *, most: int = MAX_ROWS) -> list[tuple[str, list[Row]]]:
    """The sheets of an XLSX file with their names, or a CSV file as one sheet.

    Raises: SheetError: too big, neither XLSX nor CSV, or more than ``most`` rows.
    """
    if len(data) > MAX_BYTES:
        raise SheetError(Fault.TOO_BIG)
    return _xlsx(data, most) if data[:2] == b"PK" else [("CSV", _csv(data, most))]


def plain(text: object) -> str:
    """A header or a name as it is compared: small letters, one space between words, no punctuation."""
    return " ".join(re.sub(r"[^\w]+", " ", str(text or "").casefold().replace("_", " ")).split())


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _xlsx(data: bytes, most: int) -> list[tuple[str, list[Row]]]:
    import openpyxl  # noqa: PLC0415 - heavy, and web processes start without it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED_BYTES:
                raise SheetError(Fault.TOO_BIG)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs write that a sheet is one cell large
        return [
            (sheet.title, _few(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), most))
            for sheet in book.worksheets
        ]
    except SheetError:
        raise
    except Exception as error:  # a broken file fails in any part of the library
        raise SheetError(Fault.UNREADABLE) from error


def _csv(data: bytes, most: int) -> list[Row]:
    text = _text(data)
    if "\0" in text:
        raise SheetError(Fault.UNREADABLE)
    if named := re.match(r"sep=(.)\r?\n", text):  # how Excel lets a file say it
        text, delimiter = text[named.end() :], named.group(1)
    else:
        delimiter = delimiter_of(text)
    try:
        return _few(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), most)
    except csv.Error as error:
        raise SheetError(Fault.UNREADABLE) from error


def _text(data: bytes) -> str:
    """Excel writes «Unicode text» as UTF-16, and older programs write Windows' own letters."""
    try:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def delimiter_of(text: str) -> str:
    """What sets the cells apart: what splits most of the first lines into the same number of cells, two or more.

    A title with commas, or numbers with a decimal comma, do not make a comma the delimiter.
    """
    sample = "\n".join(text.splitlines()[:LINES_LOOKED_AT])

    def agreement(delimiter: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=delimiter) if len(row) > 1)
        except csv.Error:
            return 0, 0
        return max(((lines, width) for width, lines in widths.items()), default=(0, 0))

    return max("\t;,|", key=agreement)


def _few(rows: Iterable[Row], most: int) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        kept.append(row)
        if len(kept) > most + HEADER_WITHIN:
            raise SheetError(Fault.TOO_MANY_ROWS)
    return kept
