"""Invitations that work once and give nothing wider; roles handed over and stood in for."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from dekom.core.actions.outbox import send_next
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import OutboxMail, User
from networks.actions import handover, invitations
from networks.enums import RoleKind
from networks.models import Invitation, Role, access_of
from networks.permissions.roles import kinds_to_give, may_end, may_give
from tests.factories import (
    ActivityFactory,
    ElectionFactory,
    InvitationFactory,
    MembershipFactory,
    NetworkFactory,
    OutboxMailFactory,
    OwnerFactory,
    PartnerFactory,
    RoleFactory,
    UserFactory,
    person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture
def member():
    return MembershipFactory()


@pytest.fixture
def network(member):
    return member.network


@pytest.fixture
def leader(network):
    return person(RoleKind.NETWORK_LEADER, network=network)


@pytest.fixture
def secretary(network):
    return person(RoleKind.SECRETARIAT, network.county)


def invite(network, actor, kind=RoleKind.COORDINATOR, organisation=None, email="new@example.com"):
    return invitations.invite(
        network, email=email, name="New", language="nn", kind=kind, organisation=organisation, actor=actor, now=NOW
    )


def sent_link():
    """The link in the mail that goes out."""
    mail.outbox.clear()
    while send_next(now=timezone.now() + timedelta(1)):
        pass
    (found,) = re.findall(r"/invitation/(\S+)/", mail.outbox[-1].body)
    return found


def test_the_invited_chooses_a_password_and_has_the_role_from_today(network, leader):
    invitation = invite(network, leader)
    waiting = User.objects.get(email="new@example.com")
    before = (waiting.has_usable_password(), access_of(waiting).roles)

    found = invitations.find(sent_link(), now=NOW)
    role = invitations.accept(found, name="Newer", password="a long password", now=NOW)

    user = User.objects.get(email="new@example.com")
    assert before == (False, ())
    assert (user.name, user.language, user.check_password("a long password")) == ("Newer", "nn", True)
    assert (role.kind, role.network, role.valid_from) == (RoleKind.COORDINATOR, network, TODAY)
    invitation.refresh_from_db()
    assert invitation.role == role


def test_the_outbox_holds_no_link(network, leader):
    invite(network, leader)

    assert "/invitation/" not in OutboxMail.objects.get().body
    assert invitations.find(sent_link(), now=NOW) is not None


def test_a_mail_to_somebody_else_never_carries_the_link(network, leader):
    invitation = invite(network, leader)
    OutboxMail.objects.all().delete()
    OutboxMailFactory(body=f"⟪invitation {invitation.pk}⟫ ⟪unknown 1⟫ end\n")

    send_next(now=timezone.now() + timedelta(1))

    assert mail.outbox[-1].body == "  end\n"


def test_a_link_works_once_and_not_when_replaced_withdrawn_expired_or_forged(network, leader):
    invitation = invite(network, leader)
    first = invitations.token(invitation)
    invitations.send_again(invitation, actor=leader, now=NOW)
    second = invitations.token(invitation)

    assert invitations.find(first, now=NOW) is None
    assert invitations.find(second, now=NOW + timedelta(15)) is None
    assert invitations.find(second[:-1] + ("A" if second[-1] != "A" else "B"), now=NOW) is None
    found = invitations.find(second, now=NOW)
    invitations.accept(found, password="a long password", now=NOW)
    assert invitations.find(second, now=NOW) is None
    with pytest.raises(StaleStateError):
        invitations.accept(found, password="another password", now=NOW)
    with pytest.raises(StaleStateError):
        invitations.send_again(invitation, actor=leader, now=NOW)
    with pytest.raises(StaleStateError):
        invitations.withdraw(invitation, actor=leader, now=NOW)


def test_withdrawn_invitations_can_be_made_anew(network, leader):
    invitation = invite(network, leader)
    link = invitations.token(invitation)
    with pytest.raises(DomainError, match="already"):
        invite(network, leader)
    invitations.withdraw(invitation, actor=leader, now=NOW)

    assert invitations.find(link, now=NOW) is None
    assert invite(network, leader).user == invitation.user


def test_an_account_with_a_password_keeps_it(network, leader):
    known = UserFactory(email="new@example.com", password="the old password")
    invitation = invite(network, leader, email="NEW@example.com")

    invitations.accept(invitation, name="Taken over", password="a stolen password", now=NOW)

    known.refresh_from_db()
    assert (invitation.user, known.check_password("the old password")) == (known, True)
    assert known.name != "Taken over"


def test_who_has_the_role_or_a_closed_account_is_not_invited(network, leader):
    person(RoleKind.COORDINATOR, network=network, email="there@example.com")
    UserFactory(email="closed@example.com", is_active=False)

    with pytest.raises(DomainError, match="has this role"):
        invite(network, leader, email="there@example.com")
    with pytest.raises(DomainError, match="closed"):
        invite(network, leader, email="closed@example.com")


@pytest.mark.parametrize("kind", [*RoleKind])
def test_a_leader_gives_coordinators_and_owner_contacts_of_the_own_network_only(kind, network, member, leader):
    elsewhere = MembershipFactory(network=NetworkFactory(county=network.county))
    places = [None, member.owner, elsewhere.owner, PartnerFactory()]

    own = [place for place in places if may_give(leader, kind=kind, network=network, organisation=place)]
    others = [place for place in places if may_give(leader, kind=kind, network=elsewhere.network, organisation=place)]

    allowed = {RoleKind.COORDINATOR: [None], RoleKind.OWNER_CONTACT: [member.owner]}
    assert (own, others) == (allowed.get(kind, []), [])
    for place in places:
        if place not in own:
            with pytest.raises(DomainError):
                invite(network, leader, kind=kind, organisation=place)
        with pytest.raises(DomainError):
            invite(elsewhere.network, leader, kind=kind, organisation=place)


@pytest.mark.parametrize("kind", [*RoleKind])
def test_nobody_but_leaders_and_the_secretariat_gives_roles(kind, network, member, secretary):
    actor = person(kind, network.county) if kind != RoleKind.SECRETARIAT else person(kind)  # another county's

    assert kinds_to_give(actor, network) == ()
    with pytest.raises(DomainError):
        invite(network, actor)


def test_the_secretariat_gives_what_is_not_the_staffs(network, secretary):
    partner = PartnerFactory()

    assert invite(network, secretary, kind=RoleKind.NETWORK_LEADER).kind == RoleKind.NETWORK_LEADER
    assert invite(network, secretary, kind=RoleKind.UH_PARTNER, organisation=partner).organisation == partner
    for kind in (RoleKind.SECRETARIAT, RoleKind.DECISION_MAKER, RoleKind.AUDITOR, RoleKind.FORUM_MEMBER):
        with pytest.raises(DomainError):
            invite(network, secretary, kind=kind)


def test_another_networks_leader_can_neither_send_again_nor_withdraw(network, leader):
    invitation = invite(network, leader)
    other = person(RoleKind.NETWORK_LEADER, network.county)

    for act in (invitations.send_again, invitations.withdraw):
        with pytest.raises(DomainError):
            act(invitation, actor=other, now=NOW)
    assert Invitation.objects.visible_to(other).count() == 0
    assert Invitation.objects.visible_to(leader).get() == invitation


# --- Handing over


@pytest.fixture
def coordinator(network):
    return person(RoleKind.COORDINATOR, network=network)


def role_of(user):
    return Role.objects.get(user=user)


def test_the_successor_has_the_role_and_the_tasks_from_the_day_after(network, leader, coordinator):
    role, last = role_of(coordinator), TODAY + timedelta(7)
    later = ActivityFactory(network=network, responsible=coordinator, ends_on=date(2099, 1, 1))
    over = ActivityFactory(network=network, responsible=coordinator)
    elected = ElectionFactory(network=network, user=coordinator, valid_to=date(2099, 1, 1))
    deputy = RoleFactory(
        kind=role.kind,
        county=role.county,
        network=network,
        stands_in_for=role,
        valid_from=TODAY,
        valid_to=last + timedelta(9),
    )
    unborn = RoleFactory(
        kind=role.kind,
        county=role.county,
        network=network,
        stands_in_for=role,
        valid_from=last + timedelta(2),
        valid_to=last + timedelta(9),
    )

    done = handover.hand_over(role, network, successor=leader, last_day=last, actor=leader, today=TODAY)

    for row in (role, later, over, elected, deputy):
        row.refresh_from_db()
    assert (role.valid_to, done.role.valid_from, done.role.user) == (last, last + timedelta(1), leader)
    assert (later.responsible, over.responsible, elected.user) == (leader, coordinator, leader)
    assert (done.activities, done.elections, deputy.valid_to) == (1, 1, last)
    assert not Role.objects.filter(pk=unborn.pk).exists()
    assert OutboxMail.objects.get().recipient == leader


def test_a_role_may_end_with_nobody_to_follow(network, leader, coordinator):
    done = handover.hand_over(
        role_of(coordinator), network, successor=None, last_day=TODAY, actor=coordinator, today=TODAY
    )

    assert (done.role, role_of(coordinator).valid_to) == (None, TODAY)


def test_a_handing_over_that_can_not_be_is_refused(network, leader, coordinator):
    role = role_of(coordinator)
    common = {"actor": leader, "today": TODAY}

    with pytest.raises(DomainError, match="somebody else"):
        handover.hand_over(role, network, successor=coordinator, last_day=TODAY, **common)
    with pytest.raises(DomainError, match=r"began Jan. 1, 2020: it can't end before"):
        handover.hand_over(role, network, successor=leader, last_day=date(2019, 1, 1), **common)
    handover.hand_over(role, network, successor=None, last_day=TODAY, **common)
    with pytest.raises(DomainError, match="as it is"):
        handover.hand_over(role, network, successor=None, last_day=TODAY + timedelta(1), **common)
    with pytest.raises(DomainError, match="ended already"):
        handover.hand_over(role, network, successor=None, last_day=TODAY, actor=leader, today=TODAY + timedelta(1))


def test_nobody_ends_what_is_not_theirs(network, leader, coordinator, secretary):
    other_leader = person(RoleKind.NETWORK_LEADER, network.county)
    auditor = role_of(person(RoleKind.AUDITOR, network.county))

    assert not may_end(other_leader, role_of(coordinator), network)
    assert not may_end(leader, auditor, network)
    assert not may_end(secretary, auditor, network)
    assert not may_end(auditor.user, auditor, network)
    assert not may_end(coordinator, role_of(leader), network)
    assert may_end(secretary, role_of(leader), network)
    assert may_end(leader, role_of(leader), network)
    with pytest.raises(DomainError):
        handover.hand_over(
            role_of(leader), network, successor=coordinator, last_day=TODAY, actor=coordinator, today=TODAY
        )


def test_a_leader_ends_contacts_of_the_own_owners_only(network, member, leader):
    own = role_of(person(RoleKind.OWNER_CONTACT, network.county, organisation=member.owner))
    other = role_of(person(RoleKind.OWNER_CONTACT, network.county, organisation=OwnerFactory(county=network.county)))

    assert (may_end(leader, own, network), may_end(leader, other, network)) == (True, False)


def test_a_deputy_has_the_same_rights_for_the_time(network, leader, coordinator):
    made = handover.stand_in(
        role_of(coordinator),
        network,
        deputy=leader,
        first=TODAY,
        last=TODAY + timedelta(10),
        actor=coordinator,
        today=TODAY,
    )

    kinds = {role.kind for role in access_of(User.objects.get(pk=leader.pk)).roles}
    assert kinds == {RoleKind.NETWORK_LEADER, RoleKind.COORDINATOR}
    assert (made.stands_in_for, made.valid_to) == (role_of(coordinator), TODAY + timedelta(10))
    with pytest.raises(DomainError, match="deputy of their own"):
        handover.stand_in(made, network, deputy=coordinator, first=TODAY, last=TODAY, actor=leader, today=TODAY)


def test_a_standing_in_that_can_not_be_is_refused(network, leader, coordinator):
    role = role_of(coordinator)
    common = {"actor": coordinator, "today": TODAY}

    def stand_in(first, last, deputy=leader, **kwargs):
        return handover.stand_in(role, network, deputy=deputy, first=first, last=last, **{**common, **kwargs})

    for first, last, words in [
        (TODAY - timedelta(1), TODAY, "begins today or later"),
        (TODAY + timedelta(2), TODAY + timedelta(1), "begins today or later"),
        (TODAY, TODAY + timedelta(400), "a year at most"),
    ]:
        with pytest.raises(DomainError, match=words):
            stand_in(first, last)
    with pytest.raises(DomainError, match="somebody else"):
        stand_in(TODAY, TODAY, deputy=coordinator)
    with pytest.raises(DomainError, match="not yours"):
        stand_in(TODAY, TODAY, actor=person(RoleKind.COORDINATOR, network.county))
    stand_in(TODAY, TODAY)
    with pytest.raises(DomainError, match="has this role already"):
        stand_in(TODAY, TODAY)
    role.valid_to = TODAY
    role.save()
    with pytest.raises(DomainError, match="as it is"):
        stand_in(TODAY, TODAY + timedelta(1))


def test_the_factorys_invitation_waits():
    assert Invitation.objects.waiting().filter(pk=InvitationFactory().pk).exists()
