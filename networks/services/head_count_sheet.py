"""Reads head counts from a spreadsheet whose columns the reader has matched; knows no database and no language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from networks.services.sheets import HEADER_WITHIN, Row, column_letter, plain

MAX_ROWS = 6_000  # a row a category: 400 owners × 15 categories
MOST = 2_147_483_647  # what the database's column holds


class Column(StrEnum):
    """What a column may hold besides one category's numbers."""

    IGNORED = ""
    OWNER = "owner"  # number or name
    CATEGORY = "category"  # a row a category
    NUMBER = "number"


class CountFault(StrEnum):
    """What can be wrong with one cell."""

    NO_OWNER = "no_owner"
    UNKNOWN_OWNER = "unknown_owner"  # found by who knows the register
    NO_CATEGORY = "no_category"
    UNKNOWN_CATEGORY = "unknown_category"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    TWICE = "twice"  # the same owner and category stand in another row too


@dataclass(frozen=True)
class Place:
    """One cell: where it is, and what stands in it."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class Count:
    """One number of the sheet, or what is wrong with it."""

    owner: str
    category: str
    number: int
    at: Place
    owner_at: Place
    fault: CountFault | None = None


@dataclass(frozen=True)
class Table:
    """A sheet as rows of text, and where its headers stand."""

    sheet: str
    head: int  # the place of the header row
    rows: tuple[tuple[str, ...], ...]

    @property
    def headers(self) -> tuple[str, ...]:
        return self.rows[self.head]


def as_table(sheet: str, rows: Sequence[Row]) -> Table | None:
    """The sheet with its first row of two texts or more as headers; nothing where there is none."""
    texts = tuple(tuple(cell_text(cell) for cell in row) for row in rows)
    for place, row in enumerate(texts[:HEADER_WITHIN]):
        if sum(bool(text) and not re.fullmatch(r"[\d\s.,]+", text) for text in row) >= 2:
            return Table(sheet, place, texts)
    return None


def cell_text(cell: object) -> str:
    """What stands in the cell, as text: a whole number without decimals."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str("" if cell is None else cell).split())


def guess(headers: Sequence[str], known: Mapping[str, str]) -> dict[int, str]:
    """What each column seems to hold, by its header. ``known`` leads from a header (see ``plain``) to a meaning."""
    found: dict[int, str] = {}
    for place, header in enumerate(headers):
        meaning = known.get(plain(header), "")
        if meaning and meaning not in found.values():
            found[place] = meaning
    return found


def read_counts(table: Table, columns: Mapping[int, str], categories: Mapping[str, str]) -> list[Count]:
    """Every number under the headers, faulty ones among them. ``columns`` says what the columns hold.

    ``categories`` leads from what a category is called (see ``plain``) to its code; its codes may be columns too.
    """
    places = {meaning: place for place, meaning in columns.items() if meaning}
    owner_place = places.get(Column.OWNER)
    if owner_place is None:
        return []
    wide = {code: place for code, place in places.items() if code not in set(Column)}
    found: list[Count] = []
    for index, row in enumerate(table.rows[table.head + 1 :], table.head + 2):
        if any(row[place : place + 1] != ("",) for place in places.values() if place < len(row)):
            found += _row(index, row, owner_place, places, wide, categories)
    return _once(found)


def _row(
    index: int,
    row: Sequence[str],
    owner_place: int,
    places: Mapping[str, int],
    wide: Mapping[str, int],
    categories: Mapping[str, str],
) -> Iterator[Count]:
    def at(place: int) -> Place:
        return Place(index, column_letter(place), row[place] if place < len(row) else "")

    owner = at(owner_place)
    cells = [(code, at(place)) for code, place in wide.items()]
    if Column.CATEGORY in places and Column.NUMBER in places:
        named = at(places[Column.CATEGORY])
        code = categories.get(plain(named.text), "")
        if code:
            cells.append((code, at(places[Column.NUMBER])))
        else:
            fault = CountFault.UNKNOWN_CATEGORY if named.text else CountFault.NO_CATEGORY
            yield Count(owner.text, "", 0, named, owner, fault)
    cells = [(code, cell) for code, cell in cells if cell.text]
    if cells and not owner.text:
        yield Count("", "", 0, owner, owner, CountFault.NO_OWNER)
        return
    for code, cell in cells:
        number, wrong = whole_number(cell.text)
        yield Count(owner.text, code, number, cell, owner, wrong)


def whole_number(text: str) -> tuple[int, CountFault | None]:
    """«1 234», «1234», «1.234» and «12,0» are whole numbers; a point before three digits groups them."""
    plain_text = re.sub(r"[\s\u00a0\u202f]", "", text)
    negative = re.match(r"[-\u2212\u2013]\d", plain_text)
    digits = plain_text.lstrip("-\u2212\u2013")
    digits = (
        re.sub(r"[.,]0+$", "", digits) if not re.fullmatch(r"\d{1,3}(\.\d{3})+", digits) else digits.replace(".", "")
    )
    if not re.fullmatch(r"\d+", digits):
        whole = re.fullmatch(r"\d+[.,]\d+", digits)
        return 0, CountFault.NOT_WHOLE if whole else CountFault.NOT_A_NUMBER
    if negative:
        return 0, CountFault.NEGATIVE
    number = int(digits)
    return (0, CountFault.TOO_LARGE) if number > MOST else (number, None)


def _once(counts: Sequence[Count]) -> list[Count]:
    """The second time an owner and a category stand together is a fault."""
    seen: set[tuple[str, str]] = set()
    told = []
    for count in counts:
        key = (plain(count.owner), count.category)
        if count.fault is None and key in seen:
            told.append(Count(count.owner, count.category, 0, count.at, count.owner_at, CountFault.TWICE))
            continue
        if count.fault is None:
            seen.add(key)
        told.append(count)
    return told
