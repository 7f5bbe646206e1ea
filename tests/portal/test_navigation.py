"""The main menu by role."""

import pytest
from django.test import RequestFactory
from django.urls import resolve
from django.utils import translation

from dekom.portal.context_processors import ROOMS as ENTRIES
from dekom.portal.context_processors import navigation
from networks.enums import RoleKind
from tests.access import ROWS
from tests.factories import RoleFactory, UserFactory, person

pytestmark = pytest.mark.django_db
ROOMS = ["Overview", "Rounds", "Networks", "Cooperation forum", "Letters", "Register"]


def menu(somebody, path="/"):
    request = RequestFactory().get(path)
    request.user, request.resolver_match = somebody, resolve(path)
    with translation.override("en"):
        found = navigation(request)
        return [str(item["label"]) for item in found["navigation"]], [
            str(item["label"]) for item in found["navigation"] if item["current"]
        ]


@pytest.mark.parametrize("kind", [RoleKind.NETWORK_LEADER, RoleKind.OWNER_CONTACT, RoleKind.FORUM_DEPUTY])
def test_members_have_every_room(kind):
    assert menu(person(kind))[0] == ROOMS


@pytest.mark.parametrize("kind", [RoleKind.SECRETARIAT, RoleKind.AUDITOR, RoleKind.PAYEE_REGISTRAR])
def test_staff_have_the_administration_too(kind):
    assert menu(person(kind))[0] == [*ROOMS, "Administration"]


def test_superuser_has_everything():
    assert menu(UserFactory(is_superuser=True))[0] == [*ROOMS, "Administration"]


def test_somebody_without_a_role_has_the_overview_only():
    assert menu(UserFactory())[0] == ["Overview"]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", ["Overview"]),
        ("/rounds/", ["Rounds"]),
        ("/networks/", ["Networks"]),
        ("/reminders/", ["Networks"]),
        ("/needs/", ["Networks"]),
        ("/forum/", ["Cooperation forum"]),
        ("/letters/", ["Letters"]),
        ("/partners/", ["Register"]),
        ("/people/import/", ["Register"]),
        ("/admin/", ["Administration"]),
        ("/profile/", []),
    ],
)
def test_the_page_one_is_on_is_marked(path, label):
    assert menu(person(RoleKind.SECRETARIAT), path)[1] == label


def test_stranger_has_no_menu(client):
    response = client.get("/privacy/")

    assert (response.context["navigation"], response.context["sender"]) == ([], "")


def test_sender_is_the_governor_of_the_only_county(client):
    secretary = person(RoleKind.SECRETARIAT)
    client.force_login(secretary)

    county = secretary.roles.get().county
    assert client.get("/privacy/").context["sender"] == county.governor_name_nb

    RoleFactory(user=secretary)
    assert client.get("/privacy/").context["sender"] == ""


@pytest.mark.parametrize(
    ("kind", "reached"),
    [
        (RoleKind.NETWORK_LEADER, ["/networks/", "/needs/", "/school-plans/"]),
        (RoleKind.SECRETARIAT, ["/networks/", "/needs/", "/school-plans/", "/reminders/"]),
    ],
)
def test_every_list_of_the_networks_room_is_reached_from_the_others(client, kind, reached):
    client.force_login(person(kind))

    for url in reached:
        response = client.get(url)
        assert [tab["url"] for tab in response.context["tabs"]] == reached
        assert [tab["url"] for tab in response.context["tabs"] if tab["current"]] == [url]
        assert all(f'<a href="{each}"' in response.content.decode() for each in reached)


def test_every_page_belongs_to_a_room_but_those_about_the_site_and_ones_own_account():
    rooms = tuple(name for entry in ENTRIES for name in entry.rooms)
    elsewhere = ("accessibility", "account", "privacy", "profile", "healthz", "set_language", "home")

    assert [row.name for row in ROWS if not row.name.startswith((*rooms, *elsewhere))] == []
