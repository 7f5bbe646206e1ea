"""Attested payments go to the accounting system in a numbered list; its receipts come back."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from allocations.actions.attest_payments import lock_seen
from allocations.enums import DecisionStatus
from allocations.enums.payments import PaymentStatus, SettlementStatus
from allocations.models import Payment, PaymentList, PaymentReceipt, SetOff, Settlement
from allocations.permissions.payments import has_worked_on, may_handle_payments, may_order_payments, registered_account
from allocations.selectors.holds import holds_of, payee_of
from allocations.selectors.payment_lists import file_of, ordered_by_reference
from allocations.services.receipts import read_receipt
from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.models import County, Round
from networks.services.sheets import SheetError, read_sheets


@transaction.atomic
def order(round_: Round, seen: Mapping[int, int], *, actor: User, now: datetime) -> PaymentList:
    """Send attested payments to the accounting system, all or none. Each goes into exactly one list.

    Raises: DomainError: with every reason at once. StaleStateError: one is no longer as the person saw it.
    """
    County.objects.select_for_update().get(pk=round_.county_id)  # whose numbers run without gaps
    payments = lock_seen(round_, seen)
    if not payments:
        raise DomainError(_("Choose the payments that you order."))
    if not may_order_payments(actor, round_.county_id):
        raise DomainError(_("Only the decision maker orders payments."))
    problems = order_problems(payments, actor, localdate(now))
    if problems:
        raise DomainError([f"{payment}: {reason}" for payment in payments for reason in problems.get(payment.pk, [])])
    for payment in payments:
        payee = payee_of(payment)
        assert payee is not None  # without one it is held
        payment.organisation_number, payment.account_number = payee.organisation_number, payee.account_number
    year = localdate(now).year
    last = PaymentList.objects.filter(county=round_.county_id, year=year).aggregate(last=Max("number"))["last"] or 0
    made = PaymentList(county_id=round_.county_id, round=round_, year=year, number=last + 1, made_by=actor, made_at=now)
    file = file_of(made, payments)
    made.count, made.total, made.sha256 = len(file.lines), file.total, file.sha256
    made.save()
    for payment in payments:
        Payment.objects.filter(pk=payment.pk, status=PaymentStatus.ATTESTED).update(
            status=PaymentStatus.ORDERED,
            payment_list=made,
            organisation_number=payment.organisation_number,
            account_number=payment.account_number,
            version=F("version") + 1,
        )
    _pay({payment.pk: localdate(now) for payment in payments if not payment.to_pay})
    return made


def order_problems(payments: list[Payment], actor: User, day: date) -> dict[int, list[str]]:
    """By payment, every reason why this person can't order it today; nothing where they can."""
    holds = holds_of(payments, day)
    found = {}
    for payment in payments:
        reasons = []
        if payment.status != PaymentStatus.ATTESTED:
            reasons.append(_("It is not attested: %(state)s.") % {"state": payment.get_status_display()})
        if payment.decision_line.decision.status == DecisionStatus.REPLACED:
            reasons.append(_("A new edition of the decision has taken its place."))
        reasons += [str(hold) for hold in holds[payment.pk]]
        if payment.attested_by_id == actor.pk:
            reasons.append(_("You attested it, and somebody else must order it."))
        if has_worked_on(actor, payment):
            reasons.append(_("You prepared the decision, and somebody else must order its payment."))
        if registered_account(actor, payee_of(payment)):
            reasons.append(_("You registered the recipient's account, and somebody else must order it."))
        if payment.attested_by and registered_account(payment.attested_by, payee_of(payment)):
            reasons.append(
                _(
                    "Who attested it registered the recipient's account: the secretariat must take the attestation"
                    " back, and somebody else attest it."
                )
            )
        if reasons:
            found[payment.pk] = reasons
    return found


@transaction.atomic
def receive(round_: Round, *, name: str, content: bytes, actor: User, now: datetime) -> PaymentReceipt:
    """Read a receipt file. What fits is paid; each line that fits nothing is kept with its reason, and named.

    Raises: DomainError: not the secretariat's, or a file that can't be read.
    """
    if not may_handle_payments(actor, round_.county_id):
        raise DomainError(_("Only the secretariat reads receipts."))
    try:
        sheets = read_sheets(content)
    except SheetError as error:
        raise DomainError(_("The file can't be read as XLSX or CSV.")) from error
    County.objects.select_for_update().get(pk=round_.county_id)  # orders and other receipts wait
    ordered = ordered_by_reference(round_.county_id)
    today = localdate(now)
    outcomes = [read_receipt(rows, ordered, today=today) for _name, rows in sheets]
    outcome = next((each for each in outcomes if not each.lacks_headers), outcomes[0])
    if outcome.lacks_headers:
        raise DomainError(_("The file has no columns for reference, amount and date of payment."))
    _pay({line.key: line.paid_on for line in outcome.paid})
    return PaymentReceipt.objects.create(
        round=round_,
        file_name=name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        read_by=actor,
        read_at=now,
        paid=len(outcome.paid),
        total=outcome.total,
        faults=[asdict(fault) for fault in outcome.faults],
    )


def _pay(paid_on: Mapping[int, date]) -> None:
    """Paid, and what is set off against them settled where it is used up."""
    for key, day in paid_on.items():
        Payment.objects.filter(pk=key, status=PaymentStatus.ORDERED).update(
            status=PaymentStatus.PAID, paid_on=day, version=F("version") + 1
        )
    for settlement in Settlement.objects.filter(
        set_offs__payment__in=paid_on, status=SettlementStatus.DECIDED
    ).distinct():
        used = SetOff.objects.filter(settlement=settlement, payment__status=PaymentStatus.PAID)
        if used.aggregate(sum=Sum("amount"))["sum"] == settlement.amount:
            day = max(paid_on.values())
            Settlement.objects.filter(pk=settlement.pk).update(status=SettlementStatus.SETTLED, settled_on=day)
