"""Who reads a network's agreement."""

import pytest

from networks.enums import RoleKind
from networks.permissions.rooms import reads_agreement
from tests.factories import MembershipFactory, NetworkFactory, OwnerFactory, UserFactory, person

pytestmark = pytest.mark.django_db


def test_the_agreement_is_read_by_its_parties_and_by_those_who_read_all():
    network = NetworkFactory()
    county, owner = network.county, MembershipFactory(network=network).owner
    people = {
        "secretariat": person(RoleKind.SECRETARIAT, county),
        "auditor": person(RoleKind.AUDITOR, county),
        "superuser": UserFactory(is_superuser=True),
        "leader": person(RoleKind.NETWORK_LEADER, network=network),
        "owner": person(RoleKind.OWNER_CONTACT, organisation=owner),
        "owner of another": person(RoleKind.OWNER_CONTACT, organisation=OwnerFactory(county=county)),
        "leader of another": person(RoleKind.NETWORK_LEADER, network=NetworkFactory(county=county)),
        "forum": person(RoleKind.FORUM_MEMBER, county),
        "secretariat elsewhere": person(RoleKind.SECRETARIAT),
    }

    readers = {name for name, user in people.items() if reads_agreement(user, network)}

    assert readers == {"secretariat", "auditor", "superuser", "leader", "owner"}
