"""Reads people and their roles from a spreadsheet, as plain text by field; knows no database and no language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain

from networks.services.sheets import HEADER_WITHIN, Fault, Row, SheetError, column_letter, plain, read_sheets

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


def read_people(data: bytes, roles: Mapping[str, str], languages: Mapping[str, str]) -> Sheet:
    """The lines of an XLSX or CSV file, faulty ones among them.

    ``roles`` and ``languages`` lead from what people may write (see ``plain``) to our codes.

    Raises: SheetError: too big, neither XLSX nor CSV, no header row, no lines, or too many.
    """
    for name, rows in read_sheets(data):
        if found := _headers(rows):
            start, fields = found
            lines = tuple(_lines(rows, start, fields, roles, languages))
            if not lines:
                raise SheetError(Fault.EMPTY)
            return Sheet(name, lines)
    raise SheetError(Fault.NO_HEADERS)


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
