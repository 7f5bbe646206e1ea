"""Changing the language of the pages."""

import pytest
from django.conf import settings

from tests.factories import UserFactory

URL = "/language/"


@pytest.mark.django_db
def test_is_remembered_by_the_browser_and_leads_back(client):
    response = client.post(URL, {"language": "nn", "next": "/privacy/"})

    assert (response.status_code, response.url) == (302, "/privacy/")
    cookie = response.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("nn", True, "Lax")


@pytest.mark.django_db
def test_is_stored_on_the_person_when_signed_in(client):
    person = UserFactory(language="nb")
    client.force_login(person)

    client.post(URL, {"language": "en"})

    person.refresh_from_db()
    assert person.language == "en"


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_never_leads_to_another_site(client, target):
    assert client.post(URL, {"language": "nn", "next": target}).url == "/"


@pytest.mark.django_db
def test_refuses_a_language_that_we_do_not_have(client):
    response = client.post(URL, {"language": "de"})

    assert response.status_code == 400
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


def test_refuses_to_be_fetched(client):
    assert client.get(URL).status_code == 405
