"""Signing in, and choosing a password, in our own words."""

import re

import pytest
from django.urls import reverse
from lxml import html

from tests.factories import UserFactory

OPEN = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_signup",
    "account_inactive",
]
PASSWORD = "a password of more than one word"
pytestmark = pytest.mark.django_db


def heading(response) -> str:
    return html.fromstring(response.content).findtext(".//h1").strip()


@pytest.mark.parametrize("name", OPEN)
def test_a_stranger_may_open(client, name):
    response = client.get(reverse(name), headers={"accept-language": "en"})

    assert (response.status_code, bool(heading(response))) == (200, True)


@pytest.mark.parametrize("name", ["account_logout", "account_change_password", "account_reauthenticate"])
def test_the_signed_in_may_open(client, name):
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)

    response = client.get(reverse(name))

    assert (response.status_code, bool(heading(response))) == (200, True)


def test_a_wrong_password_is_told_at_the_form(client):
    response = client.post(reverse("account_login"), {"login": "nobody@example.no", "password": "wrong"})

    page = html.fromstring(response.content)
    assert len(page.xpath(".//*[@id='form-errors']")) == 1


def test_a_password_is_chosen_by_the_link_in_the_mail(client, mailoutbox):
    user = UserFactory(language="en")
    client.post(reverse("account_reset_password"), {"email": user.email}, headers={"accept-language": "en"})
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]

    form = client.get(link, follow=True)
    page = html.fromstring(form.content)
    client.post(page.xpath(".//main//form")[0].get("action"), {"password1": PASSWORD, "password2": PASSWORD})

    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_used_link_says_so_and_offers_a_new_one(client):
    response = client.get(reverse("account_reset_password_from_key", args=["1", "x-y"]))

    links = html.fromstring(response.content).xpath(".//main//a/@href")
    assert links == [reverse("account_reset_password")]


def test_an_unknown_address_gets_a_mail_that_helps(client, mailoutbox):
    client.post(reverse("account_reset_password"), {"email": "nobody@example.no"}, headers={"accept-language": "en"})

    assert "no account has it" in mailoutbox[0].body


def test_too_many_tries_are_asked_to_wait_in_our_own_words(client):
    tries = [
        client.post(
            reverse("account_login"),
            {"login": "nobody@example.com", "password": str(number)},
            headers={"accept-language": "en"},
        )
        for number in range(31)
    ]

    assert tries[-1].status_code == 429
    assert heading(tries[-1]) == "Too many tries"
