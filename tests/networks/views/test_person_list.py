"""The people of the county, for its staff."""

from datetime import date

import pytest

from networks.enums import STAFF_ROLES, RoleKind
from tests.factories import CountyFactory, NetworkFactory, RoleFactory, UserFactory, person

URL = "/people/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return CountyFactory()


@pytest.fixture
def auditor(client, county):
    somebody = person(RoleKind.AUDITOR, county, name="Auditor", password="a long password")
    client.force_login(somebody)
    return somebody


def names(response):
    return [somebody.name for somebody in response.context["page"]]


def test_lists_people_of_the_county_with_their_roles_there_today(client, county, auditor):
    leader = person(RoleKind.NETWORK_LEADER, county, name="Åse")
    RoleFactory(user=leader, kind=RoleKind.FORUM_MEMBER)  # in another county
    RoleFactory(user=leader, kind=RoleKind.FORUM_DEPUTY, county=county, valid_to=date(2021, 1, 1))
    person(RoleKind.SECRETARIAT, name="Elsewhere")
    UserFactory(name="Without a role")

    response = client.get(URL)

    assert names(response) == ["Auditor", "Åse"]
    assert [role.kind for role in response.context["page"][1].current_roles] == [RoleKind.NETWORK_LEADER]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "ås"}, ["Åse"]),
        ({"q": "KARI@"}, ["Kari"]),
        ({"kind": "forum_member"}, ["Kari"]),
        ({"kind": "wizard"}, ["Auditor", "Kari", "Åse"]),
        ({"password": "none"}, ["Kari", "Åse"]),
        ({"q": "nobody"}, []),
    ],
)
def test_search_and_filters(client, county, auditor, query, found):
    person(RoleKind.NETWORK_LEADER, county, name="Åse")
    person(RoleKind.FORUM_MEMBER, county, name="Kari", email="kari@example.com")

    assert names(client.get(URL, query)) == found


def test_filter_by_network(client, county, auditor):
    network = NetworkFactory(county=county)
    person(RoleKind.COORDINATOR, network=network, name="Åse")
    person(RoleKind.COORDINATOR, county, name="Of another network")

    assert names(client.get(URL, {"network": network.pk})) == ["Åse"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_query_count_does_not_grow(client, county, auditor, item_count, django_assert_num_queries):
    for _ in range(item_count):
        person(RoleKind.UH_PARTNER, county)

    with django_assert_num_queries(7):  # session, user, roles, count, people, their roles, networks to choose from
        response = client.get(URL)

    assert len(response.context["page"].object_list) == item_count + 1


@pytest.mark.parametrize("kind", [*RoleKind])
def test_is_for_staff(client, county, kind):
    client.force_login(person(kind, county))

    assert client.get(URL).status_code == (200 if kind in STAFF_ROLES else 404)


@pytest.mark.parametrize("kind", [*RoleKind])
def test_only_the_secretariat_is_led_to_the_import(client, county, kind):
    client.force_login(person(kind, county))

    assert ("/people/import/" in client.get(URL).text) == (kind == RoleKind.SECRETARIAT)


def test_superuser_sees_everybody_with_a_role(client, county):
    person(RoleKind.AUDITOR, county, name="Kari")
    person(RoleKind.AUDITOR, name="Ola")
    client.force_login(UserFactory(is_superuser=True))

    assert names(client.get(URL)) == ["Kari", "Ola"]


def test_stranger_is_asked_to_sign_in(client):
    assert client.get(URL).url == f"/account/login/?next={URL}"


def test_refuses_to_be_posted_to(client, auditor):
    assert client.post(URL).status_code == 405
