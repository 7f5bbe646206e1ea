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


def test_every_fixed_grant_is_in_the_sum_and_each_is_held_against_its_own_amount():
    numbers = {"appropriation": 1000, "common_measures": 0, "networks": [], "fixed_budget": 300}

    *_others, whole = budget_sums(fixed=[(200, 200), (100, 100)], **numbers)
    *_others, crossed = budget_sums(fixed=[(190, 200), (105, 100)], **numbers)

    assert (whole.decided, whole.most, whole.over, whole.holds) == (300, 300, 0, True)
    assert (crossed.decided, crossed.most, crossed.over, crossed.holds) == (295, 300, 5, False)
