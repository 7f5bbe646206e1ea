"""Leftover funds to a network that was refused: decided as at first, and paid to its host."""

import pytest

from allocations.enums import DecisionOutcome
from allocations.models import Decision
from networks.models import DecisionBasis
from tests.allocations.actions.test_leftovers import distribute, dmmh, last_year
from tests.allocations.world import somebody
from tests.factories import DecisionFactory, NetworkFactory, NetworkHostFactory, OwnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("past")]


@pytest.fixture
def round_():
    """With 110 000 more to distribute."""
    found = last_year()
    found.budget.appropriation += 110_000
    found.budget.save()
    return found


def refused_network(round_, *, hosted=True, told=None):
    """With a decision that gives it nothing. Its letter went to ``told``, if not to its host."""
    network = NetworkFactory(county=round_.county)
    host = OwnerFactory(county=round_.county, number="9901") if hosted else None
    if host:
        NetworkHostFactory(network=network, owner=host)
    basis = DecisionBasis.objects.create(round=round_, network=network)
    DecisionBasis.objects.filter(pk=basis.pk).update(requested=300_000)
    refusal = DecisionFactory(
        round=round_,
        network=network,
        decided=0,
        outcome=DecisionOutcome.REFUSAL,
        lines={told or host: 0},
        status="issued",
    )
    return refusal, host


@pytest.mark.parametrize(("part", "outcome"), [(110_000, "partial"), (300_000, "grant")])
def test_a_network_that_was_refused_gets_its_part_as_at_first(round_, part, outcome):
    round_.budget.appropriation += part - 110_000
    round_.budget.save()
    refusal, host = refused_network(round_)

    distribute(round_, weights={refusal.network.code: 1})

    draft = Decision.objects.get(replaces=refusal)
    assert (draft.decided, draft.recommended, draft.outcome) == (part, part, outcome)
    assert list(draft.lines.values_list("recipient", "amount")) == [(host.pk, part)]
    assert draft.worked_on_by == [somebody("saksbehandler").pk]


def test_without_a_host_nobody_is_paid_until_somebody_says_who(round_):
    refusal, _host = refused_network(round_, hosted=False, told=dmmh())

    distribute(round_, weights={refusal.network.code: 1})

    draft = Decision.objects.get(replaces=refusal)
    assert (draft.decided, list(draft.lines.all())) == (110_000, [])
