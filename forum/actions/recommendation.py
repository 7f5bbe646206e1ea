"""Building the recommendation, or the governor's proposal for input, from the groups' sheets; writing its lines."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from allocations.models import Budget
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import User
from dekom.core.sorting import norwegian_key
from forum.enums.sheets import PointKind, RecommendationStatus, SheetStatus
from forum.models import (
    Assessment,
    CriteriaSheet,
    Item,
    Recommendation,
    RecommendationLine,
    RecommendationPoint,
)
from forum.permissions.sheets import may_prepare_assessment
from forum.selectors.recommendation_votes import votes_on
from networks.models import DecisionBasis

OF_A_SHEET = ("amount", "amount_reason", "remark", "conditions", "payout_held", "release_condition")
WRITTEN = (*OF_A_SHEET, "proposed")


@transaction.atomic
def build(assessment: Assessment, *, item: Item | None, actor: User, now: datetime) -> Recommendation:
    """A draft from the budget's fixed grants and the sheets that are handed in; a draft that is there is replaced.

    The words that a draft's points have got are kept, and so are lines of networks without a sheet.

    Raises: DomainError: not the secretariat, no budget, or the forum has settled it already.
    Source: minutes of 12 March 2025, matter 8/25, points 1 to 4.
    """
    round_ = assessment.round
    _check(actor, round_.county_id)
    budget = Budget.objects.filter(round=round_).prefetch_related("fixed_grants", "coordination_extras").first()
    if budget is None:
        raise DomainError(_("The round has no budget yet."))
    before = _replace_open(assessment)
    made = Recommendation.objects.create(
        round=round_,
        meeting=assessment.meeting,
        item=item or (before.item if before else None),
        version=1 + round_.recommendations.count(),
        kind=round_.legal_basis.forum_role,
        whole=before.whole if before else "",
        made_by=actor,
        made_at=now,
    )
    points = _points(made, before)
    _grant_lines(points[PointKind.FIXED], budget)
    _network_lines(points[PointKind.NETWORKS], assessment, before)
    return made


def _replace_open(assessment: Assessment) -> Recommendation | None:
    current = (
        Recommendation.objects.select_for_update()
        .filter(round=assessment.round_id)
        .exclude(status=RecommendationStatus.REPLACED)
        .first()
    )
    if current is None:
        return None
    if not current.is_open:
        raise DomainError(_("The forum has settled this already: it stays as it is."))
    if any(votes_on(current).standing(current.points.all())):
        raise DomainError(_("The meeting has motions on this version. Take them back before you build a new one."))
    Recommendation.objects.filter(pk=current.pk).update(status=RecommendationStatus.REPLACED)
    return current


def _points(made: Recommendation, before: Recommendation | None) -> dict[str, RecommendationPoint]:
    texts = dict(before.points.values_list("kind", "text")) if before else {}
    with override(made.meeting.language):
        words = {
            PointKind.FIXED: _(
                "The forum refers to the long-term plan's guidelines on yearly grants and common measures."
            ),
            PointKind.COMMON: _("Money for common measures is recommended when the reports are there."),
            PointKind.LEFTOVER: _("Leftover funds are distributed at a later meeting."),
            PointKind.NETWORKS: _("The forum has assessed each partnership's basis against the criteria."),
        }
    return {
        kind: RecommendationPoint.objects.create(
            recommendation=made, number=number, kind=kind, text=texts.get(kind) or words[kind]
        )
        for number, kind in enumerate(PointKind, 1)
    }


def _grant_lines(point: RecommendationPoint, budget: Budget) -> None:
    is_input = point.recommendation.is_input
    grants = list(budget.fixed_grants.all())
    lines = [
        RecommendationLine(
            point=point,
            order=order,
            label=grant.purpose,
            fixed_grant=grant,
            proposed=grant.amount if is_input else None,
            amount=None if is_input else grant.amount,
        )
        for order, grant in enumerate(grants, 1)
    ]
    count = point.recommendation.round.decision_bases.count()
    total = budget.coordination_flat * count + sum(extra.amount for extra in budget.coordination_extras.all())
    if total:
        with override(point.recommendation.meeting.language):
            label = _("Coordination in the competence networks, part of point 4")
        lines.append(
            RecommendationLine(point=point, order=len(grants) + 1, label=label, is_only_told=True, amount=total)
        )
    RecommendationLine.objects.bulk_create(lines)


def _network_lines(point: RecommendationPoint, assessment: Assessment, before: Recommendation | None) -> None:
    sheets = {
        sheet.network_id: sheet
        for sheet in CriteriaSheet.objects.filter(assessment=assessment, status=SheetStatus.HANDED_IN)
    }
    old = {
        line.network_id: line
        for line in RecommendationLine.objects.filter(point__recommendation=before, network__isnull=False)
    }
    bases = assessment.round.decision_bases.select_related("network")
    ordered = sorted(bases, key=lambda basis: norwegian_key(basis.network.short_name))
    lines = []
    for order, basis in enumerate(ordered, 1):
        told: Any = sheets.get(basis.network_id) or old.get(basis.network_id)
        lines.append(
            RecommendationLine(
                point=point,
                order=order,
                label=basis.network.name,
                network=basis.network,
                proposed=_proposed(point, basis, old.get(basis.network_id)),
                **({name: getattr(told, name) for name in OF_A_SHEET} if told else {}),
            )
        )
    RecommendationLine.objects.bulk_create(lines)


def _proposed(point: RecommendationPoint, basis: DecisionBasis, old: RecommendationLine | None) -> int | None:
    """Where the governor proposes: what was proposed before, else what is asked for within the frame."""
    if not point.recommendation.is_input:
        return None
    if old is not None:
        return old.proposed
    known = [amount for amount in (basis.requested, basis.frame) if amount is not None]
    return min(known) if known else None


@transaction.atomic
def write_line(
    line: RecommendationLine, *, seen: Mapping[str, Any], fields: Mapping[str, Any], actor: User
) -> RecommendationLine:
    """Write one line of an open recommendation. ``seen`` is what the writer had on the screen.

    Once the governor's proposal is presented it stays; the forum's own amounts and words may still be written.

    Raises: DomainError: not the secretariat, or settled. StaleStateError: somebody else has changed the line.
    """
    recommendation = _open(line.point.recommendation, actor)
    line = RecommendationLine.objects.select_related("point").select_for_update(of=("self",)).get(pk=line.pk)
    points, networks = votes_on(recommendation).standing(recommendation.points.all())
    if line.network_id in networks or (line.network_id is None and line.point.number in points):
        raise DomainError(_("The meeting has a motion on this. Take it back before you change the line."))
    if any(getattr(line, name) != value for name, value in seen.items() if name in WRITTEN):
        raise StaleStateError(_("Somebody else has changed this line in the meantime."))
    for name in WRITTEN:
        if name in fields and not (name == "proposed" and recommendation.status != RecommendationStatus.DRAFT):
            setattr(line, name, fields[name])
    line.save()
    return line


@transaction.atomic
def write_points(
    recommendation: Recommendation, *, texts: Mapping[int, str], whole: str, reference: str, actor: User
) -> Recommendation:
    """Write the points' texts, what is said on the whole, and where it is dealt with.

    Raises: DomainError: not the secretariat, settled, or a point without words.
    """
    recommendation = _open(recommendation, actor)
    if empty := [str(number) for number, text in texts.items() if not text.strip()]:
        raise DomainError(_("Write a text for point %(numbers)s.") % {"numbers": ", ".join(empty)})
    standing, _networks = votes_on(recommendation).standing(recommendation.points.all())
    for point in recommendation.points.filter(number__in=texts):
        text = texts[point.number].strip()
        if point.number in standing and text != point.text:
            raise DomainError(
                _("The meeting has a motion on point %(number)s. Take it back before you change the text.")
                % {"number": point.number}
            )
        point.text = text
        point.save()
    recommendation.whole, recommendation.reference = whole.strip(), reference.strip()
    recommendation.save()
    return recommendation


def _open(recommendation: Recommendation, actor: User) -> Recommendation:
    """The recommendation, locked, while it may be written."""
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("round", "meeting", "item")
    locked = rows.get(pk=recommendation.pk)
    _check(actor, locked.round.county_id)
    if not locked.is_open:
        raise DomainError(_("The forum has settled this already: it stays as it is."))
    return locked


def _check(actor: User, county_id: int) -> None:
    if not may_prepare_assessment(actor, county_id):
        raise DomainError(_("Only the secretariat writes the recommendation down."))
