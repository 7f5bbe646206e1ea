"""A round's input can be compared, and kept as what has been computed."""

from allocations.services.round_input import BudgetInput, KeyInput


def test_equal_budgets_and_keys_are_one_in_a_set():
    budgets = {BudgetInput(14_239_000, coordination_extra={code: 50_000}) for code in ("fosen", "fosen")}
    keys = {KeyInput(100_000, {"pupils": weight}) for weight in (10, 10, 20)}

    assert len(budgets) == 1
    assert len(keys) == 2
