"""The rows of the workbench's table, written as they are read.

No template: at 225 networks and two scenarios it would fill 5 000 cells at every move of a slider. Only names and codes
come from people, and they are escaped.
"""

from collections.abc import Sequence
from functools import lru_cache
from html import escape  # Django's own waits for lazy texts, which there are none of here

from django.utils.formats import get_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allocations.selectors.register import BenchNetwork
from allocations.services.comparison import Figures
from allocations.services.infeasible import BoundKind
from allocations.views.workbench_outcome import MOST_KEPT, Outcome
from dekom.core.kroner import MINUS, NO_BREAK_SPACE, format_change, format_kroner

BAR, BAR_TOP = 52, 160  # width in pixels; tenths of a percent that fill half of it
SCALE = (BAR / 2 - 2) / BAR_TOP
NOTHING = '<td class="num grp-a">–</td><td class="num">–</td><td></td>'


def rule_marks() -> dict[BoundKind | None, tuple[str, bool]]:
    """The rule that binds, and whether it is a bound."""
    return {
        None: (_("Key"), False),
        BoundKind.GUARANTEE: (_("Guarantee"), True),
        BoundKind.CEILING: (_("Ceiling"), True),
    }


def body(
    networks: Sequence[tuple[BenchNetwork, str]],
    columns: Sequence[Outcome],
    current: BenchNetwork | None,
    key: int,
) -> SafeString:
    """A row a network (each with its short name), three cells a scenario, and the differences from the first."""
    written = [cells_of(column, get_language()) for column in columns]
    lines: list[str] = []
    for network, name in networks:
        code = network.code
        found = [column.figures.get(code) for column in columns]
        mark = ' class="is-current"' if network is current else ""
        last = "–" if network.last_year is None else format_kroner(network.last_year)
        lines.append(
            f'<tr{mark}><th scope="row"><a class="ds-link" href="?key={key}&amp;network={escape(code)}#explained">'
            f'{escape(name)}</a></th><td class="num dk-muted">{last}</td>'
        )
        lines += [column.get(code, NOTHING) for column in written]
        base = found[0] if found else None
        for each in found[1:]:
            change = "–" if each is None or base is None else format_change(each.frame - base.frame)
            lines.append(f'<td class="num grp-d">{change}</td>')
        lines.append("</tr>\n")
    return mark_safe("".join(lines))  # noqa: S308 - names and codes are escaped above


@lru_cache(maxsize=MOST_KEPT)
def cells_of(column: Outcome, _language: str | None) -> dict[str, str]:
    """A scenario's three cells for each network, in the language of the moment."""
    separator = get_format("DECIMAL_SEPARATOR")
    rules = {kind: rule(word, bound=bound) for kind, (word, bound) in rule_marks().items()}
    return {code: cells(each, separator) + rules[each.binds] for code, each in column.figures.items()}


def cells(found: Figures, separator: str) -> str:
    """The frame with what it is per head, and the change from last year with its bar."""
    per_head, percent, change = found.per_head, found.change_percent, found.change
    head = "–" if per_head is None else f"{format_kroner(per_head // 10)}{separator}{per_head % 10}"
    frame = f'<td class="num grp-a dk-strong">{format_kroner(found.frame)}<small>{head}</small></td>'
    kroner = "–" if change is None else format_change(change)
    if percent is None:
        return f'{frame}<td class="num"><span class="dk-pct"><span>–<small>{kroner}</small></span></span></td>'
    length, size = min(abs(percent), BAR_TOP) * SCALE, abs(percent)
    sign, way = (MINUS, "down") if percent < 0 else ("+" if percent else "", "up")
    return (
        f'{frame}<td class="num"><span class="dk-pct"><svg class="chart dbar" viewBox="0 0 52 20" width="52"'
        f' height="20" aria-hidden="true"><path class="axis" d="M26 0V20"/><rect class="{way}"'
        f' x="{BAR / 2 - (length if percent < 0 else 0):.1f}" y="4" width="{length:.1f}" height="12" rx="1"/></svg>'
        f"<span>{sign}{size // 10}{separator}{size % 10}{NO_BREAK_SPACE}%<small>{kroner}</small></span></span></td>"
    )


def rule(word: str, *, bound: bool) -> str:
    mark = 'class="ds-tag" data-color="warning"' if bound else 'class="dk-small dk-muted"'
    return f"<td><span {mark}>{escape(word)}</span></td>"


def options(networks: Sequence[tuple[BenchNetwork, str]], current: BenchNetwork | None) -> SafeString:
    """The networks to choose from."""
    chosen = " selected"
    return mark_safe(  # noqa: S308 - names and codes are escaped here
        "".join(
            f'<option value="{escape(network.code)}"{chosen if network is current else ""}>{escape(name)}</option>'
            for network, name in networks
        )
    )
