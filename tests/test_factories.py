"""The factories make rows that the models themselves accept."""

import pytest
from factory.django import DjangoModelFactory

from allocations.enums import DecisionStatus
from networks.enums import BasisStatus, RoleKind
from networks.models import access_of
from tests import factories
from tests.factories import DecisionBasisFactory, DecisionFactory, NetworkFactory, person

pytestmark = pytest.mark.django_db

FACTORIES = [
    thing
    for thing in vars(factories).values()
    if isinstance(thing, type) and issubclass(thing, DjangoModelFactory) and thing is not DjangoModelFactory
]


@pytest.mark.parametrize("row_factory", FACTORIES, ids=lambda row_factory: row_factory.__name__)
def test_factory_makes_rows_that_are_valid_and_never_alike(row_factory):
    for row in row_factory.create_batch(2):
        row.full_clean()


@pytest.mark.parametrize("status", BasisStatus.values)
def test_a_decision_basis_comes_to_any_state(status):
    assert DecisionBasisFactory(status=status).status == status


@pytest.mark.parametrize("status", DecisionStatus.values)
def test_a_decision_comes_to_any_state(status):
    assert DecisionFactory(status=status).status == status


@pytest.mark.parametrize("kind", RoleKind.values)
def test_a_person_has_the_role_asked_for(kind):
    assert [role.kind for role in access_of(person(kind)).roles] == [kind]


def test_a_person_of_a_network_is_of_its_county():
    network = NetworkFactory()

    leader = person(RoleKind.NETWORK_LEADER, network=network)

    assert access_of(leader).counties == {network.county_id}
    assert access_of(leader).networks == {network.pk}
