"""The first page of everybody in the made-up county, where something of every kind waits."""

import pytest

from dekom.core.models import User

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "saksbehandler",
    "beslutter",
    "registrator",
    "revisor",
    "medlem",
    "vara",
    "leder",
    "koordinator",
    "uh",
    "eier",
    "nynorsk",
    "admin",
)


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("account", EVERYBODY)
def test_it_is_made_of_twelve_queries_at_most(client, account, django_assert_max_num_queries):
    client.force_login(User.objects.get(email=f"{account}@dekom.example"))

    with django_assert_max_num_queries(12):
        page = client.get("/")

    assert page.context["has_role"]
