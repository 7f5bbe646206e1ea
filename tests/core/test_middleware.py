"""The browser is told what was taken, and who must sign in anew comes back to the form."""

import pytest
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ENTRY = "mfz1c2d3abc123"


def send(client, **typed):
    return client.post(reverse("set_language"), {"language": "nn", **typed})  # answers by a redirect, whoever asks


def test_a_form_that_was_taken_is_told_by_a_cookie_that_scripts_read(client):
    client.force_login(UserFactory())

    response = send(client, kept=ENTRY)

    cookie = response.cookies[f"kept-{ENTRY}"]
    assert (response.status_code, cookie.value, cookie["httponly"], cookie["samesite"]) == (302, "1", "", "Lax")


@pytest.mark.parametrize("kept", ["", "short", "no;such=entry", "A" * 14, "a" * 33])
def test_what_names_no_entry_becomes_no_cookie(client, kept):
    client.force_login(UserFactory())

    response = send(client, kept=kept)

    assert [name for name in response.cookies if name.startswith("kept-")] == []


def test_nobody_and_what_was_not_redirected_are_told_nothing(client):
    stranger = send(client, kept=ENTRY)
    client.force_login(UserFactory())
    refused = client.post(reverse("profile"), {"kept": ENTRY, "language": "none such"})

    assert (stranger.status_code, refused.status_code) == (302, 200)
    assert [f"kept-{ENTRY}" in response.cookies for response in (stranger, refused)] == [False, False]


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/decision-bases/1/needs/?own=1", "/decision-bases/1/needs/%3Fown%3D1"),
        ("http://elsewhere.example/decision-bases/1/", "/decision-bases/1/comment/"),
        ("", "/decision-bases/1/comment/"),
    ],
)
def test_who_sent_a_form_after_the_session_comes_back_to_the_form(client, came_from, back):
    response = client.post("/decision-bases/1/comment/", headers={"referer": came_from})

    assert (response.status_code, response.url) == (302, f"{reverse('account_login')}?next={back}")
