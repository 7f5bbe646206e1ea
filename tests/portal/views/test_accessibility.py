"""The accessibility statement and its report form."""

import pytest
from django.core.cache import cache

from dekom.core.models import OutboxMail
from networks.enums import RoleKind
from tests.factories import person

URL = "/accessibility/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def memory_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def test_is_open_to_all(client):
    assert client.get(URL).status_code == 200


def test_a_report_from_anybody_reaches_every_secretariat(client):
    secretaries = [person(RoleKind.SECRETARIAT), person(RoleKind.SECRETARIAT)]
    person(RoleKind.AUDITOR)
    person(RoleKind.SECRETARIAT, is_active=False)

    response = client.post(URL, {"text": "The wheel <is> too small", "email": "me@example.com"})

    assert response.url == URL
    mails = list(OutboxMail.objects.order_by("pk"))
    assert [mail.recipient for mail in mails] == secretaries
    assert "The wheel <is> too small" in mails[0].body
    assert "me@example.com" in mails[0].body


def test_a_report_from_somebody_signed_in_reaches_their_own_county(client, county, secretary):
    person(RoleKind.SECRETARIAT)
    client.force_login(person(RoleKind.NETWORK_LEADER, county))

    client.post(URL, {"text": "Text"})

    assert [mail.recipient for mail in OutboxMail.objects.all()] == [secretary]


def test_a_robot_is_thanked_and_ignored(client, secretary):
    response = client.post(URL, {"text": "Buy", "website": "https://example.com"})

    assert response.url == URL
    assert not OutboxMail.objects.exists()


def test_the_sixth_report_of_an_hour_is_asked_to_wait(client, secretary):
    for _ in range(5):
        client.post(URL, {"text": "Text"})

    response = client.post(URL, {"text": "Text"})

    assert response.status_code == 200
    assert len(response.context["form"].non_field_errors()) == 1
    assert OutboxMail.objects.count() == 5


def test_says_so_when_nobody_can_receive_it(client):
    response = client.post(URL, {"text": "Text"})

    assert len(response.context["form"].non_field_errors()) == 1


@pytest.mark.parametrize(("field", "value"), [("text", ""), ("text", "x" * 4001), ("email", "nobody")])
def test_says_what_is_wrong(client, secretary, field, value):
    response = client.post(URL, {"text": "Text", field: value})

    assert list(response.context["form"].errors) == [field]
    assert not OutboxMail.objects.exists()


def test_refuses_other_methods(client):
    assert client.delete(URL).status_code == 405
