"""Accounts are entered by one payee registrar, and confirmed by another before any money is sent there."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from allocations.enums.payments import PayeeChangeStatus
from allocations.models import Payee, PayeeChange
from allocations.permissions import may_write_payee, payee_counties
from allocations.permissions.payments import may_confirm_payee
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.mail import queue_mail
from dekom.core.models import User
from networks.enums import NETWORK_ROLES, RoleKind
from networks.models import County, NetworkHost, Organisation, Role


@transaction.atomic
def register(
    organisation: Organisation,
    *,
    organisation_number: str,
    account_number: str,
    source: str,
    actor: User,
    now: datetime,
) -> PayeeChange:
    """Enter where the recipient is to be paid. Another registrar confirms it; until then nothing is paid.

    Where there is an account already, the recipient is told at once, and nothing is paid to the new one before the
    county's cooling period is over.
    Raises: DomainError: not a payee registrar, a number whose check digit is wrong, or a change that waits already.
    """
    if not may_write_payee(actor, organisation):
        raise DomainError(_("Only the payee registrar enters and changes accounts."))
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if organisation.payee_changes.pending().exists():
        raise DomainError(_("A change of this account awaits confirmation. Settle it first."))
    payee = Payee.objects.filter(organisation=organisation).first()
    if payee and (payee.account_number, payee.organisation_number) == (account_number, organisation_number):
        raise DomainError(_("These numbers are the recipient's already."))
    is_other_account = payee is not None and payee.account_number != account_number
    change = PayeeChange(
        organisation=organisation,
        organisation_number=organisation_number,
        account_number=account_number,
        old_account_number=payee.account_number if payee else "",
        source=source.strip(),
        requested_by=actor,
        requested_at=now,
        cooling_until=localdate(now) + timedelta(days=_cooling_days(organisation, actor)) if is_other_account else None,
    )
    try:
        change.full_clean()
    except ValidationError as error:
        raise DomainError(error.messages) from error
    change.save()
    if payee is not None:
        queue_mail("allocations/payee_changing", to=contacts_of(organisation, now), context={"change": change})
    return change


@transaction.atomic
def confirm(change: PayeeChange, *, actor: User, now: datetime) -> Payee:
    """Say that the numbers are the recipient's own. From now on they stand in letters and payments.

    A cooling period that runs already is never cut short.
    Raises: DomainError: not another registrar. StaleStateError: it is settled already.
    """
    _settle(change, PayeeChangeStatus.CONFIRMED, actor=actor, now=now)
    running = Payee.objects.filter(organisation=change.organisation).values_list("cooling_until", flat=True)
    payee, _made = Payee.objects.update_or_create(
        organisation=change.organisation,
        defaults={
            "organisation_number": change.organisation_number,
            "account_number": change.account_number,
            "registered_by": change.requested_by,
            "registered_at": change.requested_at,
            "confirmed_by": actor,
            "cooling_until": max(filter(None, [change.cooling_until, *running]), default=None),
        },
    )
    return payee


@transaction.atomic
def refuse(change: PayeeChange, *, reason: str, actor: User, now: datetime) -> None:
    """Say that the numbers are not to be used. Who entered them may also take them back.

    Raises: DomainError: not a registrar, or no reason. StaleStateError: it is settled already.
    """
    if not reason.strip():
        raise DomainError(_("Say why the account is refused."))
    _settle(change, PayeeChangeStatus.REFUSED, actor=actor, now=now, refusal=reason.strip())


def contacts_of(organisation: Organisation, now: datetime) -> QuerySet[User]:
    """Whom the recipient's accounts concern: its contacts, its people in partnerships, and those it hosts for."""
    day = localdate(now)
    hosted = NetworkHost.objects.on(day).filter(owner=organisation.pk)
    roles = Role.objects.on(day).filter(
        Q(kind__in=[RoleKind.OWNER_CONTACT, RoleKind.UH_PARTNER], organisation=organisation)
        | Q(kind__in=NETWORK_ROLES, network__in=hosted.values("network"))
    )
    return User.objects.filter(roles__in=roles, is_active=True).distinct().order_by("pk")


def _settle(change: PayeeChange, to: PayeeChangeStatus, *, actor: User, now: datetime, refusal: str = "") -> None:
    may = may_write_payee(actor, change.organisation) if refusal else may_confirm_payee(actor, change)
    if not may:
        raise DomainError(_("Another payee registrar than who entered the account confirms it."))
    waiting = PayeeChange.objects.filter(pk=change.pk, version=change.version, status=PayeeChangeStatus.REQUESTED)
    moved = waiting.update(status=to, settled_by=actor, settled_at=now, refusal=refusal, version=F("version") + 1)
    if moved != 1:
        raise StaleStateError(_("Somebody else has settled this change in the meantime."))
    change.refresh_from_db()


def _cooling_days(organisation: Organisation, actor: User) -> int:
    """The recipient's county's; for a national body the longest of the registrar's counties."""
    keys = [organisation.county_id] if organisation.county_id else payee_counties(actor)
    days: int = County.objects.filter(pk__in=keys).aggregate(days=Max("payee_cooling_days"))["days"]
    return days
