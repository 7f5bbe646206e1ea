"""Everybody in the table of rights, each with a browser of their own."""

import pytest
from django.conf import settings
from django.conf import urls as djangos
from django.http import HttpResponse

from dekom.core.models import User
from tests.access import PEOPLE, SIGN_IN
from tests.page_guard import GuardedClient


@pytest.fixture(scope="module")
def sessions(demo):
    """Everybody is signed in once; what a test does to its session is undone with the test."""
    keys = {}
    for role, email in PEOPLE.items():
        if email:
            client = GuardedClient()
            client.force_login(User.objects.get(email=email))
            keys[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return keys


@pytest.fixture
def client_of(db, sessions):
    """A client for a role, signed in."""
    clients = {}

    def get(role):
        if role not in clients:
            clients[role] = GuardedClient()
            if role in sessions:
                clients[role].cookies[settings.SESSION_COOKIE_NAME] = sessions[role]
        return clients[role]

    return get


@pytest.fixture(scope="module")
def refused():
    return set()


@pytest.fixture(autouse=True)
def _a_refusal_is_read_once(refused, monkeypatch):
    """It says the same at every address: each person is shown it once, and after that its status is enough."""
    for status in (403, 404):
        page = getattr(djangos, f"handler{status}")
        monkeypatch.setattr(djangos, f"handler{status}", _once(status, page, refused))


def _once(status, page, refused):
    def answer(request, exception):
        if (request.user.pk, status) in refused:
            return HttpResponse(status=status)
        refused.add((request.user.pk, status))
        return page(request, exception)

    return answer


def status_of(response):
    """The status as the table says it."""
    goes_to_sign_in = response.status_code == 302 and response.url.startswith(("/account/login/?", "/admin/login/?"))
    return SIGN_IN if goes_to_sign_in else response.status_code
