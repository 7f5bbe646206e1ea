"""Reads people and their roles from a spreadsheet, as plain text by field; knows no database and no language."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from itertools import chain

MAX_BYTES = 1_000_000
MAX_UNPACKED_BYTES = 30_000_000
MAX_ROWS = 2_000
HEADER_WITHIN = 10  # the headers stand in one of so many first rows
MAX_COLUMNS = 40

FIELDS = ("name", "email", "role", "network", "organisation", "valid_from", "valid_to", "language")
REQUIRED = ("email", "role")
HEADERS: Mapping[str, Sequence[str]] = {
    "name": ("navn", "namn", "name", "fullt navn", "fullt namn", "full name"),
    "email": ("epost", "e post", "epostadresse", "e postadresse", "email", "e mail", "mail", "e mail address"),
    "role": ("rolle", "role"),
    "network": ("nettverk", "network", "kompetansenettverk"),
    "organisation": (
        "organisasjon",
        "organisation",
        "organization",
        "eier",
        "eigar",
        "owner",
        "virksomhet",
        "verksemd",
    ),
    "valid_from": ("fra", "frå", "from", "fra dato", "frå dato", "fra og med", "frå og med"),
    "valid_to": ("til", "to", "til dato", "til og med", "to and with"),
    "language": ("språk", "målform", "language"),
}


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


@dataclass(frozen=True)
class CellFault:
    """One cell that can't be used; ``text`` is what stands in it."""

    fault: Fault
    field: str
    text: str = ""


@dataclass(frozen=True)
class Line:
    """One row of the sheet: codes and ISO dates where they could be read, and what could not."""

    row: int
    values: Mapping[str, str]
    columns: Mapping[str, str] = field(default_factory=dict)  # the letter of each field's column
    faults: tuple[CellFault, ...] = ()


@dataclass(frozen=True)
class Sheet:
    name: str
    lines: tuple[Line, ...]


Row = Sequence[object]


def read_people(data: bytes, roles: Mapping[str, str], languages: Mapping[str, str]) -> Sheet:
    """The lines of an XLSX or CSV file, faulty ones among them.

    ``roles`` and ``languages`` lead from what people may write (see ``plain``) to our codes.

    Raises: SheetError: too big, neither XLSX nor CSV, no header row, no lines, or too many.
    """
    if len(data) > MAX_BYTES:
        raise SheetError(Fault.TOO_BIG)
    sheets = _xlsx(data) if data[:2] == b"PK" else [("CSV", _csv(data))]
    for name, rows in sheets:
        if found := _headers(rows):
            start, fields = found
            lines = tuple(_lines(rows, start, fields, roles, languages))
            if not lines:
                raise SheetError(Fault.EMPTY)
            return Sheet(name, lines)
    raise SheetError(Fault.NO_HEADERS)


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


def _xlsx(data: bytes) -> list[tuple[str, list[Row]]]:
    import openpyxl  # noqa: PLC0415 - heavy, and web processes start without it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED_BYTES:
                raise SheetError(Fault.TOO_BIG)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [
            (sheet.title, _few(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS))) for sheet in book.worksheets
        ]
    except SheetError:
        raise
    except Exception as error:  # a broken file fails in any part of the library
        raise SheetError(Fault.UNREADABLE) from error


def _csv(data: bytes) -> list[Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise SheetError(Fault.UNREADABLE)
    first = "\n".join(text.splitlines()[:HEADER_WITHIN])
    delimiter = max(";,\t", key=first.count)
    try:
        return _few(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise SheetError(Fault.UNREADABLE) from error


def _few(rows: Iterable[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        kept.append(row)
        if len(kept) > MAX_ROWS + HEADER_WITHIN:
            raise SheetError(Fault.TOO_MANY_ROWS)
    return kept


def _headers(rows: Sequence[Row]) -> tuple[int, dict[str, int]] | None:
    """The index of the header row, and each field's column; a field's leftmost column counts."""
    names = {name: key for key, known in HEADERS.items() for name in known}
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        fields: dict[str, int] = {}
        for column, cell in enumerate(row):
            if key := names.get(plain(cell)):
                fields.setdefault(key, column)
        if all(key in fields for key in REQUIRED):
            return index, fields
    return None


def _lines(
    rows: Sequence[Row],
    start: int,
    fields: Mapping[str, int],
    roles: Mapping[str, str],
    languages: Mapping[str, str],
) -> Iterator[Line]:
    columns = {key: column_letter(index) for key, index in fields.items()}
    for index, row in enumerate(rows[start + 1 :], start + 2):
        cells = {key: row[column] for key, column in fields.items() if column < len(row)}
        if any(str(cell or "").strip() for cell in cells.values()):
            values, faults = _values(cells, roles, languages)
            yield Line(index, values, columns, tuple(faults))


def _values(
    cells: Mapping[str, object], roles: Mapping[str, str], languages: Mapping[str, str]
) -> tuple[dict[str, str], list[CellFault]]:
    texts = {key: " ".join(str(cells.get(key) or "").split()) for key in FIELDS}
    days: list[CellFault] = []
    for key in ("valid_from", "valid_to"):
        day = read_day(cells.get(key))
        if day is None:
            days.append(CellFault(Fault.BAD_DATE, key, texts[key]))
        else:
            texts[key] = day
    if not days and texts["valid_from"] and texts["valid_to"] and texts["valid_to"] < texts["valid_from"]:
        days.append(CellFault(Fault.ENDS_BEFORE, "valid_to", texts["valid_to"]))
    faults = chain(_email(texts), _code(texts, "role", roles, Fault.UNKNOWN_ROLE), days)
    return texts, [*faults, *_code(texts, "language", languages, Fault.UNKNOWN_LANGUAGE)]


def _email(texts: dict[str, str]) -> Iterator[CellFault]:
    texts["email"] = texts["email"].lower()
    if not texts["email"]:
        yield CellFault(Fault.MISSING, "email")
    elif not re.fullmatch(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}", texts["email"]) or ".." in texts["email"]:
        yield CellFault(Fault.BAD_EMAIL, "email", texts["email"])


def _code(texts: dict[str, str], key: str, known: Mapping[str, str], unknown: Fault) -> Iterator[CellFault]:
    """Replace what is written by our code for it."""
    written = texts[key]
    if code := known.get(plain(written)):
        texts[key] = code
    elif written:
        yield CellFault(unknown, key, written)
    elif key in REQUIRED:
        yield CellFault(Fault.MISSING, key)


def read_day(cell: object) -> str | None:
    """An ISO date from a date cell, «2026-08-01» or «1.8.2026»; empty for empty, None where it can't be read."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell or "").strip()
    if not text:
        return ""
    if found := re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text):
        day, month, year = (int(part) for part in found.groups())
    elif found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?", text):
        year, month, day = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
