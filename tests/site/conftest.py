"""Everybody in the table of rights, each with a browser of their own."""

import pytest
from django.conf import urls as djangos
from django.http import HttpResponse
from django.test import override_settings

from dekom.core.models import User
from tests.access import PEOPLE, SIGN_IN
from tests.page_guard import GuardedClient


@pytest.fixture(scope="module")
def everybody(demo):
    """A client for each role, signed in once. Who they are stands in the cookie, so that it is quickly found."""
    with override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies"):
        clients = {role: GuardedClient() for role in PEOPLE}
        for role, email in PEOPLE.items():
            if email:
                clients[role].force_login(User.objects.get(email=email))
        yield clients


@pytest.fixture(scope="module")
def cookies(everybody):
    """What each client's cookies are before any test has used it."""
    return {role: dict(client.cookies) for role, client in everybody.items()}


@pytest.fixture
def client_of(db, everybody, cookies):
    """The client of a role. What the test before did to its session is undone."""
    for role, client in everybody.items():
        client.cookies.clear()
        client.cookies.update(cookies[role])
    return everybody.__getitem__


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
