"""Nobody is claimed for more than they got, and nothing is granted that somebody else still has."""

import pytest

from allocations.actions import settle
from allocations.selectors.leftovers import is_overdrawn
from dekom.core.errors import DomainError
from tests.allocations.actions.test_granted_later import World, network_decision
from tests.factories import NetworkFactory

pytestmark = pytest.mark.django_db


def test_a_recipient_is_claimed_for_no_more_than_it_was_granted():
    world = World()
    small, large = world.owner(), world.owner()
    network_decision(world, NetworkFactory(county=world.round.county), {small: 50_000, large: 450_000})
    world.pay()
    report = world.accept(world.report(), used=100_000)
    claim = {"recipient": small, "kind": "pay_back", "actor": world.secretary}

    for amount, reason in ((400_000, "Left"), (50_001, "Left"), (50_001, " ")):
        with pytest.raises(DomainError, match="50\u00a0000"):
            settle.propose(report, amount=amount, reason=reason, now=world.day(), **claim)
    settle.propose(report, amount=50_000, reason="Left", now=world.day(), **claim)

    assert settle.had_by(small, report) == 0
    assert settle.had_by(large, report) == 450_000


def test_what_somebody_still_has_can_not_be_granted_to_others():
    world = World()
    one, other = world.owner(), world.owner()
    first, second = (
        network_decision(world, NetworkFactory(county=world.round.county), {owner: amount})
        for owner, amount in ((one, 600_000), (other, 400_000))
    )
    world.pay()
    world.edition(first, {one: 500_000})
    today = world.now.date()
    assert not is_overdrawn(world.round, today)

    world.edition(second, {other: 500_000})

    assert is_overdrawn(world.round, world.now.date())
