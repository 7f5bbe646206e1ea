"""The rows that the first page stands on, asked for once and in few queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max, Min, Q

from allocations.enums import DecisionStatus
from allocations.models import Decision
from dekom.core.models import User
from forum.models.ties import recused_q
from networks.enums import BasisStatus
from networks.models import Access, DecisionBasis, Milestone, Round, access_of


@dataclass(frozen=True)
class Overview:
    """A person, a day, and what they may see of the current round and of all that is under way."""

    user: User
    access: Access
    today: date
    round: Round | None
    bases: Sequence[Any]  # each a DecisionBasis, with ``is_recused``: whether the person is
    decisions: Sequence[Decision]
    milestones: Mapping[int, Mapping[str, date]]  # by round, then by kind

    def deadline(self, round_id: int, kind: str) -> date | None:
        return self.milestones.get(round_id, {}).get(kind)


def overview_of(user: User, today: date) -> Overview:
    """Five queries at most: roles, round, decision bases, decisions, milestones."""
    access = access_of(user)
    round_ = current_round(user, today)
    if round_ is None:
        return Overview(user, access, today, None, [], [], {})
    bases = list(
        DecisionBasis.objects.visible_to(user)
        .filter(~Q(status=BasisStatus.DECIDED) | Q(round=round_))
        .annotate(is_recused=recused_q(user, round_="round", network="network"))
        .select_related("network", "round__scheme", "round__legal_basis")
    )
    under_way = Q(status__in=[DecisionStatus.DRAFT, DecisionStatus.APPROVED])
    decisions = list(
        Decision.objects.visible_to(user).current().filter(under_way | Q(round=round_)).select_related("round__scheme")
    )
    rounds = {round_.pk, *(basis.round_id for basis in bases), *(decision.round_id for decision in decisions)}
    milestones: dict[int, dict[str, date]] = {}
    for milestone in Milestone.objects.filter(round__in=rounds).order_by("date", "kind"):
        milestones.setdefault(milestone.round_id, {})[milestone.kind] = milestone.date
    return Overview(user, access, today, round_, bases, decisions, milestones)


def current_round(user: User, today: date) -> Round | None:
    """The round with the next milestone; when all are past, the one that ended last."""
    return (
        Round.objects.visible_to(user)
        .select_related("scheme", "legal_basis", "county")
        .annotate(
            next_date=Min("milestones__date", filter=Q(milestones__date__gte=today)), last_date=Max("milestones__date")
        )
        .order_by(F("next_date").asc(nulls_last=True), F("last_date").desc(nulls_last=True), "-year", "pk")
        .first()
    )
