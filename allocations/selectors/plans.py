"""The plan that a round stands under, its money as plain values, and what differs from it."""

from collections.abc import Iterable

from django.db.models import Prefetch

from allocations.enums.plan import PlanGrantKind, PlanPlace
from allocations.models import Budget, CoordinationExtra, LongTermPlan, PlanGrant
from allocations.services.plan_checks import (
    Finding,
    Given,
    GivenGrant,
    PlanFacts,
    PlannedGrant,
    findings,
)
from networks.models import Round

EXTRAS = Prefetch("coordination_extras", CoordinationExtra.objects.select_related("network"))


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


def budget_given(budget: Budget) -> Given:
    """What the round's budget sets aside; ``budget`` with its grants and extras fetched, or asked for here."""
    return Given(
        place=PlanPlace.BUDGET,
        grants=tuple(
            GivenGrant(grant.purpose, grant.recipient_name, grant.amount) for grant in budget.fixed_grants.all()
        ),
        coordination=budget.coordination_flat,
        coordination_extra={extra.network.short_name: extra.amount for extra in budget.coordination_extras.all()},
        common_measures=budget.common_measures,
    )


def budget_of(round_: Round) -> Budget | None:
    """The round's budget with what its checks need."""
    return Budget.objects.filter(round=round_).prefetch_related("fixed_grants", EXTRAS).first()


def plan_findings(round_: Round, besides: Iterable[Given] = ()) -> list[Finding]:
    """Where the round's budget, and what is given ``besides``, differ from the plan; nothing without a plan."""
    plan, budget = plan_for(round_), budget_of(round_)
    if plan is None:
        return []
    return findings(facts_of(plan), [*([budget_given(budget)] if budget else []), *besides])
