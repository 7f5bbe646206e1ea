"""Who may do what with accounts and payments, and which persons may not: those who had a hand in it before."""

from allocations.models import Payee, PayeeChange, Payment
from allocations.permissions import may_write_payee
from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import access_of


def may_confirm_payee(user: User, change: PayeeChange) -> bool:
    """Another registrar than who entered the change.

    Source: bestemmelser om økonomistyring i staten 5.3.
    """
    return change.requested_by_id != user.pk and may_write_payee(user, change.organisation)


def may_handle_payments(user: User, county_id: int) -> bool:
    """Plan, hold, release, attest, read receipts: the secretariat, an administrator neither."""
    return county_id in access_of(user).counties_as(RoleKind.SECRETARIAT)


def may_order_payments(user: User, county_id: int) -> bool:
    """Who holds the budget authority sends payments to the accounting system."""
    return county_id in access_of(user).counties_as(RoleKind.DECISION_MAKER)


def has_a_hand_in(user: User, payment: Payment) -> bool:
    """Whether the person prepared or approved the decision. The payment comes with its decision."""
    return has_worked_on(user, payment) or user.pk == payment.decision_line.decision.approved_by_id


def has_worked_on(user: User, payment: Payment) -> bool:
    """Whether the person prepared the decision; who approved it may well order its payment."""
    return payment.decision_line.decision.was_worked_on_by(user.pk)


def registered_account(user: User, payee: Payee | None) -> bool:
    """Whether the person registered or confirmed where the money goes."""
    return payee is not None and user.pk in {payee.registered_by_id, payee.confirmed_by_id}
