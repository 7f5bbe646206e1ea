"""The round's year: the annual wheel and the table of dates beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dekom.core.charts.wheel import Period, Ring, Wheel, Words, wheel
from dekom.core.charts.wheel_pins import WheelMilestone
from dekom.portal.selectors.days import day_text
from dekom.portal.selectors.overview import Overview
from dekom.portal.services.year import ACTOR_OF, FORUM, GOVERNOR, NETWORKS, OWNERS, year_of_work
from networks.enums import MilestoneKind

ACTORS: dict[str, str | Promise] = {
    GOVERNOR: gettext_lazy("The county governor"),
    FORUM: gettext_lazy("The cooperation forum"),
    NETWORKS: gettext_lazy("Networks and universities"),
    OWNERS: gettext_lazy("Owners"),
}
WORK: dict[str, str | Promise] = {
    "": "",
    "budget": gettext_lazy("Budget and key"),
    "decision": gettext_lazy("Decision"),
    "payment": gettext_lazy("Payment"),
    "reports": gettext_lazy("Reports reviewed"),
    "criteria": gettext_lazy("Assessment"),
    "report": gettext_lazy("Report"),
    "measures": gettext_lazy("Measures in kindergartens and schools"),
}
KEYS = {GOVERNOR: "gov", FORUM: "forum", NETWORKS: "netuh", OWNERS: "own"}  # of the colour marks in the table


@dataclass(frozen=True)
class Year:
    """The wheel, what it shows in words, and its table's rows."""

    wheel: Wheel
    description: str
    dates: list[dict[str, Any]]


def year_of(overview: Overview) -> Year | None:
    """Nothing where the round has no milestones; no query of its own."""
    milestones: Mapping[str, date] = overview.milestones.get(overview.round.pk, {}) if overview.round else {}
    if overview.round is None or not milestones:
        return None
    names = overview.round.legal_basis.milestone_names
    work_names = WORK | {"basis": names[MilestoneKind.DECISION_BASIS], "needs": names[MilestoneKind.NEEDS_REPORT]}
    today = overview.today
    upcoming = next((kind for kind, day in milestones.items() if day >= today), None)
    states = {
        kind: "done" if day < today else "next" if kind == upcoming else "open" for kind, day in milestones.items()
    }
    work = year_of_work(milestones)
    rings = [
        Ring(
            actor,
            str(name),
            [Period(part.start, part.end, str(work_names[part.name])) for part in work if part.actor == actor],
        )
        for actor, name in ACTORS.items()
    ]
    pins = [WheelMilestone(day, day_text(day, today), names[kind], states[kind]) for kind, day in milestones.items()]
    nearest = (milestones[upcoming], names[upcoming]) if upcoming else None
    return Year(
        wheel(rings, pins, today, _words(today, nearest)),
        _description(today, nearest),
        _dates(milestones, names, states, today),
    )


def _words(today: date, nearest: tuple[date, str] | None) -> Words:
    months = [str(MONTHS[number]) for number in range(1, 13)]
    flag = _("Today %(day)s") % {"day": day_text(today, today)}
    if nearest is None:
        return Words(months, flag, hub=_("The round is over"))
    day, name = nearest
    days = (day - today).days
    left = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    return Words(
        months=months,
        today=flag,
        hub_above=_("In") if days else "",
        hub=left if days else _("Today"),
        hub_below=name,
        hub_compact=str(days),
        hub_compact_below=ngettext("day left", "days left", days),
    )


def _description(today: date, nearest: tuple[date, str] | None) -> str:
    text = _(
        "A ring of twelve months and four tracks: the county governor, the cooperation forum, networks and "
        "universities, and owners. Today is %(today)s."
    ) % {"today": day_text(today, today)}
    if nearest is None:
        return text
    day, name = nearest
    told = _("The next date is %(day)s: %(milestone)s.") % {"day": day_text(day, today), "milestone": name}
    beside = _("All dates stand in the table beside it.")
    return f"{text} {told} {beside}"


def _dates(
    milestones: Mapping[str, date], names: Mapping[str, str], states: Mapping[str, str], today: date
) -> list[dict[str, Any]]:
    marks = {"done": ("done", _("Past")), "next": ("work", _("Next date")), "open": ("todo", _("To come"))}
    return [
        {
            "day": day,
            "text": day_text(day, today),
            "label": names[kind],
            "actor": str(ACTORS[ACTOR_OF[MilestoneKind(kind)]]),
            "key": KEYS[ACTOR_OF[MilestoneKind(kind)]],
            "mark": marks[states[kind]][0],
            "word": marks[states[kind]][1],
            "current": states[kind] == "next",
        }
        for kind, day in milestones.items()
    ]
