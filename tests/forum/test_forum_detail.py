"""One cooperation forum."""

from datetime import date

import pytest

from networks.enums import RoleKind
from tests.factories import CountyFactory, ForumFactory, RoleFactory, SchemeFactory, UserFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return CountyFactory()


@pytest.fixture
def forum(county):
    return ForumFactory(county=county)


def test_shows_members_and_deputies_of_today(client, county, forum):
    deputy = person(RoleKind.FORUM_DEPUTY, county, name="Åse")
    for name in ("Øystein", "Zara"):
        person(RoleKind.FORUM_MEMBER, county, name=name)
    former = UserFactory(name="Former")
    RoleFactory(user=former, kind=RoleKind.FORUM_MEMBER, county=county, valid_to=date(2024, 12, 31))
    person(RoleKind.FORUM_MEMBER, name="Elsewhere")
    client.force_login(deputy)

    response = client.get(forum.get_absolute_url())

    assert [role.user.name for role in response.context["members"]] == ["Zara", "Øystein"]
    assert [role.user.name for role in response.context["deputies"]] == ["Åse"]


@pytest.mark.parametrize("kind", [*RoleKind])
def test_only_staff_see_the_addresses(client, county, forum, kind):
    person(RoleKind.FORUM_MEMBER, county, email="kari@example.com")
    client.force_login(person(kind, county))

    response = client.get(forum.get_absolute_url())

    staff = {"secretariat", "decision_maker", "payee_registrar", "auditor"}
    assert ("kari@example.com" in response.text) == (kind in staff)


@pytest.mark.parametrize("item_count", [1, 3])
def test_query_count_does_not_grow(client, county, forum, item_count, django_assert_num_queries):
    for _ in range(item_count):
        person(RoleKind.FORUM_MEMBER, county)
        forum.schemes.add(SchemeFactory())
    client.force_login(person(RoleKind.SECRETARIAT, county))

    with django_assert_num_queries(
        10
    ):  # who; forum, schemes, people, next meeting; assessments, recommendations, plans
        response = client.get(forum.get_absolute_url())

    assert len(response.context["members"]) == item_count


def test_does_not_exist_for_another_county(client, forum):
    for somebody in (person(RoleKind.SECRETARIAT), UserFactory()):
        client.force_login(somebody)

        assert client.get(forum.get_absolute_url()).status_code == 404


def test_stranger_is_asked_to_sign_in(client, forum):
    url = forum.get_absolute_url()

    assert client.get(url).url == f"/account/login/?next={url}"


def test_refuses_to_be_posted_to(client, county, forum):
    client.force_login(person(RoleKind.SECRETARIAT, county))

    assert client.post(forum.get_absolute_url()).status_code == 405


@pytest.mark.parametrize(("second", "until"), [(None, None), ("2027-12-31", "2027-12-31")])
def test_a_person_with_two_roles_of_a_kind_stands_once(client, county, forum, second, until):
    member = person(RoleKind.FORUM_MEMBER, county)
    member.roles.update(valid_from="2024-01-01", valid_to="2027-06-30")
    RoleFactory(user=member, kind=RoleKind.FORUM_MEMBER, county=county, valid_from="2025-01-01", valid_to=second)
    client.force_login(person(RoleKind.SECRETARIAT, county))

    [row] = client.get(forum.get_absolute_url()).context["members"]

    assert (row.user, str(row.valid_from)) == (member, "2024-01-01")
    assert (row.valid_to and str(row.valid_to)) == until
