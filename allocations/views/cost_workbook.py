"""A year's invoice bases as a workbook: amounts and children are values, all the rest is computed there."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from allocations.enums.costs import CostKind
from allocations.views.key_workbook import AMOUNT, BOLD, INPUT, Sheet, Value

NAMES = (
    "payer", "group", "children", "first", "own", "equal", "floor", "remainder", "rank", "part",
    "divided", "own_floor", "own_remainder", "own_rank", "by_count", "cost", "invoiced", "amount",
)  # fmt: skip
LETTERS = {name: get_column_letter(place) for place, name in enumerate(NAMES, 1)}


def cost_workbook(parts: Sequence[tuple[dict[str, Any], Sequence[tuple[str, str, int | None]]]]) -> bytes:
    """A sheet for each invoice basis, with its items and a row a payer."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for part, items in parts:
        sheet = book.create_sheet(str(part["title"]).replace(",", "")[:31])
        out = Sheet(sheet)
        _inputs(out, str(part["title"]), items)
        _payers(out, part["lines"])
        sheet.column_dimensions["A"].width = 40
        for name in NAMES[1:]:
            sheet.column_dimensions[LETTERS[name]].width = 14
        sheet.freeze_panes = "B1"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _inputs(out: Sheet, title: str, items: Sequence[tuple[str, str, int | None]]) -> None:
    out.title(title)
    sums = {}
    for kind, label in ((CostKind.EXPENSE, _("Expenses")), (CostKind.EARMARKED, _("Earmarked grants"))):
        out.title(label)
        first = out.row + 1
        for found, what, amount in items:
            if found == kind:
                out.line("", what, amount)
        out.line(kind, _("Sum"), f"=SUM(B{first}:B{max(first, out.row)})" if out.row >= first else 0)
        sums[kind] = out.at[kind]
    out.title(_("To share"))
    out.line("net", _("Expenses less earmarked grants"), f"=MAX(0,{sums[CostKind.EXPENSE]}-{sums[CostKind.EARMARKED]})")
    net = out.at["net"]
    out.line("equal", _("A third, shared equally"), f"=INT({net}/3)+IF(MOD({net},3)=2,1,0)")
    out.line("count", _("Two thirds, by children and pupils"), f"={net}-{out.at['equal']}")


def _payers(out: Sheet, lines: Sequence[dict[str, Any]]) -> None:
    """A row a payer. A municipality and its private owners have the same group; the municipality stands first."""
    heads = (
        _("Who pays"), _("Group"), _("Children and pupils"), _("Municipality"), _("Its own children"), _("Equal part"),
        _("Share, rounded down"), _("Remainder"), _("Rank"), _("The municipality's part by children"),
        _("Part to divide"), _("Own share, rounded down"), _("Own remainder"), _("Own rank"),
        _("By children and pupils"), _("The year"), _("Invoiced in July"), _("To pay, or back"),
    )  # fmt: skip
    top = out.row + 2
    for place, label in enumerate(heads, 1):
        cell = out.sheet.cell(top, place, label)
        cell.data_type, cell.font, cell.alignment = "s", BOLD, Alignment(wrap_text=True, vertical="top")
    first, last = top + 1, top + len(lines)
    groups: dict[str, int] = {}
    for row, line in enumerate(lines, first):
        group = groups.setdefault(line["municipality"] or line["payer"], len(groups) + 1)
        for place, (name, value) in enumerate(_cells(out, line, group, row, first, last).items(), 1):
            cell = out.sheet.cell(row, place, value)
            cell.number_format = AMOUNT
            if name == "payer":
                cell.data_type = "s"
            if name in ("children", "invoiced"):
                cell.fill = INPUT
    if lines:
        out.sheet.cell(last + 1, 1, _("Sum")).font = Font(bold=True)
        for name in ("equal", "by_count", "cost", "invoiced", "amount"):
            letter = LETTERS[name]
            cell = out.sheet.cell(last + 1, NAMES.index(name) + 1, f"=SUM({letter}{first}:{letter}{last})")
            cell.font, cell.number_format = BOLD, AMOUNT


def _cells(out: Sheet, line: dict[str, Any], group: int, row: int, first: int, last: int) -> dict[str, Value]:
    """One row's values and formulas, by largest remainder: the municipalities first, then inside each of them."""
    equal, count = out.at["equal"], out.at["count"]
    at = {name: f"${letter}{row}" for name, letter in LETTERS.items()}

    def column(name: str, end: int = last) -> str:
        return f"${LETTERS[name]}${first}:${LETTERS[name]}${end}"

    takes_part = line["municipality"] == line["payer"]
    municipalities = f"SUM({column('first')})"
    children = f"SUMIFS({column('children')},{column('first')},1)"
    inside = f"SUMIFS({column('children')},{column('group')},{at['group']},{column('first')},1)"
    over = f"{count}-SUMIFS({column('floor')},{column('first')},1)"
    left = f"{at['divided']}-SUMIFS({column('own_floor')},{column('group')},{at['group']})"
    private = f"SUMIFS({column('children')},{column('group')},{at['group']},{column('first')},0)"

    def rank(among: str, remainder: str, weight: str) -> str:
        """1 is the largest remainder; ties to the larger weight, then to the one listed first."""
        same = f"{column(among)},{at[among]},{column(remainder)},{at[remainder]}"
        before = (
            f"+COUNTIFS({column(among, row - 1)},{at[among]},{column(remainder, row - 1)},{at[remainder]},"
            f"{column(weight, row - 1)},{at[weight]})"
            if row > first
            else ""
        )
        return (
            f'=1+COUNTIFS({column(among)},{at[among]},{column(remainder)},">"&{at[remainder]})'
            f'+COUNTIFS({same},{column(weight)},">"&{at[weight]}){before}'
        )

    return {
        "payer": line["payer"],
        "group": group,
        "children": line["children"],
        "first": int(takes_part),
        "own": f"={at['children']}-{private}" if takes_part else f"={at['children']}",
        "equal": f"=INT({equal}/{municipalities})+IF(SUM({column('first', row)})<={equal}-INT({equal}/{municipalities})"
        f"*{municipalities},1,0)"
        if takes_part
        else 0,
        "floor": f"=IF({children}=0,0,INT({count}*{at['children']}/{children}))" if takes_part else 0,
        "remainder": f"={count}*{at['children']}-{at['floor']}*{children}" if takes_part else 0,
        "rank": rank("first", "remainder", "children") if takes_part else 0,
        "part": f"={at['floor']}+IF({at['rank']}<={over},1,0)" if takes_part else 0,
        "divided": f"=SUMIFS({column('part')},{column('group')},{at['group']})",
        "own_floor": f"=IF({inside}=0,0,INT({at['divided']}*{at['own']}/{inside}))",
        "own_remainder": f"={at['divided']}*{at['own']}-{at['own_floor']}*{inside}",
        "own_rank": rank("group", "own_remainder", "own"),
        "by_count": f"={at['own_floor']}+IF({at['own_rank']}<={left},1,0)",
        "cost": f"={at['equal']}+{at['by_count']}",
        "invoiced": line["invoiced"],
        "amount": f"={at['cost']}-{at['invoiced']}",
    }
