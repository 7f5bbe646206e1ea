"""Everybody in the table of rights, each with a browser of their own."""

import pytest

from dekom.core.models import User
from tests.access import PEOPLE, SIGN_IN
from tests.page_guard import GuardedClient


@pytest.fixture
def client_of(db):
    """A client for a role, signed in."""
    clients = {}

    def get(role):
        if role not in clients:
            clients[role] = GuardedClient()
            if email := PEOPLE[role]:
                clients[role].force_login(User.objects.get(email=email))
        return clients[role]

    return get


def status_of(response):
    """The status as the table says it."""
    goes_to_sign_in = response.status_code == 302 and response.url.startswith(("/account/login/?", "/admin/login/?"))
    return SIGN_IN if goes_to_sign_in else response.status_code
