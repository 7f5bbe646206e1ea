"""The list of rounds: one line each, with how far it has come."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import JSONObject

from allocations.enums import DecisionStatus
from allocations.models import Decision, Frame
from dekom.core.models import User
from dekom.core.sorting import norwegian_key
from networks.enums import MilestoneKind
from networks.models import DecisionBasis, Milestone, Round, access_of
from networks.selectors.missing import BEING_WRITTEN


class Found(NamedTuple):
    """What a round is found by, without its other parts."""

    pk: int
    scheme: str
    scheme_code: str
    year: int
    county: str


@dataclass(frozen=True)
class RoundLine:
    """One round as one reader may see it; counts are of the rows they may see."""

    round: Round
    appropriation: int | None
    frames: int | None
    bases: Counter[str]
    decisions: Counter[str]
    next_kind: str | None
    next_date: date | None

    @property
    def bases_count(self) -> int:
        return self.bases.total()

    @property
    def decisions_count(self) -> int:
        return self.decisions.total()

    @property
    def submitted(self) -> int:
        """Handed in, and not sent back for changes."""
        return self.bases_count - sum(self.bases[status] for status in BEING_WRITTEN)

    @property
    def issued(self) -> int:
        return self.decisions[DecisionStatus.ISSUED]


def visible_rounds(user: User) -> list[Found]:
    """Newest year first, then scheme and county in Norwegian order; one small query for all of them."""
    names = ("pk", "scheme__name", "scheme__code", "year", "county__name")
    found = [Found(*row) for row in Round.objects.visible_to(user).values_list(*names)]
    return sorted(found, key=lambda each: (-each.year, norwegian_key(each.scheme), norwegian_key(each.county)))


def round_lines(pks: Iterable[int], user: User, today: date) -> list[RoundLine]:
    """The lines of these rounds, in this order: three queries."""
    pks = list(pks)
    access = access_of(user)
    frames = Frame.objects.filter(adoption__round=OuterRef("pk")).order_by()
    by_version = frames.values("adoption__version").annotate(total=Sum("amount")).order_by("-adoption__version")
    milestones = Milestone.objects.filter(round=OuterRef("pk"), date__gte=today).order_by("date")
    rounds = (
        Round.objects.filter(pk__in=pks)
        .select_related("scheme", "county", "budget")
        .annotate(
            frames_total=Subquery(by_version.values("total")[:1]),
            coming=ArraySubquery(milestones.values(json=JSONObject(kind="kind", date="date"))[:1]),
        )
        .in_bulk()
    )
    bases = _counts(DecisionBasis.objects.visible_to(user).filter(round__in=pks))
    decisions = _counts(Decision.objects.visible_to(user).current().filter(round__in=pks, network__isnull=False))

    def line(round_: Round) -> RoundLine:
        extra = vars(round_)  # the annotations
        sees_budget = (
            access.is_superuser
            or round_.county_id in access.reads_all_in | access.forum_in
            or extra["frames_total"] is not None
        )
        budget = getattr(round_, "budget", None) if sees_budget else None
        coming = extra["coming"][0] if extra["coming"] else None
        return RoundLine(
            round=round_,
            appropriation=budget.appropriation if budget else None,
            frames=extra["frames_total"],
            bases=bases.get(round_.pk, Counter()),
            decisions=decisions.get(round_.pk, Counter()),
            next_kind=str(MilestoneKind(coming["kind"]).label) if coming else None,
            next_date=date.fromisoformat(coming["date"]) if coming else None,
        )

    return [line(rounds[pk]) for pk in pks if pk in rounds]


def _counts(rows: models.QuerySet[DecisionBasis] | models.QuerySet[Decision]) -> dict[int, Counter[str]]:
    counts: dict[int, Counter[str]] = {}
    for round_id, status, count in rows.order_by().values_list("round_id", "status").annotate(count=Count("pk")):
        counts.setdefault(round_id, Counter())[status] = count
    return counts
