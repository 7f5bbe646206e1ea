"""A round's decisions held against its budget. Whole kroner."""

from collections.abc import Iterable
from dataclasses import dataclass

from allocations.enums.checks import BudgetCheck


@dataclass(frozen=True)
class Sum:
    """One check: what is decided, and the most that it may be."""

    check: BudgetCheck
    decided: int
    most: int

    @property
    def holds(self) -> bool:
        return self.decided <= self.most

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

    Units: whole kroner.
    Source: bestemmelser om økonomistyring i staten 6.3: no commitment beyond the appropriation.
    """
    grants, for_networks = list(fixed), sum(networks)
    above = sum(decided for decided, most in grants if decided > most)
    return [
        Sum(BudgetCheck.APPROPRIATION, for_networks + sum(decided for decided, _most in grants), appropriation),
        Sum(BudgetCheck.NETWORKS, for_networks, appropriation - common_measures - fixed_budget),
        Sum(BudgetCheck.FIXED_GRANTS, above, sum(most for decided, most in grants if decided > most)),
    ]
