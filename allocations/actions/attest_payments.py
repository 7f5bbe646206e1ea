"""Attestation: somebody without a hand in the decision holds the payment against the letter and the papers."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from allocations.actions.hold_payments import move
from allocations.enums import DecisionStatus
from allocations.enums.payments import PaymentStatus
from allocations.models import Payment
from allocations.permissions.payments import has_a_hand_in, may_handle_payments, registered_account
from allocations.selectors.holds import holds_of, payee_of, with_facts
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import User
from networks.models import Round


@transaction.atomic
def attest(round_: Round, seen: Mapping[int, int], *, actor: User, now: datetime) -> list[Payment]:
    """Attest payments, all or none. ``seen`` is what the person had on the screen: each one's key and version.

    Source: bestemmelser om økonomistyring i staten 5.3: attested by somebody who checks the letter and the papers.
    Raises: DomainError: with every reason at once. StaleStateError: one is no longer as the person saw it.
    """
    payments = lock_seen(round_, seen)
    if not payments:
        raise DomainError(_("Choose the payments that you attest."))
    if not may_handle_payments(actor, round_.county_id):
        raise DomainError(_("Only the secretariat attests payments."))
    problems = attest_problems(payments, actor, localdate(now))
    if problems:
        raise DomainError([f"{payment}: {reason}" for payment in payments for reason in problems.get(payment.pk, [])])
    Payment.objects.filter(pk__in=[payment.pk for payment in payments]).update(
        status=PaymentStatus.ATTESTED, attested_by=actor, attested_at=now, version=F("version") + 1
    )
    return list(Payment.objects.filter(pk__in=seen).order_by("pk"))


def attest_problems(payments: list[Payment], actor: User, day: date) -> dict[int, list[str]]:
    """By payment, every reason why this person can't attest it today; nothing where they can."""
    holds = holds_of(payments, day)
    found = {}
    for payment in payments:
        reasons = []
        if payment.status not in {PaymentStatus.PLANNED, PaymentStatus.HELD}:
            reasons.append(_("It is not waiting to be attested: %(state)s.") % {"state": payment.get_status_display()})
        if payment.decision_line.decision.status == DecisionStatus.REPLACED:
            reasons.append(_("A new edition of the decision has taken its place."))
        reasons += [str(hold) for hold in holds[payment.pk]]
        if has_a_hand_in(actor, payment):
            reasons.append(_("You had a hand in the decision, and somebody else must attest it."))
        if registered_account(actor, payee_of(payment)):
            reasons.append(_("You registered the recipient's account, and somebody else must attest it."))
        if any(hold.released_by_id == actor.pk for hold in payment.holds.all()):
            reasons.append(_("You released it, and somebody else must attest it."))
        if reasons:
            found[payment.pk] = reasons
    return found


@transaction.atomic
def take_back(payment: Payment, *, actor: User) -> None:
    """Take an attestation back before the payment is ordered.  Raises: DomainError, StaleStateError."""
    if not may_handle_payments(actor, payment.round.county_id):
        raise DomainError(_("Only the secretariat attests payments."))
    if payment.status != PaymentStatus.ATTESTED:
        raise DomainError(_("Only an attested payment that is not ordered can be taken back."))
    move(payment, PaymentStatus.PLANNED, attested_by=None, attested_at=None)


def lock_seen(round_: Round, seen: Mapping[int, int]) -> list[Payment]:
    """The payments as somebody saw them, locked in one order so that two who come at once wait for each other.

    Raises: StaleStateError: one of them is gone or changed.
    """
    found = Payment.objects.select_for_update(of=("self",)).filter(pk__in=seen, round=round_)
    payments = list(with_facts(found).order_by("pk"))
    if {payment.pk: payment.version for payment in payments} != dict(seen):
        raise StaleStateError(_("Somebody has changed one of these payments since you opened the page. Read it again."))
    return payments
