"""Who changed what in a network."""

import pytest
from django.urls import reverse

from networks.enums import RoleKind
from networks.models import Network
from tests.factories import MembershipFactory, NetworkFactory, NetworkHostFactory, PartnershipFactory, person


@pytest.fixture
def network(county):
    return NetworkFactory(county=county, name="Kompetansenettverk Fosen", public_schools=4)


def events_of(client, user, network):
    client.force_login(user)
    return list(client.get(reverse("network_history", args=[network.pk])).context["page"])


def test_its_own_fields_and_who_is_in_it(client, secretary, network):
    Network.objects.filter(pk=network.pk).update(public_schools=5)
    membership = MembershipFactory(network=network)
    MembershipFactory()

    events = events_of(client, secretary, network)  # all of one moment: a test is one transaction
    joined, changed, made = sorted(events, key=lambda event: (event.what[:1] == "N", event.happened == "added"))

    assert joined.what == "Membership: Kompetansenettverk Fosen"
    assert ("Owner", "", membership.owner.name) in [(c.field, c.old, c.new) for c in joined.changed]
    assert [(c.field, c.old, c.new) for c in changed.changed] == [("Public schools", "4", "5")]
    assert made.happened == "added"


def test_others_may_not(client, network):
    client.force_login(person(RoleKind.NETWORK_LEADER, network=network))

    assert client.get(reverse("network_history", args=[network.pk])).status_code == 403


def test_another_county_does_not_see_it(client, stranger_to_the_county, network):
    client.force_login(stranger_to_the_county)

    assert client.get(reverse("network_history", args=[network.pk])).status_code == 404


def test_nobody_signed_in(client, network):
    url = reverse("network_history", args=[network.pk])

    assert client.get(url).headers["Location"] == f"/account/login/?next={url}"


def test_wrong_method(client, secretary, network):
    client.force_login(secretary)

    assert client.post(reverse("network_history", args=[network.pk])).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, secretary, network, count, django_assert_num_queries):
    for number in range(count):
        MembershipFactory(network=network)
        PartnershipFactory(network=network)
        NetworkHostFactory(network=network, valid_from=f"{2020 + number}-01-01", valid_to=f"{2020 + number}-12-31")
    client.force_login(secretary)

    with django_assert_num_queries(7):  # session, user, roles, network, count, events, names
        client.get(reverse("network_history", args=[network.pk]))
