"""The owners of kindergartens and schools."""

from datetime import date

import pytest

from networks.enums import OrganisationKind, RoleKind
from tests.factories import CountyFactory, MembershipFactory, NetworkFactory, OwnerFactory, UserFactory, person

URL = "/owners/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return CountyFactory()


@pytest.fixture
def member(client, county):
    somebody = person(RoleKind.OWNER_CONTACT, county, organisation=OwnerFactory(county=county, name="Namsos"))
    client.force_login(somebody)
    return somebody


def names(response):
    return [owner.name for owner in response.context["page"]]


def test_lists_the_county_in_norwegian_order(client, county, member):
    for name in ("Åfjord", "Ørland", "Aure"):
        OwnerFactory(county=county, name=name)
    OwnerFactory(name="Elsewhere")

    assert names(client.get(URL)) == ["Aure", "Namsos", "Ørland", "Åfjord"]


def test_a_nul_among_the_words_is_passed_over(client, member):
    assert names(client.get(URL, {"q": "Nam\0sos"})) == ["Namsos"]


def test_shows_the_networks_of_today(client, county, member):
    owner = OwnerFactory(county=county, name="Ørland")
    MembershipFactory(owner=owner, network=NetworkFactory(county=county, name="Kompetansenettverk Fosen"))
    MembershipFactory(
        owner=owner,
        network=NetworkFactory(county=county, name="Kompetansenettverk Before"),
        valid_to=date(2021, 1, 1),
    )

    response = client.get(URL, {"q": "ørl"})

    [listed] = response.context["page"]
    assert [membership.network.short_name for membership in listed.current] == ["Fosen"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "fra"}, ["Frauke barnehager"]),
        ({"q": "5057"}, ["Ørland"]),
        ({"q": "974 760 673"}, ["Ørland"]),
        ({"kind": "private_owner"}, ["Frauke barnehager"]),
        ({"kind": "university"}, ["Frauke barnehager", "Namsos", "Ørland"]),
        ({"number": "missing"}, ["Frauke barnehager", "Namsos"]),
        ({"network": "x"}, ["Frauke barnehager", "Namsos", "Ørland"]),
        ({"network": "999999999"}, []),
        ({"q": "nobody"}, []),
        ({"page": "99"}, ["Frauke barnehager", "Namsos", "Ørland"]),
    ],
)
def test_search_and_filters(client, county, member, query, found):
    OwnerFactory(county=county, name="Ørland", number="5057", organisation_number="974760673")
    OwnerFactory(county=county, name="Frauke barnehager", kind=OrganisationKind.PRIVATE_OWNER)

    assert names(client.get(URL, query)) == found


def test_counts_each_kind_before_one_is_chosen(client, county, member):
    OwnerFactory(county=county, kind=OrganisationKind.PRIVATE_OWNER)

    response = client.get(URL, {"kind": "private_owner"})

    assert [(code, count) for code, _name, count in response.context["kinds"]] == [
        ("municipality", 1),
        ("county_council", 0),
        ("private_owner", 1),
    ]


def test_filter_by_network(client, county, member):
    network = NetworkFactory(county=county)
    MembershipFactory(network=network, owner=OwnerFactory(county=county, name="Ørland"))
    OwnerFactory(county=county, name="Outside")

    assert names(client.get(URL, {"network": network.pk})) == ["Ørland"]


def test_fifty_a_page(client, county, member):
    OwnerFactory.create_batch(50, county=county)

    response = client.get(URL, {"page": 2})

    assert (len(response.context["page"].object_list), response.context["page"].paginator.count) == (1, 51)


@pytest.mark.parametrize("item_count", [1, 3])
def test_query_count_does_not_grow(client, county, item_count, django_assert_num_queries):
    for _ in range(item_count):
        MembershipFactory(network=NetworkFactory(county=county))
    client.force_login(person(RoleKind.SECRETARIAT, county))

    # session, user, roles, kinds, count, owners, memberships, networks to choose from
    with django_assert_num_queries(8):
        response = client.get(URL)

    assert len(response.context["page"].object_list) == item_count


def test_somebody_without_a_role_sees_none(client):
    OwnerFactory()
    client.force_login(UserFactory())

    assert names(client.get(URL)) == []


def test_stranger_is_asked_to_sign_in(client):
    assert client.get(URL).url == f"/account/login/?next={URL}"


def test_refuses_to_be_posted_to(client, member):
    assert client.post(URL).status_code == 405
