"""The budget is written whole; rows keep their place."""

import pytest

from allocations.actions import budgets
from allocations.models import Budget
from allocations.services.round_input import BudgetInput, FixedAmount
from dekom.core.errors import DomainError
from networks.models import Network
from tests.factories import DecisionFactory, NetworkFactory, RoundFactory

FIRST = BudgetInput(
    1_000_000, (FixedAmount("PPT", "PPT", 5), FixedAmount("UH", "NTNU", 6)), 10, 20, 30, {"fosen": 7, "selbu": 8}
)
SECOND = BudgetInput(2_000_000, (FixedAmount("PPT", "PPT", 9),), 11, 21, 31, {"fosen": 7, "selbu": 0, "namdal": 3})


@pytest.fixture
def round_(db):
    round_ = RoundFactory()
    for code in ("fosen", "selbu", "namdal"):
        NetworkFactory(county=round_.county, code=code)
    return round_


def save(round_, values, source="Tildelingsbrev"):
    return budgets.save(round_, values, source=source, networks=dict(Network.objects.values_list("code", "pk")))


def stored():
    budget = Budget.objects.get()
    grants = list(budget.fixed_grants.order_by("order").values_list("purpose", "recipient_name", "amount"))
    extras = dict(budget.coordination_extras.values_list("network__code", "amount"))
    return budget.appropriation, budget.common_measures, budget.reserve, budget.coordination_flat, grants, extras


def test_a_budget_is_made_and_changed(round_):
    save(round_, FIRST)
    first = stored()
    kept = Budget.objects.get().fixed_grants.get(purpose="PPT").pk
    save(round_, SECOND)
    save(round_, SECOND)  # once more changes nothing

    assert first == (1_000_000, 10, 20, 30, [("PPT", "PPT", 5), ("UH", "NTNU", 6)], {"fosen": 7, "selbu": 8})
    assert stored() == (2_000_000, 11, 21, 31, [("PPT", "PPT", 9)], {"fosen": 7, "namdal": 3})
    assert Budget.objects.get().fixed_grants.get().pk == kept
    assert Budget.objects.get().appropriation_source == "Tildelingsbrev"


def test_a_grant_with_a_decision_stays(round_):
    budget = save(round_, FIRST)
    DecisionFactory(round=round_, network=None, fixed_grant=budget.fixed_grants.get(purpose="UH"))

    with pytest.raises(DomainError):
        save(round_, SECOND)
