"""The person's own page."""

from datetime import date

import pytest

from networks.enums import RoleKind
from networks.models import Role
from tests.factories import RoleFactory, UserFactory, person

URL = "/profile/"


@pytest.mark.django_db
def test_changes_name_and_language_and_answers_in_the_new_one(client):
    somebody = UserFactory(name="Old name", language="nb")
    client.force_login(somebody)

    response = client.post(URL, {"name": "New name", "language": "en"}, follow=True)

    somebody.refresh_from_db()
    assert (somebody.name, somebody.language) == ("New name", "en")
    assert [str(message) for message in response.context["messages"]] == ["Your profile is saved."]


@pytest.mark.django_db
def test_lists_the_roles_of_today_only(client):
    leader = person(RoleKind.NETWORK_LEADER)
    RoleFactory(user=leader, kind=RoleKind.AUDITOR, valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31))
    client.force_login(leader)

    response = client.get(URL)

    assert list(response.context["roles"]) == [Role.objects.get(kind=RoleKind.NETWORK_LEADER)]


@pytest.mark.django_db
def test_never_changes_the_email(client):
    somebody = UserFactory(email="mine@example.com")
    client.force_login(somebody)

    client.post(URL, {"name": "Name", "language": "nb", "email": "yours@example.com"})

    somebody.refresh_from_db()
    assert somebody.email == "mine@example.com"


@pytest.mark.django_db
@pytest.mark.parametrize(("field", "value"), [("name", ""), ("language", "de")])
def test_says_what_is_wrong(client, field, value):
    somebody = UserFactory(name="Name", language="nb")
    client.force_login(somebody)

    response = client.post(URL, {"name": "Name", "language": "nb", field: value})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    somebody.refresh_from_db()
    assert (somebody.name, somebody.language) == ("Name", "nb")


@pytest.mark.django_db
@pytest.mark.parametrize("role_count", [1, 3])
def test_query_count_does_not_grow(client, role_count, django_assert_num_queries):
    somebody = UserFactory()
    for _ in range(role_count):
        person(RoleKind.UH_PARTNER)
    Role.objects.update(user=somebody)
    client.force_login(somebody)

    with django_assert_num_queries(4):  # session, user, roles for the menu, roles to list
        response = client.get(URL)

    assert len(response.context["roles"]) == role_count


@pytest.mark.django_db
def test_stranger_is_asked_to_sign_in(client):
    assert client.get(URL).url == f"/account/login/?next={URL}"


@pytest.mark.django_db
def test_refuses_other_methods(client):
    client.force_login(UserFactory())

    assert client.delete(URL).status_code == 405
