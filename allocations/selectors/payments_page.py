"""A round's payments with what holds them, and what a person may do with each today."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from allocations.enums.payments import PaymentStatus
from allocations.models import Payment, PaymentList
from allocations.selectors.holds import Hold, holds_of, with_facts
from allocations.selectors.payment_lists import subject_of
from dekom.core.models import User
from dekom.core.sorting import norwegian_key
from networks.models import Round

MARKS = {
    PaymentStatus.PLANNED: "todo",
    PaymentStatus.HELD: "hold",
    PaymentStatus.ATTESTED: "ready",
    PaymentStatus.ORDERED: "work",
    PaymentStatus.PAID: "done",
    PaymentStatus.LAPSED: "na",
}


@dataclass(frozen=True)
class PaymentRow:
    """One payment as the pages show it. What waits for something is held, whoever says so."""

    payment: Payment
    holds: list[Hold]

    @property
    def subject(self) -> str:
        return subject_of(self.payment)

    @property
    def is_waiting(self) -> bool:
        return self.payment.status in {PaymentStatus.PLANNED, PaymentStatus.HELD}

    @property
    def is_held(self) -> bool:
        return bool(self.holds) and self.payment.status in {
            PaymentStatus.PLANNED,
            PaymentStatus.HELD,
            PaymentStatus.ATTESTED,
        }

    @property
    def state(self) -> tuple[str, str]:
        """Mark and word."""
        status = PaymentStatus.HELD if self.is_held else PaymentStatus(self.payment.status)
        return MARKS[status], str(status.label)


def payment_rows(round_: Round, user: User, day: date) -> list[PaymentRow]:
    """By recipient's name, then in the order they fall due. Three queries."""
    payments = list(with_facts(Payment.objects.visible_to(user).filter(round=round_)))
    holds = holds_of(payments, day)
    rows = [PaymentRow(payment, holds[payment.pk]) for payment in payments]
    return sorted(rows, key=lambda row: (norwegian_key(row.payment.recipient.name), row.payment.due_on, row.payment.pk))


def payment_row(payment: Payment, day: date) -> PaymentRow:
    """Of one that comes from ``with_facts``."""
    return PaymentRow(payment, holds_of([payment], day)[payment.pk])


def held_among(keys: Collection[int], day: date) -> set[int]:
    """Those of the payments that wait for something. Three queries."""
    payments = list(with_facts(Payment.objects.filter(pk__in=keys)))
    holds = holds_of(payments, day)
    return {payment.pk for payment in payments if PaymentRow(payment, holds[payment.pk]).is_held}


def lists_of(round_: Round) -> QuerySet[PaymentList]:
    """The newest first."""
    return round_.payment_lists.select_related("made_by").order_by("-year", "-number")


def sums(rows: list[PaymentRow]) -> dict[str, int]:
    """Kroner by what state they are in, held apart from planned; lapsed ones are no money."""
    found = {"planned": 0, "held": 0, "attested": 0, "ordered": 0, "paid": 0}
    for row in rows:
        if row.payment.status == PaymentStatus.LAPSED:
            continue
        found["held" if row.is_held else row.payment.status] += row.payment.amount
    return found
