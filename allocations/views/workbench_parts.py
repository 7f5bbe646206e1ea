"""The parts of the workbench as its templates take them: the table, the figures of evenness, one frame explained.

Rows are dictionaries of ready texts: at 225 networks the template has thousands of cells to fill.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allocations.enums import KeyStatus
from allocations.explanation import bound_of, explain
from allocations.models import AllocationKey
from allocations.selectors.bench import Bench
from allocations.selectors.register import BenchNetwork
from allocations.services.comparison import Evenness, Figures, evenness, rounded
from allocations.services.infeasible import BoundKind, InfeasibleError
from allocations.services.round_input import BudgetInput, KeyInput
from allocations.views.workbench_outcome import MOST_KEPT, NO_OUTCOME, outcome_of
from allocations.views.workbench_rows import body, options, rule_marks
from allocations.wording import infeasible_text
from dekom.core.charts.dots import dots
from dekom.core.charts.stack import Part, stack
from dekom.core.figures import format_hundredths, format_percent, format_tenths
from dekom.core.kroner import MINUS, format_change, format_kroner
from dekom.core.sorting import norwegian_key
from networks.models import Round
from networks.services.names import short_network_name

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_DRAWN = 40  # more names than this make no picture


class Scenario:
    """One key with a budget, and what comes of it."""

    def __init__(
        self, key: AllocationKey, name: str, values: KeyInput, day: date | None, found: Bench, budget: BudgetInput
    ) -> None:
        self.key, self.name, self.values, self.counted_on = key, name, values, day
        self.letter = letter(key)
        self.problem = ""
        self.outcome = NO_OUTCOME
        try:
            self.outcome = outcome_of(found.register, values, day, budget)
        except InfeasibleError as error:
            self.problem = infeasible_text(error)
        self.frames, self.figures = self.outcome.frames, self.outcome.figures

    @cached_property
    def evenness(self) -> Evenness:
        return evenness(self.figures)

    @property
    def summary(self) -> str:
        """«250 000 · 1,0/1,0 · −10 %»."""
        weights = "/".join(format_tenths(weight) for weight in self.values.weights.values())
        parts = [format_kroner(self.values.base_grant), weights]
        for bound, sign in ((self.values.max_fall_percent, MINUS), (self.values.max_rise_percent, "+")):
            if bound is not None:
                parts.append(f"{sign}{format_tenths(int(bound * 10), trimmed=True)}\u00a0%")
        return " · ".join(part for part in parts if part)


def letter(key: AllocationKey) -> str:
    """A, B … Z, A1, B1 …"""
    turn, place = divmod(key.version - 1, len(LETTERS))
    return f"{LETTERS[place]}{turn or ''}"


@lru_cache(maxsize=2000)
def known(name: str) -> tuple[str, str]:
    """What the name is sorted by, and its short form: the same names come at every move of a slider."""
    short = short_network_name(name)
    return norwegian_key(short), short


def result(
    found: Bench, scenarios: Sequence[Scenario], active: AllocationKey | None, budget: BudgetInput, network: str
) -> dict[str, Any]:
    """Everything that changes as one types."""
    by_key = sorted(((*known(each.name), each) for each in found.networks), key=itemgetter(0))
    named = [(each, short) for _key, short, each in by_key]
    in_order = [each for each, _short in named]
    current = next((each for each in in_order if each.code == network), in_order[0] if in_order else None)
    told = next((each for each in scenarios if each.key == active), None)
    return {
        "scenarios": scenarios,
        "several": len(scenarios) > 1,
        "every_key": [
            {"pk": key.pk, "label": f"{letter(key)} · {key.name}", "on": any(key == each.key for each in scenarios)}
            for key in found.keys
        ],
        "body": body(named, [each.outcome for each in scenarios], current, active.pk if active else 0),
        "sums": sums(found, scenarios),
        "even": even_rows(scenarios),
        "chart": drawn(in_order, scenarios),
        "options": options(named, current),
        "told": told,
        "explained": explained(told, current, found.round),
        "problems": [f"{each.letter}: {each.problem}" for each in scenarios if each.problem],
    }


def rows(found: Bench, scenario: Scenario) -> list[dict[str, Any]]:
    """The table on paper: one scenario, in Norwegian order."""
    marks = rule_marks()
    in_order = sorted(found.networks, key=lambda each: norwegian_key(each.short_name))
    return [
        {
            "name": network.short_name,
            "last": "–" if network.last_year is None else format_kroner(network.last_year),
            "cells": [cell(scenario.figures.get(network.code), marks)],
        }
        for network in in_order
    ]


def cell(found: Figures | None, marks: dict[BoundKind | None, tuple[str, bool]]) -> dict[str, Any] | None:
    if found is None:
        return None
    percent, change, per_head = found.change_percent, found.change, found.per_head
    rule, _bound = marks[found.binds]
    return {
        "frame": format_kroner(found.frame),
        "per_head": "–" if per_head is None else format_tenths(per_head),
        "percent": "–" if percent is None else format_percent(percent),
        "change": "–" if change is None else format_change(change),
        "rule": rule,
    }


def sums(found: Bench, scenarios: Sequence[Scenario]) -> dict[str, Any]:
    lasts = [network.last_year for network in found.networks]
    known = [last for last in lasts if last is not None]
    last = sum(known) if known and len(known) == len(lasts) else None
    cells = []
    for scenario in scenarios:
        total = scenario.frames.total if scenario.frames else None
        percent = rounded((total - last) * 1000, last) if total is not None and last else None
        cells.append(
            {
                "frame": "–" if total is None else format_kroner(total),
                "percent": "" if percent is None else format_percent(percent),
                "change": "" if total is None or last is None else format_change(total - last),
                "remainder": format_kroner(scenario.frames.remainder)
                if scenario.frames and scenario.frames.remainder
                else "",
            }
        )
    totals = [scenario.frames.total if scenario.frames else None for scenario in scenarios]
    differences = [
        "–" if total is None or totals[0] is None else format_change(total - totals[0]) for total in totals[1:]
    ]
    return {"last": "–" if last is None else format_kroner(last), "cells": cells, "differences": differences}


def even_rows(scenarios: Sequence[Scenario]) -> list[tuple[str, list[str], bool]]:
    """Label, a text for each scenario, and whether it is the figure that matters most."""

    def told(words: str, texts: list[str], *, strong: bool = False) -> tuple[str, list[str], bool]:
        return words, texts, strong

    even = [each.evenness for each in scenarios]

    def tenths(number: int | None) -> str:
        return "–" if number is None else format_tenths(number)

    def percents(number: int | None) -> str:
        return "–" if number is None else format_percent(number)

    return [
        told(
            _("Highest divided by lowest"),
            ["–" if each.ratio is None else format_hundredths(each.ratio) for each in even],
            strong=True,
        ),
        told(_("Highest, kr per child and pupil"), [tenths(each.highest) for each in even]),
        told(_("Lowest, kr per child and pupil"), [tenths(each.lowest) for each in even]),
        told(_("Largest fall from last year"), [percents(each.largest_fall) for each in even]),
        told(_("Networks at the guarantee"), [str(each.at_guarantee) for each in even]),
        told(_("Networks at the ceiling"), [str(each.at_ceiling) for each in even]),
    ]


def drawn(networks: Sequence[BenchNetwork], scenarios: Sequence[Scenario]) -> Any:
    """Kroner per head as marks, the lowest first; no picture of very many names."""
    if not scenarios or len(networks) > MOST_DRAWN:
        return None

    def per_head(network: BenchNetwork, scenario: Scenario) -> float | None:
        found = scenario.figures.get(network.code)
        return None if found is None or found.per_head is None else found.per_head / 10

    named = [(each.short_name, [per_head(each, scenario) for scenario in scenarios]) for each in networks]
    named.sort(key=lambda row: row[1][0] if row[1][0] is not None else 0)
    return dots(named)


def explained(scenario: Scenario | None, network: BenchNetwork | None, round_: Round) -> Any:
    if scenario is None or network is None or scenario.frames is None:
        return None
    frames = scenario.frames.networks
    own = next((frame for frame in frames if frame.code == network.code), None)
    if own is None:
        return None
    bound = bound_of([frame.binds for frame in frames], sum(frame.line.extra for frame in frames if frame.line))
    return explain(network.short_name, scenario.frames.steps, own.steps, bound, year=round_.year)


def balance(budget: BudgetInput, *, solved: bool) -> dict[str, Any]:
    """The budget as a sum that always shows what is left, and by how much it is overspent."""
    fixed = sum(grant.amount for grant in budget.fixed)
    left = budget.appropriation - fixed - budget.common_measures - budget.reserve
    parts = [Part("net", max(left, 0)), Part("common", budget.common_measures), Part("fix", fixed)]
    return {
        "lines": [
            *(("fix", grant.purpose, format_kroner(-grant.amount)) for grant in budget.fixed),
            ("common", _("Common measures"), format_kroner(-budget.common_measures)),
            ("res", _("Reserve"), format_kroner(-budget.reserve)),
        ],
        "appropriation": format_kroner(budget.appropriation),
        "left": format_kroner(left),
        "over": format_kroner(-left) if left < 0 else "",
        "adds_up": left >= 0 and solved,
        "stack": stack([*parts, Part("res", budget.reserve)]),
    }


@lru_cache(maxsize=MOST_KEPT)
def written_balance(budget: BudgetInput, year: int, _language: str | None, *, solved: bool) -> SafeString:
    """The budget as its part of the page: the same at every move of a slider of the key."""
    told = {"balance": balance(budget, solved=solved), "year": year}
    return render_to_string("allocations/_workbench_balance.html", told)


def frame(round_: Round, found: Bench, active: AllocationKey | None) -> dict[str, Any]:
    """What stands round the result: where the reader is, and how far the allocation has come."""
    proposed = next((key for key in found.keys if key.status == KeyStatus.PROPOSED), None)
    adopted = found.adoptions > 0
    here = 3 if adopted else 2 if proposed else 1 if found.budget.appropriation else 0
    names = [_("Budget"), _("Key"), _("The forum's meeting"), _("Adopted")]
    flow = [{"label": name, "done": place < here, "here": place == here} for place, name in enumerate(names)]
    count = len(found.networks)
    return {
        "trail": [
            (_("Overview"), reverse("home")),
            (_("Rounds"), reverse("round_list")),
            (str(round_), round_.get_absolute_url()),
        ],
        "flow": flow,
        "proposed": proposed,
        "adopted": adopted,
        "adoptions": found.adoptions,
        "letter": letter(active) if active else "",
        "network_count": ngettext("%(count)s decision basis", "%(count)s decision bases", count) % {"count": count},
    }
