"""Reads head counts from a spreadsheet whose columns the reader has matched; knows no database and no language."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from networks.services.sheets import HEADER_WITHIN, Row, column_letter, plain

MAX_ROWS = 6_000  # a row a category: 400 owners × 15 categories
MOST = 2_147_483_647  # what the database's column holds
MOST_DIGITS = 30  # more is no number that anybody counted, and slow to read
NO_NUMBER = {".", "..", "...", ":", "*", "-", "–", "—", "\u2212", "n/a", "na", "null", "none", "#n/a", "mangler"}


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
    AMBIGUOUS = "ambiguous"  # thousands to some, decimals to others
    WITHHELD = "withheld"  # a sign by which statistics say that there is no number here
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
    """A sheet as rows of text, and where its headers and its numbers begin."""

    sheet: str
    head: int  # the place of the first header row
    rows: tuple[tuple[str, ...], ...]
    begin: int = 0  # the place of the first row under the headers; 0: the one after the header row

    @property
    def first(self) -> int:
        return max(self.begin, self.head + 1)

    @property
    def headers(self) -> tuple[str, ...]:
        """One text a column. Over several header rows a merged cell's text counts for all the columns that it spans."""
        levels = self.rows[self.head : self.first]
        width = max(map(len, self.rows), default=0)
        texts: list[list[str]] = [[] for _ in range(width)]
        for level, row in enumerate(levels):
            spanning = ""
            for place in range(width):
                text = row[place] if place < len(row) else ""
                spanning = text or (spanning if level < len(levels) - 1 else "")
                if spanning and spanning not in texts[place]:
                    texts[place].append(spanning)
        return tuple(" ".join(parts) for parts in texts)


def as_table(sheet: str, rows: Sequence[Row]) -> Table | None:
    """The sheet with the first rows that look like headers; nothing where there are none."""
    texts = tuple(_filled([cell_text(cell) for cell in row]) for row in rows)
    widths = Counter(filled for row in texts if (filled := sum(map(bool, row))) > 1)
    usual = max(widths, key=lambda width: (widths[width], width), default=0)  # what most rows fill
    least = max(2, (usual + 1) // 2)
    looked_at = list(enumerate(texts[:HEADER_WITHIN]))
    for enough in (2, 1):  # «Kommune» and years for headers will do where there is nothing better
        for place, row in looked_at:
            if sum(map(bool, row)) >= least and sum(is_words(text) for text in row) >= enough:
                return Table(sheet, place, texts, _first_row(texts, place))
    return None


def _filled(row: Sequence[str]) -> tuple[str, ...]:
    """The row without the empty cells at its end."""
    last = max((place for place, text in enumerate(row) if text), default=-1)
    return tuple(row[: last + 1])


def _first_row(texts: Sequence[Sequence[str]], head: int) -> int:
    """Where the numbers begin: rows of words that leave the owners' column empty, or fill it first, are headers too."""
    below = texts[head + 1 :]
    named = Counter(next((place for place, text in enumerate(row) if text), 0) for row in below if any(row))
    owner = max(named, key=lambda place: (named[place], -place), default=0)
    begin, titled = head + 1, any(texts[head][owner : owner + 1])
    for row in below[:HEADER_WITHIN]:
        named_here = row[owner] if owner < len(row) else ""
        if not any(row) or any(re.fullmatch(r"\d[\d\s.,]*", text) and not is_year(text) for text in row):
            break
        if titled and named_here:
            break
        begin, titled = begin + 1, titled or bool(named_here)
    return begin


def is_words(text: str) -> bool:
    return bool(text) and not re.fullmatch(r"[\d\s.,:/\-–]+", text)


def is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(19|20)\d\d", text))


def cell_text(cell: object) -> str:
    """What stands in the cell, as text: a whole number without decimals, others with a decimal comma."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    return " ".join(str("" if cell is None else cell).split())


def guess(headers: Sequence[str], known: Mapping[str, str], hints: Mapping[str, str] | None = None) -> dict[int, str]:
    """What each column seems to hold, by its header. ``known`` leads from a header (see ``plain``) to a meaning.

    A year in the header does not matter. ``hints`` are parts of words: they decide where one column alone has them.
    """
    found: dict[int, str] = {}
    for place, header in enumerate(headers):
        meaning = known.get(plain(header), "") or known.get(_undated(header), "")
        if meaning and meaning not in found.values():
            found[place] = meaning
    loose: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        told = {meaning for part, meaning in (hints or {}).items() if part in plain(header)}
        if len(told) == 1 and place not in found:
            loose.setdefault(told.pop(), []).append(place)
    single = {places[0]: meaning for meaning, places in loose.items() if len(places) == 1}
    return found | {place: meaning for place, meaning in single.items() if meaning not in found.values()}


def _undated(header: str) -> str:
    """«Elever i alt 2025/26» → «elever i alt»."""
    return " ".join(re.sub(r"\b(19|20)\d\d( \d\d)?\b", " ", plain(header)).split())


def used_twice(columns: Mapping[int, str]) -> dict[str, list[int]]:
    """Meanings that more than one column was matched with: which of them counts can't be known."""
    places: dict[str, list[int]] = {}
    for place, meaning in sorted(columns.items()):
        if meaning:
            places.setdefault(meaning, []).append(place)
    return {meaning: found for meaning, found in places.items() if len(found) > 1}


def read_counts(table: Table, columns: Mapping[int, str], categories: Mapping[str, str]) -> list[Count]:
    """Every number under the headers, faulty ones among them. ``columns`` says what the columns hold.

    ``categories`` leads from what a category is called (see ``plain``) to its code; its codes may be columns too.
    """
    places = {meaning: place for place, meaning in columns.items() if meaning}
    owner_place = places.get(Column.OWNER)
    if owner_place is None or used_twice(columns):
        return []
    wide = {code: place for code, place in places.items() if code not in set(Column)}
    found: list[Count] = []
    for index, row in enumerate(table.rows[table.first :], table.first + 1):
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
        counted = at(places[Column.NUMBER])
        if code:
            cells.append((code, counted))
        elif named.text or counted.text:  # else it is a note under the table
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
    """«1 234», «1.234», «1.234,0» and «12,0» are whole numbers: a point before three digits groups them.

    «1,234» is refused: it is a thousand to some and a little more than one to others.
    """
    bare = re.sub(r"[\s\u00a0\u202f\u2009']", "", text)
    if bare.lower() in NO_NUMBER:
        return 0, CountFault.WITHHELD
    negative = re.match(r"[-\u2212\u2013]\d", bare)
    digits = bare.lstrip("-\u2212\u2013+")
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits):
        return 0, CountFault.AMBIGUOUS
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,0+)?", digits):
        digits = digits.partition(",")[0].replace(".", "")
    elif re.fullmatch(r"\d{1,3}(,\d{3}){2,}(\.0+)?", digits):
        digits = digits.partition(".")[0].replace(",", "")
    digits = re.sub(r"[.,]0+$", "", digits)
    if not re.fullmatch(r"\d+", digits, re.ASCII):
        whole = re.fullmatch(r"\d+[.,]\d+", digits)
        return 0, CountFault.NOT_WHOLE if whole else CountFault.NOT_A_NUMBER
    if negative:
        return 0, CountFault.NEGATIVE
    if len(digits) > MOST_DIGITS or int(digits) > MOST:
        return 0, CountFault.TOO_LARGE
    return int(digits), None


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
