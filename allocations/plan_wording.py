"""How a difference between money and plan is told."""

from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from allocations.enums.plan import PlanPlace, PlanSubject
from allocations.services.plan_checks import Finding
from dekom.core.kroner import format_kroner


@dataclass(frozen=True)
class ToldFinding:
    """One line: mark and sentence."""

    mark: str
    text: str
    is_deviation: bool


def told(finding: Finding) -> ToldFinding:
    """«Deviates from the plan: meetings 300 000, the plan says 400 000 (chapter 4; the budget)»."""
    what = finding.name or str(PlanSubject(finding.subject).label)
    if finding.name and finding.subject != PlanSubject.FIXED:
        what = f"{PlanSubject(finding.subject).label}, {finding.name}"
    words = {
        "what": what,
        "given": format_kroner(finding.given),
        "planned": format_kroner(finding.planned or 0),
        "where": where(finding),
    }
    if not finding.is_deviation:
        return ToldFinding("na", _("The plan gives no figure: %(what)s %(given)s (%(where)s)") % words, False)
    if finding.subject == PlanSubject.OVER_FRAME:
        text = _("Deviates from the plan: %(what)s %(given)s, the plan allows %(planned)s (%(where)s)")
    else:
        text = _("Deviates from the plan: %(what)s %(given)s, the plan says %(planned)s (%(where)s)")
    return ToldFinding("warn", text % words, True)


def where(finding: Finding) -> str:
    places = get_text_list([str(PlanPlace(place).label) for place in finding.places], _("and"))
    chapter = _("chapter %(chapter)s") % {"chapter": finding.chapter} if finding.chapter else ""
    return "; ".join(part for part in (chapter, places) if part)
