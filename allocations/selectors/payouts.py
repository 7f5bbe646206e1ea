"""How far the payout of a letter or a decision has come, told by the payments that are planned of it."""

from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.utils.translation import gettext as _

from allocations.enums.payments import PaymentStatus
from allocations.models.payment import PaymentQuerySet
from allocations.selectors.payments_page import MARKS


def payment_states(payments: PaymentQuerySet) -> ArraySubquery:
    """The states that the payments are in, each once; lapsed ones are no money. Asks nothing by itself."""
    return ArraySubquery(payments.in_force().order_by().values("status").distinct())


def payout_state(states: Iterable[str], *, held: bool) -> tuple[str, str]:
    """Mark and word. ``held``: the decision holds what is to be planned; what is planned says so itself."""
    found = set(states) or {PaymentStatus.HELD if held else PaymentStatus.PLANNED}
    if PaymentStatus.PAID in found and len(found) > 1:
        return "work", _("Partly paid")
    one = next(iter(found)) if len(found) == 1 else PaymentStatus.PLANNED
    status = PaymentStatus.HELD if PaymentStatus.HELD in found else PaymentStatus(one)
    return MARKS[status], str(status.label)
