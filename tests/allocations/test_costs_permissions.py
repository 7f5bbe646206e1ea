"""Who may see and write a network's costs."""

import pytest

from allocations.models import CostYear
from allocations.permissions.costs import may_see_costs, may_write_costs
from networks.enums import RoleKind
from tests.factories import MembershipFactory, NetworkFactory, OwnerFactory, UserFactory, person
from tests.factories.costs import cost_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return NetworkFactory()


def roles(network):
    county = network.county
    owner = MembershipFactory(network=network).owner
    partner = OwnerFactory(county=county)
    return {
        "leader": person(RoleKind.NETWORK_LEADER, network=network),
        "coordinator": person(RoleKind.COORDINATOR, network=network),
        "owner": person(RoleKind.OWNER_CONTACT, organisation=owner),
        "secretariat": person(RoleKind.SECRETARIAT, county),
        "auditor": person(RoleKind.AUDITOR, county),
        "superuser": UserFactory(is_superuser=True),
        "leader of another": person(RoleKind.NETWORK_LEADER, network=NetworkFactory(county=county)),
        "owner of another": person(RoleKind.OWNER_CONTACT, organisation=partner),
        "forum": person(RoleKind.FORUM_MEMBER, county),
        "university": person(RoleKind.UH_PARTNER, network=network, organisation=partner),
        "another county": person(RoleKind.SECRETARIAT),
    }


READERS = {"leader", "coordinator", "owner", "secretariat", "auditor", "superuser"}


def test_leaders_and_coordinators_write_owners_and_readers_read(network):
    year = cost_year(network)
    people = roles(network)
    members = frozenset(network.memberships.values_list("owner_id", flat=True))

    assert {name for name, user in people.items() if may_write_costs(user, network)} == {"leader", "coordinator"}
    assert {name for name, user in people.items() if may_see_costs(user, network)} == READERS
    assert {name for name, user in people.items() if may_see_costs(user, network, members)} == READERS
    seen = {name for name, user in people.items() if year in CostYear.objects.visible_to(user)}
    assert seen == READERS
