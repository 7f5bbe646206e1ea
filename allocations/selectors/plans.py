"""The plan that a round stands under, its money as plain values, and what differs from it."""

from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet
from django.db.models.functions import JSONObject

from allocations.enums.plan import PlanGrantKind, PlanPlace
from allocations.models import Budget, CoordinationExtra, FixedGrant, LongTermPlan, PlanGrant
from allocations.services.plan_checks import (
    Finding,
    Given,
    GivenGrant,
    PlanFacts,
    PlannedGrant,
    findings,
)
from networks.models import Round
from networks.services.names import short_network_name


def plan_for(round_: Round) -> LongTermPlan | None:
    """The adopted plan of the round's scheme and year, with its amounts; two queries."""
    return (
        LongTermPlan.objects.holding_for(round_)
        .prefetch_related(Prefetch("grants", PlanGrant.objects.select_related("network")))
        .first()
    )


def facts_of(plan: LongTermPlan) -> PlanFacts:
    """What the plan says of money."""
    grants = sorted(plan.grants.all(), key=lambda grant: grant.order)
    of = {kind: [grant for grant in grants if grant.kind == kind] for kind in PlanGrantKind}
    coordination, common = (next(iter(of[kind]), None) for kind in (PlanGrantKind.COORDINATION, PlanGrantKind.COMMON))
    return PlanFacts(
        grants=tuple(
            PlannedGrant(grant.purpose, grant.recipient_name, grant.amount, grant.chapter)
            for grant in of[PlanGrantKind.FIXED]
        ),
        coordination=coordination.amount if coordination else None,
        coordination_extra={
            grant.network.short_name: grant.amount for grant in of[PlanGrantKind.COORDINATION_EXTRA] if grant.network
        },
        coordination_chapter=coordination.chapter if coordination else "",
        common_measures=common.amount if common else None,
        common_chapter=common.chapter if common else "",
        over_frame_percent=plan.over_frame_percent,
        frame_chapter=plan.frame_chapter,
    )


def budgets_with_parts(budgets: QuerySet[Budget]) -> QuerySet[Budget]:
    """Budgets with what their checks need, in the same query."""
    grants = FixedGrant.objects.filter(budget=OuterRef("pk")).order_by("order")
    extras = CoordinationExtra.objects.filter(budget=OuterRef("pk")).order_by("pk")
    grant = JSONObject(purpose="purpose", recipient="recipient_name", amount="amount")
    extra = JSONObject(network="network_id", name="network__name", amount="amount")
    return budgets.annotate(
        grant_rows=ArraySubquery(grants.values(json=grant)),
        extra_rows=ArraySubquery(extras.values(json=extra)),
    )


def budget_given(budget: Budget) -> Given:
    """What the round's budget sets aside; ``budget`` comes from ``budgets_with_parts``."""
    parts = vars(budget)  # the annotations
    return Given(
        place=PlanPlace.BUDGET,
        grants=tuple(GivenGrant(**row) for row in parts["grant_rows"]),
        coordination=budget.coordination_flat,
        coordination_extra={short_network_name(row["name"]): row["amount"] for row in parts["extra_rows"]},
        common_measures=budget.common_measures,
    )


def budget_of(round_: Round) -> Budget | None:
    """The round's budget with what its checks need."""
    return budgets_with_parts(Budget.objects.filter(round=round_)).first()


def plan_findings(round_: Round, besides: Iterable[Given] = ()) -> list[Finding]:
    """Where the round's budget, and what is given ``besides``, differ from the plan; nothing without a plan."""
    plan, budget = plan_for(round_), budget_of(round_)
    if plan is None:
        return []
    return findings(facts_of(plan), [*([budget_given(budget)] if budget else []), *besides])
