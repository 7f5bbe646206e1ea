"""Which sheet, which rows and which columns of an upload hold the head counts, as the session keeps it."""

from typing import Any

from django.http import QueryDict

from networks.models import County
from networks.selectors.head_count_import import HINTS, header_words, matched, remembered
from networks.services.head_count_sheet import Table, guess
from networks.services.sheets import column_letter

MOST_HEADER_ROWS = 15


def suggested(county: County, source: str, table: Table) -> dict[str, str]:
    """What each column seems to hold: as the source's columns were matched last time, else by its header."""
    guessed = guess(table.headers, header_words(), HINTS)
    return {str(place): meaning for place, meaning in matched(table, remembered(county, source), guessed).items()}


def chosen_table(kept: dict[str, Any]) -> Table:
    table = kept["tables"][kept["chosen"]]
    return Table(table["sheet"], table["head"], tuple(map(tuple, table["rows"])), table["begin"])


def choose(kept: dict[str, Any], typed: QueryDict, county: County, meanings: list[tuple[str, str]]) -> None:
    """Take over what was chosen: for another sheet or other header rows the columns are guessed anew."""
    before = chosen_table(kept)
    sheet = whole(typed.get("sheet"), kept["chosen"], len(kept["tables"]) - 1)
    if sheet == kept["chosen"]:
        last = min(len(before.rows), MOST_HEADER_ROWS) - 1
        kept["tables"][sheet]["head"] = whole(typed.get("head"), before.head, last)
        kept["tables"][sheet]["begin"] = whole(typed.get("first"), before.first, last)
    kept["chosen"] = sheet
    table = chosen_table(kept)
    if (table.sheet, table.head, table.first) != (before.sheet, before.head, before.first):
        kept["columns"] = suggested(county, kept["source"], table)
        return
    for place in range(len(table.headers)):
        meaning = typed.get(f"column_{place}", kept["columns"].get(str(place), ""))
        kept["columns"][str(place)] = meaning if meaning in dict(meanings) else ""


def whole(text: str | None, otherwise: int, most: int) -> int:
    """The number that was chosen, where it is one of those to choose from."""
    return int(text) if text and text.isdecimal() and len(text) < 5 and int(text) <= most else otherwise


def columns_of(table: Table, columns: dict[int, str]) -> list[dict[str, Any]]:
    """Each column with its header and the first that stands under it."""
    found = []
    for place, header in enumerate(table.headers):
        sample = next((row[place] for row in table.rows[table.first :] if place < len(row) and row[place]), "")
        if header or sample:
            column = {"place": place, "letter": column_letter(place), "header": header, "sample": sample}
            found.append({**column, "meaning": columns.get(place, "")})
    return found


def rows_of(table: Table) -> list[tuple[int, str]]:
    """The rows that headers may stand in, by what stands there."""
    rows = table.rows[:MOST_HEADER_ROWS]
    return [(place, f"{place + 1}: {' · '.join(filter(None, row))[:60]}") for place, row in enumerate(rows)]
