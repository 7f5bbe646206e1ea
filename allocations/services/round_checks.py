"""A round's decisions held against its budget. Whole kroner."""

from collections.abc import Iterable
from dataclasses import dataclass

from allocations.enums.checks import BudgetCheck


@dataclass(frozen=True)
class Sum:
    """One check: what is decided, the most that it may be, and by how much it does not hold."""

    check: BudgetCheck
    decided: int
    most: int
    over: int

    @property
    def holds(self) -> bool:
        return not self.over

    @property
    def left(self) -> int:
        return self.most - self.decided


def budget_sums(
    *,
    appropriation: int,
    common_measures: int,
    fixed: Iterable[tuple[int, int]],
    networks: Iterable[int],
    fixed_budget: int,
) -> list[Sum]:
    """Every check with its numbers. ``fixed`` is what each fixed grant gets, and what the budget says of it.

    Each fixed grant is held against its own amount: what one gets less is not another's.

    Units: whole kroner.
    Source: bestemmelser om økonomistyring i staten 6.3: no commitment beyond the appropriation.
    """
    grants, for_networks = list(fixed), sum(networks)
    to_fixed = sum(decided for decided, _most in grants)
    above = sum(max(decided - most, 0) for decided, most in grants)
    return [
        _sum(BudgetCheck.APPROPRIATION, for_networks + to_fixed, appropriation),
        _sum(BudgetCheck.NETWORKS, for_networks, appropriation - common_measures - fixed_budget),
        Sum(BudgetCheck.FIXED_GRANTS, to_fixed, fixed_budget, above),
    ]


def _sum(check: BudgetCheck, decided: int, most: int) -> Sum:
    return Sum(check, decided, most, max(decided - most, 0))
