"""Payments are held with a reason, and released with who, when and why."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from allocations.enums.payments import PAYMENT_MOVES, HoldKind, PaymentStatus
from allocations.models import Payment, PaymentHold
from allocations.permissions.payments import may_handle_payments
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import User


@transaction.atomic
def hold(payment: Payment, *, reason: str, actor: User, now: datetime) -> PaymentHold:
    """Let the payment wait. An attested one must be attested anew.

    Raises: DomainError: no reason, not the secretariat's, or sent to the accounting system already.
    """
    _check(payment, actor)
    if not reason.strip():
        raise DomainError(_("Say why the payment is held."))
    locked = _locked(payment)
    if locked.status == PaymentStatus.ATTESTED:
        move(locked, PaymentStatus.PLANNED, attested_by=None, attested_at=None)
    if locked.status != PaymentStatus.HELD:
        move(locked, PaymentStatus.HELD)
    return PaymentHold.objects.create(
        payment=locked, kind=HoldKind.SET, reason=reason.strip(), set_by=actor, set_at=now
    )


@transaction.atomic
def release(row: PaymentHold, *, reason: str, actor: User, now: datetime) -> Payment:
    """Say why the payment need not wait for this any longer. It is planned again when nothing else holds it.

    Raises: DomainError: no reason, or not the secretariat's. StaleStateError: released already.
    """
    _check(row.payment, actor)
    if not reason.strip():
        raise DomainError(_("Say why the payment is released: what has happened, and when."))
    locked = _locked(row.payment)
    released = PaymentHold.objects.filter(pk=row.pk, released_at=None).update(
        released_by=actor, released_at=now, release_reason=reason.strip()
    )
    if released != 1:
        raise StaleStateError(_("Somebody else has released this in the meantime."))
    if locked.status == PaymentStatus.HELD and not locked.holds.filter(released_at=None).exists():
        move(locked, PaymentStatus.PLANNED)
    return locked


def move(payment: Payment, to: PaymentStatus, **fields: Any) -> None:
    """The guarded write that every move of one payment goes through.

    Raises: DomainError: not a declared move. StaleStateError: somebody else was first.
    """
    if not PAYMENT_MOVES.allows(payment.status, to):
        raise DomainError(
            _("%(payment)s can't go from «%(old)s» to «%(new)s».")
            % {"payment": payment, "old": payment.get_status_display(), "new": to.label}
        )
    moved = Payment.objects.filter(pk=payment.pk, status=payment.status, version=payment.version).update(
        status=to, version=F("version") + 1, **fields
    )
    if moved != 1:
        raise StaleStateError(_("Somebody else has changed this payment in the meantime."))
    payment.refresh_from_db()


def _check(payment: Payment, actor: User) -> None:
    if not may_handle_payments(actor, payment.round.county_id):
        raise DomainError(_("Only the secretariat holds and releases payments."))


def _locked(payment: Payment) -> Payment:
    return Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
