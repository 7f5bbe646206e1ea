"""The partners of the networks."""

import pytest

from networks.enums import OrganisationKind, RoleKind
from tests.factories import CountyFactory, NetworkFactory, PartnerFactory, PartnershipFactory, UserFactory, person

URL = "/partners/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return CountyFactory()


@pytest.fixture
def member(client, county):
    somebody = person(RoleKind.FORUM_MEMBER, county)
    client.force_login(somebody)
    return somebody


def names(response):
    return [partner.name for partner in response.context["page"]]


def test_lists_national_partners_with_the_networks_of_the_county_only(client, county, member):
    partner = PartnerFactory(name="NTNU")
    own = NetworkFactory(county=county)
    PartnershipFactory(partner=partner, network=own)
    PartnershipFactory(partner=partner)  # in another county
    PartnerFactory(name="Elsewhere", county=CountyFactory())

    [listed] = client.get(URL).context["page"]

    assert (listed.name, [link.network for link in listed.current]) == ("NTNU", [own])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "nord"}, ["Nord universitet"]),
        ({"kind": "statped"}, ["Statped"]),
        ({"kind": "municipality"}, ["Nord universitet", "Statped"]),
        ({"q": "nobody"}, []),
    ],
)
def test_search_and_filters(client, member, query, found):
    PartnerFactory(name="Nord universitet")
    PartnerFactory(name="Statped", kind=OrganisationKind.STATPED)

    assert names(client.get(URL, query)) == found


def test_filter_by_network(client, county, member):
    network = NetworkFactory(county=county)
    PartnershipFactory(network=network, partner=PartnerFactory(name="NTNU"))
    PartnerFactory(name="Other")

    assert names(client.get(URL, {"network": network.pk})) == ["NTNU"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_query_count_does_not_grow(client, county, item_count, django_assert_num_queries):
    for _ in range(item_count):
        PartnershipFactory(network=NetworkFactory(county=county))
    client.force_login(person(RoleKind.SECRETARIAT, county))

    # session, user, roles, kinds, count, partners, partnerships, networks to choose from
    with django_assert_num_queries(8):
        response = client.get(URL)

    assert len(response.context["page"].object_list) == item_count


def test_somebody_without_a_role_sees_none(client):
    PartnerFactory()
    client.force_login(UserFactory())

    assert names(client.get(URL)) == []


def test_stranger_is_asked_to_sign_in(client):
    assert client.get(URL).url == f"/account/login/?next={URL}"


def test_refuses_to_be_posted_to(client, member):
    assert client.post(URL).status_code == 405
