"""One long-term plan as its page shows it, with the checks of every round under it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch

from allocations.enums.plan import GuidelineGroup
from allocations.models import Budget, CohortParticipant, LongTermPlan, PlanGrant, PlanGuideline
from allocations.models.plan import LongTermPlanQuerySet
from allocations.selectors.plans import budget_given, budgets_with_parts, facts_of
from allocations.services.plan_checks import Finding, findings
from dekom.core.models import User
from networks.models import Round


@dataclass(frozen=True)
class CheckedRound:
    """What differs from the plan in one round's budget."""

    round: Round
    findings: list[Finding]


def plans_with_parts(plans: LongTermPlanQuerySet) -> LongTermPlanQuerySet:
    """Plans with all that their page shows, in a fixed number of queries."""
    participants = CohortParticipant.objects.select_related("network", "organisation", "track").order_by("pk")
    return plans.select_related("county", "scheme").prefetch_related(
        "guidelines",
        Prefetch("grants", PlanGrant.objects.select_related("network")),
        "common_measures__tracks",
        Prefetch("common_measures__cohorts__participants", participants),
        "stop_points",
    )


def guidelines_of(plan: LongTermPlan) -> list[tuple[GuidelineGroup, list[PlanGuideline]]]:
    """The four groups, also those that say nothing yet."""
    of: dict[str, list[PlanGuideline]] = defaultdict(list)
    for guideline in plan.guidelines.all():
        of[guideline.group].append(guideline)
    return [(group, of[group]) for group in GuidelineGroup]


def checked_rounds(plan: LongTermPlan, user: User) -> list[CheckedRound]:
    """Every round of the plan's scheme and years that has a budget, newest first; ``plan`` with its parts."""
    rounds = Round.objects.visible_to(user).filter(
        county=plan.county_id, scheme=plan.scheme_id, year__range=(plan.first_year, plan.last_year)
    )
    budgets = budgets_with_parts(Budget.objects.filter(round__in=rounds).select_related("round__scheme"))
    facts = facts_of(plan)
    return [
        CheckedRound(budget.round, findings(facts, [budget_given(budget)]))
        for budget in budgets.order_by("-round__year")
    ]


def by_scheme(plans: Sequence[LongTermPlan]) -> list[tuple[str, list[LongTermPlan]]]:
    """Plans by scheme, each scheme's newest first."""
    ordered = sorted(plans, key=lambda plan: (plan.scheme.name, -plan.first_year, -plan.version))
    return [(name, list(group)) for name, group in groupby(ordered, key=lambda plan: plan.scheme.name)]
