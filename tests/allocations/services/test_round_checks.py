"""What is decided held against the budget."""

from allocations.enums.checks import BudgetCheck
from allocations.services.round_checks import budget_sums


def broken(**changes):
    numbers = {"appropriation": 1000, "common_measures": 100, "fixed": [(200, 200)], "networks": [300, 300]}
    sums = budget_sums(**numbers | changes, fixed_budget=200)
    return {each.check for each in sums if not each.holds}


def test_all_holds_to_the_last_krone():
    assert broken(networks=[300, 400]) == set()


def test_each_sum_that_does_not_hold_is_named():
    assert broken(networks=[300, 401]) == {BudgetCheck.NETWORKS}
    assert broken(networks=[300, 501]) == {BudgetCheck.NETWORKS, BudgetCheck.APPROPRIATION}
    assert broken(fixed=[(201, 200)]) == {BudgetCheck.FIXED_GRANTS}


def test_what_is_left():
    first, *_others = budget_sums(appropriation=10, common_measures=0, fixed=[], networks=[4], fixed_budget=0)

    assert (first.decided, first.most, first.left) == (4, 10, 6)
