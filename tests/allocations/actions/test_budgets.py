"""The budget is written whole; rows keep their place."""

from dataclasses import replace

import pytest

from allocations.actions import budgets
from allocations.models import Budget
from allocations.services.round_input import BudgetInput, FixedAmount
from allocations.services.stored import budget_fingerprint
from dekom.core.errors import DomainError, StaleStateError
from networks.models import Network
from tests.factories import DecisionFactory, FrameAdoptionFactory, FrameFactory, NetworkFactory, RoundFactory

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


def adopted(round_, amount):
    adoption = FrameAdoptionFactory(round=round_)
    FrameFactory(adoption=adoption, network=Network.objects.get(code="fosen"), amount=amount)


def test_a_budget_is_never_less_than_the_adopted_frames(round_):
    save(round_, FIRST)
    adopted(round_, 999_959)  # with 41 set aside, every krone

    with pytest.raises(DomainError) as refused:
        save(round_, replace(FIRST, common_measures=13))
    save(round_, replace(FIRST, common_measures=9))

    text = str(refused.value).replace("\u00a0", " ")
    assert text.startswith("The budget lacks 3 kr: frames of 999 959 kr are adopted.")
    assert stored()[1] == 9


def test_a_lower_budget_can_be_written_for_new_frames(round_):
    save(round_, FIRST)
    adopted(round_, 999_959)

    budgets.save(
        round_, SECOND, source="", networks=dict(Network.objects.values_list("code", "pk")), frames_follow=True
    )
    budgets.save(
        round_,
        replace(SECOND, appropriation=100),
        source="",
        networks=dict(Network.objects.values_list("code", "pk")),
        frames_follow=True,
    )

    assert stored()[0] == 100


def test_nobody_overwrites_a_budget_that_they_have_not_seen(round_):
    networks = dict(Network.objects.values_list("code", "pk"))
    none = budget_fingerprint(BudgetInput(0), "")
    budgets.save(round_, FIRST, source="Brev", networks=networks, seen=none)

    with pytest.raises(StaleStateError):
        budgets.save(round_, SECOND, source="Brev", networks=networks, seen=none)
    assert stored()[0] == 1_000_000

    budgets.save(round_, SECOND, source="Brev", networks=networks, seen=budget_fingerprint(FIRST, "Brev"))
    assert stored()[0] == 2_000_000
