"""Payments are planned when a letter is issued: by the round's instalments, less what went out before."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from allocations.enums.payments import (
    OPEN_PAYMENTS,
    SENT_PAYMENTS,
    HoldKind,
    PaymentStatus,
    SettlementKind,
    SettlementStatus,
)
from allocations.models import (
    Decision,
    DecisionLetter,
    DecisionLine,
    Instalment,
    LetterTerms,
    Payment,
    PaymentHold,
    SetOff,
    Settlement,
)
from allocations.permissions.payments import may_handle_payments
from allocations.services.instalments import InstalmentRule, PlannedPart, planned_parts
from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.models import Round


@transaction.atomic
def plan(letter: DecisionLetter, *, now: datetime) -> list[Payment]:
    """Plan the payments of a letter's lines, in the transaction that issues it. Again makes nothing new.

    Of a decision in a new edition, what is not sent to the accounting system yet lapses, and what is sent counts. What
    somebody held of a recipient's payments is held of those that take their place. Units: whole kroner.
    """
    rules = rules_of(letter.round, letter.issued_at or now)
    lines = (
        DecisionLine.objects.select_for_update(of=("self",))
        .filter(letter_line__letter=letter)
        .select_related("decision__network", "recipient")
        .order_by("pk")
    )
    made = []
    for line in lines:
        if line.payments.exists():
            continue
        earlier = _earlier(line.decision)
        _lapse(earlier.filter(status__in=OPEN_PAYMENTS))
        sent = earlier.filter(recipient=line.recipient_id, status__in=SENT_PAYMENTS).aggregate(sum=Sum("amount"))
        parts = planned_parts(line.amount, rules, sent=sent["sum"] or 0, settlements=set_offs_left(line))
        made += [_payment(letter, line, part, _still_held(line), now) for part in parts]
    return made


def rules_of(round_: Round, at: datetime) -> list[InstalmentRule]:
    """The round's instalments; without any, all of it on the day of the round's letters, else when it is issued."""
    rules = [
        InstalmentRule(row.due_on, row.percent, row.after_report)
        for row in Instalment.objects.filter(round=round_).order_by("due_on")
    ]
    if rules:
        return rules
    pay_by: date | None = LetterTerms.objects.filter(round=round_).values_list("pay_by", flat=True).first()
    return [InstalmentRule(pay_by or localdate(at), 100)]


def set_offs_left(line: DecisionLine) -> dict[int, int]:
    """What the recipient has from earlier rounds in the county and may be set off, by settlement."""
    round_ = line.decision.round
    settlements = (
        Settlement.objects.select_for_update(of=("self",))
        .filter(
            recipient=line.recipient_id,
            kind=SettlementKind.SET_OFF,
            status=SettlementStatus.DECIDED,
            report__round__county=round_.county_id,
            report__round__year__lt=round_.year,
        )
        .order_by("decided_at", "pk")
    )
    left = {}
    for settlement in settlements:
        used = SetOff.objects.filter(settlement=settlement).exclude(payment__status=PaymentStatus.LAPSED)
        rest = settlement.amount - (used.aggregate(sum=Sum("amount"))["sum"] or 0)
        if rest > 0:
            left[settlement.pk] = rest
    return left


@transaction.atomic
def instalments(round_: Round, rules: Sequence[InstalmentRule], *, actor: User) -> None:
    """Write the round's plan. What is planned already stays as it was planned.

    Raises: DomainError: not the secretariat's, not 100 percent together, or two on one day.
    """
    if not may_handle_payments(actor, round_.county_id):
        raise DomainError(_("Only the secretariat plans payments."))
    Round.objects.select_for_update().get(pk=round_.pk)
    total = sum(rule.percent for rule in rules)
    problems = []
    if total != 100:
        problems.append(_("The instalments are %(total)s percent together; they must be 100.") % {"total": total})
    if len({rule.due_on for rule in rules}) != len(rules):
        problems.append(_("Two instalments fall on the same day."))
    if any(rule.percent < 1 for rule in rules):
        problems.append(_("An instalment is at least 1 percent."))
    if problems:
        raise DomainError(problems)
    Instalment.objects.filter(round=round_).delete()
    Instalment.objects.bulk_create(
        Instalment(round=round_, due_on=rule.due_on, percent=rule.percent, after_report=rule.after_report)
        for rule in sorted(rules, key=lambda rule: rule.due_on)
    )


def _earlier(decision: Decision) -> QuerySet[Payment]:
    """Payments of other editions of the same decision."""
    subject = (
        Q(decision_line__decision__network=decision.network_id)
        if decision.network_id
        else Q(decision_line__decision__fixed_grant=decision.fixed_grant_id)
    )
    others = Payment.objects.filter(subject, round=decision.round_id)
    return others.exclude(decision_line__decision=decision.pk).select_for_update(of=("self",))


def _lapse(payments: QuerySet[Payment]) -> None:
    """What a new edition of the decision takes the place of."""
    keys = [payment.pk for payment in payments]
    Payment.objects.filter(pk__in=keys).update(
        status=PaymentStatus.LAPSED, attested_by=None, attested_at=None, version=F("version") + 1
    )


def _still_held(line: DecisionLine) -> Iterable[PaymentHold]:
    """What persons hold of the recipient's payments in the edition that this one replaces, each reason once."""
    holds = PaymentHold.objects.filter(
        payment__decision_line__decision=line.decision.replaces_id,
        payment__recipient=line.recipient_id,
        kind=HoldKind.SET,
        released_at=None,
    )
    return {hold.reason: hold for hold in holds}.values()


def _payment(
    letter: DecisionLetter, line: DecisionLine, part: PlannedPart, kept: Iterable[PaymentHold], now: datetime
) -> Payment:
    payment = Payment.objects.create(
        round_id=letter.round_id,
        letter=letter,
        decision_line=line,
        recipient=line.recipient,
        order=part.order,
        due_on=part.due_on,
        after_report=part.after_report,
        amount=part.amount,
        set_off=part.set_off_sum,
    )
    SetOff.objects.bulk_create(
        SetOff(payment=payment, settlement_id=settlement, amount=amount) for settlement, amount in part.set_off.items()
    )
    holds = [
        PaymentHold(payment=payment, kind=row.kind, reason=row.reason, set_by_id=row.set_by_id, set_at=row.set_at)
        for row in kept
    ]
    if line.decision.payout_held:
        with override(letter.language):
            words = _("The payout is held until the condition in the letter is met.")
        reason = line.decision.release_condition or words
        holds.append(PaymentHold(payment=payment, kind=HoldKind.CONDITION, reason=reason, set_at=now))
    if holds:
        PaymentHold.objects.bulk_create(holds)
        Payment.objects.filter(pk=payment.pk).update(status=PaymentStatus.HELD, version=F("version") + 1)
        payment.refresh_from_db()
    return payment
