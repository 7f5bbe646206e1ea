"""Invitations: offered by mail, accepted by a link that is signed, expires and works once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError, StaleStateError
from dekom.core.mail import queue_mail
from dekom.core.models import User
from networks.models import Invitation, Network, Organisation, Role
from networks.permissions.roles import may_give, may_invite_to

SALT = "networks.invitation"
LASTS = timedelta(days=14)


@transaction.atomic
def invite(
    network: Network,
    *,
    email: str,
    name: str,
    language: str,
    kind: str,
    organisation: Organisation | None,
    actor: User,
    now: datetime,
) -> Invitation:
    """Offer a role in the network, or for one of its owners, to whoever has the address.

    Raises: DomainError: not theirs to give, a closed account, held already, or invited already.
    """
    if not may_give(actor, kind=kind, network=network, organisation=organisation):
        raise DomainError(_("You can't give this role in this network."))
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        user = User.objects.create_user(email, name=name.strip(), language=language)
    elif not user.is_active:
        raise DomainError(_("The account with this address is closed. Ask the secretariat."))
    place = {"network": network if kind in _IN_NETWORK else None, "organisation": organisation}
    held = Role.objects.on(timezone.localdate(now)).filter(user=user, kind=kind, county=network.county_id, **place)
    if held.filter(valid_to=None).exists():
        raise DomainError(_("%(person)s has this role already.") % {"person": user})
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                user=user,
                kind=kind,
                county_id=network.county_id,
                by_network=network,
                invited_by=actor,
                sent_at=now,
                expires_at=now + LASTS,
                **place,
            )
    except IntegrityError as error:
        raise DomainError(_("The person is invited to this role already. Send it again instead.")) from error
    _mail(invitation)
    return invitation


_IN_NETWORK = {"network_leader", "coordinator", "uh_partner"}


def _mail(invitation: Invitation) -> None:
    queue_mail("networks/invitation", to=[invitation.user], context={"invitation": invitation})


def _check_right(invitation: Invitation, actor: User) -> None:
    assert invitation.by_network is not None
    if not may_invite_to(actor, invitation.by_network):
        raise DomainError(_("You can't give this role in this network."))


@transaction.atomic
def send_again(invitation: Invitation, *, actor: User, now: datetime) -> None:
    """A new link, which makes the older ones worthless.  Raises: DomainError, StaleStateError."""
    _check_right(invitation, actor)
    moved = Invitation.objects.waiting().filter(pk=invitation.pk, serial=invitation.serial)
    if not moved.update(serial=invitation.serial + 1, sent_at=now, expires_at=now + LASTS):
        raise StaleStateError(_("The invitation is used or withdrawn already."))
    invitation.refresh_from_db()
    _mail(invitation)


@transaction.atomic
def withdraw(invitation: Invitation, *, actor: User, now: datetime) -> None:
    """Its link works no more.  Raises: DomainError, StaleStateError."""
    _check_right(invitation, actor)
    if not Invitation.objects.waiting().filter(pk=invitation.pk).update(revoked_at=now):
        raise StaleStateError(_("The invitation is used or withdrawn already."))
    invitation.refresh_from_db()


def token(invitation: Invitation) -> str:
    """What the link carries; it is made when the mail is sent, and stored nowhere."""
    return signing.dumps([invitation.pk, invitation.serial], salt=SALT)


def link(pk: int, recipient: User) -> str:
    """The invitation's link, for the mail that goes out now; nothing for anybody else than the invited."""
    invitation = Invitation.objects.waiting().filter(pk=pk, user=recipient).first()
    return f"{settings.SITE_URL}{reverse('invitation_accept', args=[token(invitation)])}" if invitation else ""


def find(found: str, *, now: datetime) -> Invitation | None:
    """The waiting invitation that a token is of; none when it is forged, used, withdrawn, replaced or expired."""
    try:
        pk, serial = signing.loads(found, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    waiting = Invitation.objects.waiting().filter(pk=pk, serial=serial, expires_at__gt=now)
    return waiting.select_related("user", "county", "network", "organisation", "invited_by").first()


@transaction.atomic
def accept(invitation: Invitation, *, name: str = "", password: str = "", now: datetime) -> Role:
    """The role begins today. Whoever had no password has the one they chose; nobody else's is touched.

    Raises: StaleStateError: used in the meantime.
    """
    used = Invitation.objects.waiting().filter(pk=invitation.pk, serial=invitation.serial, expires_at__gt=now)
    if not used.update(accepted_at=now):
        raise StaleStateError(_("The invitation is used or withdrawn already."))
    user = invitation.user
    if password and not user.has_usable_password():
        user.set_password(password)
        user.name = name.strip() or user.name
        user.save(update_fields=["password", "name"])
    place: Mapping[str, Any] = {
        "user": user,
        "kind": invitation.kind,
        "county_id": invitation.county_id,
        "network_id": invitation.network_id,
        "organisation_id": invitation.organisation_id,
    }
    role, _made = Role.objects.get_or_create(
        **place, valid_from=timezone.localdate(now), defaults={"valid_to": invitation.valid_to}
    )
    Invitation.objects.filter(pk=invitation.pk).update(role=role)
    invitation.refresh_from_db()
    return role
