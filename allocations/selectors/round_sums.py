"""What a round has decided, held against its budget."""

from collections.abc import Iterable
from typing import Any

from allocations.models import Decision
from allocations.services.round_checks import Sum, budget_sums
from networks.models import Round


def sums_of(round_: Any, decisions: Iterable[Decision]) -> list[Sum]:
    """Empty where the round has no budget. ``decisions`` have their fixed grants beside them. One query at most."""
    budget = getattr(round_, "budget", None)
    if budget is None:
        return []
    given = [decision for decision in decisions if decision.decided is not None]
    return budget_sums(
        appropriation=budget.appropriation,
        common_measures=budget.common_measures,
        fixed=[(each.decided or 0, each.fixed_grant.amount) for each in given if each.fixed_grant],
        networks=[each.decided or 0 for each in given if each.fixed_grant is None],
        fixed_budget=sum(budget.fixed_grants.values_list("amount", flat=True)),
    )


def broken_sums(round_: Round) -> list[Sum]:
    """Those that do not hold, by what is stored now; drafts that are worked on count too."""
    latest = round_.decisions.newest().select_related("fixed_grant")
    return [each for each in sums_of(round_, latest) if not each.holds]
