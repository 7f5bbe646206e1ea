"""Payment lists as files, and the payments that a receipt may be about."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.utils.timezone import localdate

from allocations.enums.payments import PaymentStatus
from allocations.models import Payment, PaymentList
from allocations.services.payment_file import PaymentFile, PaymentLine
from allocations.services.receipts import Ordered
from networks.models import County


def file_of(payment_list: PaymentList, payments: Iterable[Payment]) -> PaymentFile:
    """The list as it is sent: what is covered by money from before is left out.

    Payments come with recipient, letter, round's scheme, and the decision's network and fixed grant.
    """
    return PaymentFile(
        payment_list.number_text,
        tuple(
            PaymentLine(
                reference=payment.reference,
                recipient=payment.recipient.name,
                organisation_number=payment.organisation_number,
                account_number=payment.account_number,
                amount=payment.to_pay,
                due_on=payment.due_on,
                letter=payment.letter.number_text,
                text=f"{payment.round}: {subject_of(payment)}",
            )
            for payment in payments
            if payment.to_pay
        ),
    )


def subject_of(payment: Payment) -> str:
    """What the payment is for: the network's short name, or the fixed grant's purpose."""
    decision = payment.decision_line.decision
    return decision.network.short_name if decision.network else str(decision.fixed_grant)


def payments_of(payment_list: PaymentList) -> list[Payment]:
    """The list's payments with all that its file tells, in the file's order."""
    return list(
        Payment.objects.filter(payment_list=payment_list)
        .select_related(
            "recipient",
            "letter",
            "round__scheme",
            "decision_line__decision__network",
            "decision_line__decision__fixed_grant",
        )
        .order_by("pk")
    )


def ordered_by_reference(county: County | int) -> dict[str, Ordered]:
    """Every payment of the county that went somewhere or may go, by the reference in the file."""
    payments: Any = Payment.objects.filter(round__county=county).only("pk", "amount", "set_off", "status")
    return {
        payment.reference: Ordered(
            payment.pk,
            payment.to_pay,
            is_ordered=payment.status == PaymentStatus.ORDERED,
            is_paid=payment.status == PaymentStatus.PAID,
            ordered_on=localdate(payment.made_at) if payment.made_at else None,
        )
        for payment in payments.annotate(made_at=F("payment_list__made_at"))
    }
