"""A scenario as a workbook whose formulas are live: which bound binds is a value, everything else is computed there."""

from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from allocations.explanation import category_label
from allocations.selectors.bench import Bench
from allocations.services.infeasible import BoundKind
from allocations.views.workbench_parts import Scenario
from allocations.views.workbench_rows import rule_marks

AMOUNT = "#,##0"
BOLD = Font(bold=True)
INPUT = PatternFill("solid", fgColor="FFF6DD")
Value = str | int | float | None


class Sheet:
    """A sheet that is filled row by row, and remembers by name where each number stands."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.row = 0
        self.at: dict[str, str] = {}

    def line(self, name: str, label: str, value: Value, *, note: str = "") -> None:
        self.row += 1
        self.sheet.cell(self.row, 1, label).data_type = "s"
        cell = self.sheet.cell(self.row, 2, value)
        cell.number_format = AMOUNT
        if not str(value).startswith("="):
            cell.fill = INPUT
        if note:
            self.sheet.cell(self.row, 3, note).data_type = "s"
        self.at[name] = f"$B${self.row}"

    def title(self, text: str) -> None:
        self.row += 2 if self.row else 1
        cell = self.sheet.cell(self.row, 1, text)
        cell.data_type, cell.font = "s", BOLD


def key_workbook(found: Bench, scenario: Scenario) -> bytes:
    """One sheet: the budget, the key, and a row a network. Inputs are tinted."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _("Frames")
    inputs = Sheet(sheet)
    _inputs(inputs, found, scenario)
    _networks(inputs, found, scenario)
    sheet.column_dimensions["A"].width = 44
    for number in range(2, 24):
        sheet.column_dimensions[get_column_letter(number)].width = 15
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _inputs(out: Sheet, found: Bench, scenario: Scenario) -> None:
    budget, key = found.budget, scenario.values
    out.title(f"{found.round}, {scenario.name}")
    out.line("appropriation", _("Appropriation"), budget.appropriation)
    first = out.row + 1
    for grant in budget.fixed:
        out.line("", grant.purpose, grant.amount)
    out.line("common", _("Common measures"), budget.common_measures)
    out.line("reserve", _("Reserve"), budget.reserve)
    out.line("left", _("To the networks"), f"={out.at['appropriation']}-SUM(B{first}:B{out.row})")
    out.title(_("Key"))
    out.line("flat", _("Coordination per network"), budget.coordination_flat)
    out.line("base", _("Base grant per network"), key.base_grant)
    for category, weight in key.weights.items():
        out.line(
            f"weight_{category}",
            _("Weight: %(what)s") % {"what": category_label(category)},
            weight,
            note=_("in tenths"),
        )
    for name, label, percent in (
        ("fall", _("No network falls more than"), key.max_fall_percent),
        ("rise", _("No network rises more than"), key.max_rise_percent),
    ):
        out.line(name, label, "" if percent is None else float(percent), note="%")
    out.line("unit", _("Rounded to"), key.unit)


def _networks(out: Sheet, found: Bench, scenario: Scenario) -> None:
    """The table: formulas refer to the inputs above, and to sums under the table."""
    key = scenario.values
    given = found.round_input(key, scenario.counted_on)
    binds = {frame.code: frame.binds for frame in scenario.frames.networks} if scenario.frames else {}
    free_word, floor_word, cap_word = (rule_marks()[kind][0] for kind in (None, *BoundKind))
    categories = list(key.weights)
    heads = [
        _("Network"), *map(category_label, categories), _("Extra for coordination"), _("Last year"), _("What binds"),
        _("Weight"), _("Coordination"), _("Base grant"), _("At the bound, units"), _("Share, units"),
        _("Remainder"), _("Rank"), _("By head counts"), _("Frame"),
    ]  # fmt: skip
    top = out.row + 3
    for place, label in enumerate(heads, 1):
        cell = out.sheet.cell(top, place, label)
        cell.data_type, cell.font, cell.alignment = "s", BOLD, Alignment(wrap_text=True, vertical="top")
    first, last = top + 1, top + len(given.networks)
    names = ["name", *categories, "extra", "last", "binds", "weight", "coordination", "base", "bound", "floor",
             "remainder", "rank", "part", "frame"]  # fmt: skip
    letters = {name: get_column_letter(place) for place, name in enumerate(names, 1)}

    def column(name: str, start: int = first, end: int = last) -> str:
        return f"${letters[name]}${start}:${letters[name]}${end}"

    below = last + 1
    out.row = below + 1
    at, free = out.at, f'{column("binds")},"{free_word}"'
    out.line(
        "units",
        _("Units to share by head counts"),
        f"=INT(({at['left']}-SUM({column('coordination')})-SUM({column('base')}))/{at['unit']})",
    )
    out.line("pot", _("of them to those at no bound"), f"={at['units']}-SUM({column('bound')})")
    out.line("weights", _("their weight together"), f"=SUMIFS({column('weight')},{free})")
    out.line("over", _("left for the largest remainders"), f"={at['pot']}-SUM({column('floor')})")
    rests = f"{at['left']}-SUM({column('frame')})"
    out.line("rest", _("Remainder that is no whole unit"), f"={rests}")
    for row, network in enumerate(given.networks, first):
        cells = {name: f"${letter}{row}" for name, letter in letters.items()}
        kind = rule_marks()[binds.get(network.code)][0]
        weight = "+".join(f"{cells[each]}*{at[f'weight_{each}']}" for each in categories) or "0"
        tenths = {name: f"ROUND(10*{at[name]},0)" for name in ("fall", "rise")}  # whole, so that no bound is a hair off
        least = f"ROUNDUP({cells['last']}*(1000-{tenths['fall']})/1000,0)" if key.max_fall_percent is not None else "0"
        most = f"ROUNDDOWN({cells['last']}*(1000+{tenths['rise']})/1000,0)" if key.max_rise_percent is not None else "0"
        given_part = f"{cells['coordination']}-{cells['base']}"
        same = f"{free},{column('remainder')},{cells['remainder']}"
        before = (
            f'+COUNTIFS({column("binds", first, row - 1)},"{free_word}",{column("remainder", first, row - 1)},'
            f"{cells['remainder']},{column('weight', first, row - 1)},{cells['weight']})"
            if row > first
            else ""
        )
        bounds: dict[str, Value] = {
            free_word: 0,
            floor_word: f"=ROUNDUP(MAX(0,{least}-{given_part})/{at['unit']},0)",
            cap_word: f"=ROUNDDOWN(MAX(0,{most}-{given_part})/{at['unit']},0)",
        }
        values: dict[str, Value] = {
            "name": network.name,
            **{category: network.head_counts[category] for category in categories},
            "extra": found.budget.coordination_extra.get(network.code, 0),
            "last": network.last_year,
            "binds": kind,
            "weight": f"={weight}",
            "coordination": f"={at['flat']}+{cells['extra']}",
            "base": f"={at['base']}",
            "bound": bounds[kind],
            "floor": f"=IF({at['weights']}=0,0,INT({at['pot']}*{cells['weight']}/{at['weights']}))"
            if kind == free_word
            else 0,
            "remainder": f"={at['pot']}*{cells['weight']}-{cells['floor']}*{at['weights']}" if kind == free_word else 0,
            "rank": f'=1+COUNTIFS({free},{column("remainder")},">"&{cells["remainder"]})'
            f'+COUNTIFS({same},{column("weight")},">"&{cells["weight"]}){before}'
            if kind == free_word
            else "",
            "part": f"=({cells['floor']}+IF({cells['rank']}<={at['over']},1,0))*{at['unit']}"
            if kind == free_word
            else f"={cells['bound']}*{at['unit']}",
            "frame": f"={cells['coordination']}+{cells['base']}+{cells['part']}",
        }
        for place, name in enumerate(names, 1):
            cell = out.sheet.cell(row, place, values[name])
            cell.number_format = AMOUNT
            if name in ("name", "binds"):
                cell.data_type = "s"
            if name in ("extra", "last", *categories):
                cell.fill = INPUT
    out.sheet.cell(below, 1, _("Sum")).font = BOLD
    for name in ("weight", "coordination", "base", "part", "frame", *categories):
        cell = out.sheet.cell(below, names.index(name) + 1, f"=SUM({column(name)})")
        cell.font, cell.number_format = BOLD, AMOUNT
    out.sheet.freeze_panes = "B1"
