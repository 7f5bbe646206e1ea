"""What is wrong with a line of a receipt, as a sentence in the reader's language. Computes nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from allocations.services.receipts import ReceiptFault
from dekom.core.kroner import format_kroner

SENTENCES: dict[ReceiptFault, Callable[[], str]] = {
    ReceiptFault.NO_HEADERS: lambda: _("There are no columns for reference, amount and date of payment."),
    ReceiptFault.NO_REFERENCE: lambda: _("There is no reference: «{said}»."),
    ReceiptFault.UNKNOWN: lambda: _("No payment has the reference {reference}."),
    ReceiptFault.NOT_ORDERED: lambda: _("The payment {reference} has not been ordered."),
    ReceiptFault.ALREADY_PAID: lambda: _("The payment {reference} is paid already."),
    ReceiptFault.DOUBLED: lambda: _("The payment {reference} stands on an earlier line of the file too."),
    ReceiptFault.BAD_AMOUNT: lambda: _("«{said}» is not an amount in whole kroner."),
    ReceiptFault.PARTIAL: lambda: _("Only {said} of {expected} is paid."),
    ReceiptFault.TOO_MUCH: lambda: _("{said} is more than the {expected} that was ordered."),
    ReceiptFault.BAD_DATE: lambda: _("«{said}» is not a date."),
    ReceiptFault.IN_THE_FUTURE: lambda: _("The date of payment, {said}, has not come yet."),
    ReceiptFault.BEFORE_THE_ORDER: lambda: _("The date of payment, {said}, is before the payment was ordered."),
}


def receipt_fault_text(fault: Mapping[str, Any]) -> str:
    """One line's fault, as it is kept with the receipt."""
    expected = fault["expected"]
    return SENTENCES[ReceiptFault(fault["fault"])]().format(
        reference=fault["reference"], said=fault["said"], expected="–" if expected is None else format_kroner(expected)
    )
