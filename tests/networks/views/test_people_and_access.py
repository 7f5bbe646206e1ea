"""A leader's page of people: inviting, accepting in a browser's steps, handing over."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from networks.actions import invitations
from networks.enums import RoleKind
from networks.models import Invitation, Role
from tests.factories import InvitationFactory, MembershipFactory, NetworkFactory, UserFactory, person

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TYPED = {"email": "new@example.com", "name": "New", "language": "nb", "kind": "coordinator"}


@pytest.fixture
def member():
    return MembershipFactory()


@pytest.fixture
def network(member):
    return member.network


@pytest.fixture
def leader(client, network):
    somebody = person(RoleKind.NETWORK_LEADER, network=network)
    client.force_login(somebody)
    return somebody


@pytest.fixture
def url(network):
    return f"/networks/{network.pk}/people/"


def waiting(**fields):
    return InvitationFactory(sent_at=timezone.now(), **fields)


def accept_url(invitation):
    return f"/invitation/{invitations.token(invitation)}/"


def test_invites_and_says_so(client, leader, network, url, member):
    contact = {**TYPED, "kind": "owner_contact", "organisation": member.owner_id, "email": "other@example.com"}

    answers = [client.post(url, TYPED), client.post(url, contact)]

    assert [answer.url for answer in answers] == [url, url]
    assert {*Invitation.objects.values_list("kind", "organisation")} == {
        ("coordinator", None),
        ("owner_contact", member.owner_id),
    }


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": "not an address"}, "email"),
        ({"kind": "network_leader"}, "kind"),  # not a leader's to give
        ({"kind": "secretariat"}, "kind"),
        ({"kind": "owner_contact"}, "organisation"),
    ],
)
def test_bad_input_is_told_at_its_field(client, leader, url, typed, field):
    response = client.post(url, TYPED | typed)

    assert (list(response.context["form"].errors), Invitation.objects.count()) == ([field], 0)


def test_an_organisation_outside_the_network_is_no_choice(client, leader, url):
    other = MembershipFactory().owner

    response = client.post(url, TYPED | {"kind": "owner_contact", "organisation": other.pk})

    assert "organisation" in response.context["form"].errors


def test_a_refused_invitation_says_why(client, leader, url):
    client.post(url, TYPED)

    again = client.post(url, TYPED)

    assert "allerede" in again.context["form"].non_field_errors()[0]
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("item_count", [1, 3])
def test_query_count_does_not_grow(client, leader, network, url, item_count, django_assert_num_queries):
    for _ in range(item_count):
        person(RoleKind.COORDINATOR, network=network)
        waiting(network=network)

    with django_assert_num_queries(7):  # who; network, people, invitations, organisations to choose from
        response = client.get(url)

    assert len(response.context["roles"]) == item_count + 1


def test_sends_again_and_withdraws(client, leader, network):
    invitation = waiting(network=network)

    client.post(f"/invitations/{invitation.pk}/again/")
    client.post(f"/invitations/{invitation.pk}/withdraw/")
    client.post(f"/invitations/{invitation.pk}/again/")
    client.post(f"/invitations/{invitation.pk}/withdraw/")

    invitation.refresh_from_db()
    assert (invitation.serial, invitation.revoked_at is None) == (2, False)


def test_the_invited_chooses_a_password_and_is_in(client, network):
    invitation = waiting(network=network)
    url = accept_url(invitation)
    form = client.get(url)
    unlike = client.post(url, {"name": "N", "password": "a long password", "again": "another"})
    short = client.post(url, {"name": "N", "password": "short", "again": "short"})
    done = client.post(url, {"name": "Newer", "password": "a long password", "again": "a long password"})

    assert form.context["is_new"]
    assert ([*unlike.context["form"].errors], [*short.context["form"].errors]) == (["again"], ["password"])
    assert (done.url, client.get("/").context["user"]) == ("/", invitation.user)
    assert Role.objects.get().user == invitation.user
    assert client.get(url).status_code == 410


def test_who_has_a_password_signs_in_first(client, network):
    invitation = waiting(network=network, user=UserFactory(password="the old password"))
    url = accept_url(invitation)

    as_stranger = client.post(url, {"name": "X", "password": "a long password", "again": "a long password"})
    client.force_login(UserFactory())
    as_other = client.post(url)
    client.force_login(invitation.user)
    as_they = client.post(url)

    assert (as_stranger.status_code, as_other.status_code, as_they.url) == (200, 200, "/")
    assert f"/account/login/?next={quote(url)}" in as_stranger.text
    invitation.user.refresh_from_db()
    assert invitation.user.check_password("the old password")


def test_hands_over_and_lets_somebody_stand_in(client, leader, network):
    coordinator = person(RoleKind.COORDINATOR, network=network)
    role = Role.objects.get(user=coordinator)
    url = f"/networks/{network.pk}/roles/{role.pk}/hand-over/"
    away = {"away": "1", "away-person": leader.pk, "away-first": TODAY, "away-last": TODAY + timedelta(3)}

    refused = client.post(url, away | {"away-first": TODAY - timedelta(9)})
    stood = client.post(url, away)
    left = client.post(url, {"leave": "1", "leaving-person": leader.pk, "leaving-last_day": TODAY + timedelta(30)})
    ended = client.post(url, {"leave": "1", "leaving-last_day": TODAY})

    assert refused.context["away"].non_field_errors()
    assert [answer.url for answer in (stood, left, ended)] == [f"/networks/{network.pk}/people/"] * 3
    role.refresh_from_db()
    assert role.valid_to == TODAY


def test_an_owner_contact_hands_over_the_own_role(client, network, member):
    contact = person(RoleKind.OWNER_CONTACT, network.county, organisation=member.owner)
    client.force_login(contact)
    role = Role.objects.get(user=contact)

    answer = client.post(
        f"/networks/{network.pk}/roles/{role.pk}/hand-over/", {"leave": "1", "leaving-last_day": TODAY}
    )

    assert answer.url == f"/networks/{network.pk}/"


def test_a_role_of_another_network_is_not_found_here(client, leader, network):
    elsewhere = person(RoleKind.COORDINATOR, network=NetworkFactory(county=network.county))

    url = f"/networks/{network.pk}/roles/{Role.objects.get(user=elsewhere).pk}/hand-over/"

    assert client.get(url).status_code == 404
