"""How the governor weighs what the forum said, under the rules where the forum gives input."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from forum.enums.sheets import RecommendationStatus
from forum.models import Recommendation, RecommendationLine
from forum.permissions.sheets import may_prepare_assessment


@transaction.atomic
def write(recommendation: Recommendation, *, lines: Mapping[int, str], whole: str, actor: User) -> None:
    """Write the governor's words on the whole and on each line, between the input and its being forwarded.

    Raises: DomainError: not the secretariat, or no input that waits to be forwarded.
    Source: regulation FOR-2026-01-12-23 § 12: the governor drafts, the forum assesses, the governor decides.
    """
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("round")
    recommendation = rows.get(pk=recommendation.pk)
    if not may_prepare_assessment(actor, recommendation.round.county_id):
        raise DomainError(_("Only the secretariat writes down how the input is weighed."))
    if recommendation.status != RecommendationStatus.INPUT_RECORDED:
        raise DomainError(_("How the input is weighed is written when it is recorded, before it is forwarded."))
    for line in RecommendationLine.objects.filter(point__recommendation=recommendation, pk__in=lines):
        if line.weighing != lines[line.pk].strip():
            line.weighing = lines[line.pk].strip()
            line.save(update_fields=["weighing"])
    Recommendation.objects.filter(pk=recommendation.pk).update(weighing=whole.strip())


def with_input(lines: Iterable[RecommendationLine]) -> list[RecommendationLine]:
    """Those on which the forum said anything else than the proposal."""
    return [line for line in lines if line.amount not in (None, line.proposed) or line.remark or line.conditions]


def unweighed(recommendation: Recommendation, lines: Iterable[RecommendationLine]) -> list[str]:
    """What must be written before the input is forwarded, so that each decision says how it was weighed."""
    problems = []
    if not recommendation.weighing:
        problems.append(_("Write how the input on the whole is weighed."))
    lacking = [line.label for line in with_input(lines) if not line.weighing]
    if lacking:
        problems.append(_("Write how the input is weighed for: %(names)s.") % {"names": ", ".join(lacking)})
    return problems
