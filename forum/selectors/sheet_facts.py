"""A sheet's facts as plain values, and what it lacks in the reader's words."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from allocations.selectors.plans import facts_of as plan_facts_of
from allocations.selectors.plans import plan_for
from allocations.services.plan_checks import most_of
from dekom.core.kroner import format_kroner
from forum.models import CriteriaSheet
from forum.services.sheet_checks import SheetFacts, SheetProblem
from networks.models import DecisionBasis


def limit_of(sheet: CriteriaSheet) -> int | None:
    """The network's frame and what the plan allows on top; nothing while no frame is adopted."""
    bases = DecisionBasis.objects.filter(round=sheet.assessment.round_id, network=sheet.network_id)
    frame = bases.values_list("frame", flat=True).first()
    if frame is None:
        return None
    plan = plan_for(sheet.assessment.round)
    return most_of(frame, plan_facts_of(plan) if plan else None)


def facts_of(sheet: CriteriaSheet) -> SheetFacts:
    """The sheet as it stands in the database."""
    verdicts = dict(sheet.answers.values_list("criterion", "verdict"))
    criteria = sheet.assessment.round.legal_basis.criteria.order_by("order").values_list("pk", flat=True)
    return SheetFacts(
        verdicts={place: verdicts.get(pk, "") for place, pk in enumerate(criteria, 1)},
        amount=sheet.amount,
        limit=limit_of(sheet),
        amount_reason=sheet.amount_reason,
        payout_held=sheet.payout_held,
        release_condition=sheet.release_condition,
    )


def told_problems(sheet: CriteriaSheet, problems: Iterable[tuple[SheetProblem, tuple[int, ...]]]) -> list[str]:
    """Each problem with what to do about it."""
    told = []
    for problem, places in problems:
        match problem:
            case SheetProblem.NO_VERDICT:
                numbers = get_text_list([str(place) for place in places], _("and"))
                told.append(_("Choose a verdict on criterion %(numbers)s.") % {"numbers": numbers})
            case SheetProblem.NO_AMOUNT:
                told.append(_("Write the amount that the group recommends."))
            case SheetProblem.OVER_LIMIT:
                limit = format_kroner(limit_of(sheet) or 0)
                told.append(
                    _("The amount is above %(limit)s kr, which the frame and the plan allow. Write why.")
                    % {"limit": limit}
                )
            case SheetProblem.NO_RELEASE:
                told.append(_("The payout is held: write what releases it."))
    return told
