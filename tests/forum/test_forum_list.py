"""The way to the forums."""

import pytest

from networks.enums import RoleKind
from tests.factories import CountyFactory, ForumFactory, UserFactory, person

URL = "/forum/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return CountyFactory()


def test_leads_to_the_only_one(client, county):
    forum = ForumFactory(county=county)
    ForumFactory()  # in another county
    client.force_login(person(RoleKind.OWNER_CONTACT, county))

    assert client.get(URL).url == forum.get_absolute_url()


@pytest.mark.parametrize("item_count", [0, 2, 3])
def test_lists_none_or_several_with_as_many_queries(client, county, item_count, django_assert_num_queries):
    forums = [ForumFactory(county=county, name=f"Forum {number}") for number in range(item_count)]
    client.force_login(person(RoleKind.SECRETARIAT, county))

    with django_assert_num_queries(4):  # session, user, roles, forums
        response = client.get(URL)

    assert response.context["forums"] == forums


def test_somebody_without_a_role_sees_none(client):
    ForumFactory()
    client.force_login(UserFactory())

    assert client.get(URL).context["forums"] == []


def test_stranger_is_asked_to_sign_in(client):
    assert client.get(URL).url == f"/account/login/?next={URL}"


def test_refuses_to_be_posted_to(client):
    client.force_login(UserFactory())

    assert client.post(URL).status_code == 405
