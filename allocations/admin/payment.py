"""Payments, the lists they were ordered in, and the round's instalments: the same actions as on the pages."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from allocations.actions import attest_payments, hold_payments, order_payments
from allocations.admin.moves import by_round
from allocations.enums.payments import PaymentStatus
from allocations.models import Payment, PaymentHold, PaymentList
from allocations.permissions.payments import may_handle_payments, may_order_payments
from allocations.selectors.payments_page import held_among
from networks.admin.base import WorkingAdmin
from networks.admin.columns import labelled
from networks.admin.confirm import Move, ReasonForm, confirmed
from networks.admin.filters import RoundFilter
from networks.admin.states import tag
from networks.admin.sums import kroner_column
from networks.enums import RoleKind
from networks.models import access_of

COLORS = {
    "planned": "neutral",
    "held": "warning",
    "attested": "info",
    "ordered": "info",
    "paid": "success",
    "lapsed": "neutral",
}
MADE_BY: Any = labelled("made_by", _("ordered by"), "made_by__name")
Answer = dict[str, Any]


@admin.display(description=_("state"), ordering="status")
def state(payment: Any) -> SafeString:
    """What waits for something is held, as on the payments' own pages."""
    status = PaymentStatus.HELD if payment.is_held else PaymentStatus(payment.status)
    return tag(status.label, COLORS[status])


@admin.register(Payment)
class PaymentAdmin(WorkingAdmin[Payment]):
    """Nothing is typed here: payments are planned with the letter and moved by actions."""

    county_path = "round__county"
    is_addable = False
    is_changeable = False
    actions = ["hold", "release", "attest", "order"]
    list_display = [
        "recipient",
        "round",
        state,
        kroner_column("amount", _("amount")),
        "due_on",
        "payment_list",
        "paid_on",
    ]
    list_filter = [RoundFilter, "status", "due_on"]
    list_select_related = ["recipient", "round__scheme", "payment_list"]
    ordering = ["-round__year", "recipient__name", "due_on", "pk"]
    search_fields = ["recipient__name"]
    search_help_text = _("Recipient")
    fields = [
        "round",
        "letter",
        "recipient",
        "order",
        "due_on",
        "amount",
        "set_off",
        "status",
        "attested_by",
        "attested_at",
        "payment_list",
        "paid_on",
    ]

    def completed(self, rows: Iterable[Any]) -> list[Any]:
        payments = list(rows)
        held = held_among([payment.pk for payment in payments], timezone.localdate())
        for payment in payments:
            payment.is_held = payment.pk in held
        return payments

    def has_handle_permission(self, request: HttpRequest) -> bool:
        return access_of(request.user).has(RoleKind.SECRETARIAT)

    def has_order_permission(self, request: HttpRequest) -> bool:
        return access_of(request.user).has(RoleKind.DECISION_MAKER)

    @admin.action(description=_("Hold"), permissions=["handle"])
    def hold(self, request: Any, payments: QuerySet[Payment]) -> HttpResponse | None:
        def act(batch: list[Payment], answer: Answer) -> None:
            hold_payments.hold(batch[0], reason=answer["reason"], actor=request.user, now=timezone.now())

        move = Move("hold", _("Hold payments"), _("Hold"), act, self._may(request), form_class=ReasonForm)
        return confirmed(self, request, payments, move)

    @admin.action(description=_("Release"), permissions=["handle"])
    def release(self, request: Any, payments: QuerySet[Payment]) -> HttpResponse | None:
        def act(batch: list[Payment], answer: Answer) -> None:
            for row in PaymentHold.objects.filter(payment=batch[0], released_at=None).select_related("payment__round"):
                hold_payments.release(row, reason=answer["reason"], actor=request.user, now=timezone.now())

        move = Move("release", _("Release payments"), _("Release"), act, self._may(request), form_class=ReasonForm)
        return confirmed(self, request, payments, move)

    @admin.action(description=_("Attest"), permissions=["handle"])
    def attest(self, request: Any, payments: QuerySet[Payment]) -> HttpResponse | None:
        def act(batch: list[Payment], answer: Answer) -> None:
            seen = {payment.pk: payment.version for payment in batch}
            attest_payments.attest(batch[0].round, seen, actor=request.user, now=timezone.now())

        title, may = _("Attest payments"), self._may(request)
        move = Move("attest", title, _("Attest"), act, may, batches=by_round, amount="to_pay")
        return confirmed(self, request, payments, move)

    @admin.action(description=_("Order"), permissions=["order"])
    def order(self, request: Any, payments: QuerySet[Payment]) -> HttpResponse | None:
        def act(batch: list[Payment], answer: Answer) -> None:
            seen = {payment.pk: payment.version for payment in batch}
            order_payments.order(batch[0].round, seen, actor=request.user, now=timezone.now())

        def may(payment: Payment) -> bool:
            return may_order_payments(request.user, payment.round.county_id)

        move = Move("order", _("Order payments"), _("Order"), act, may, batches=by_round, amount="to_pay")
        return confirmed(self, request, payments, move)

    def _may(self, request: Any) -> Any:
        def may(payment: Payment) -> bool:
            return may_handle_payments(request.user, payment.round.county_id)

        return may


@admin.register(PaymentList)
class PaymentListAdmin(WorkingAdmin[PaymentList]):
    is_addable = False
    is_changeable = False
    list_display = ["number_text", "round", "count", kroner_column("total", _("sum")), MADE_BY, "made_at"]
    list_filter = [RoundFilter, "year"]
    list_select_related = ["round__scheme", "made_by"]
    ordering = ["-year", "-number"]
    search_fields = ["=number"]
    search_help_text = _("Number")
    fields = ["round", "year", "number", "count", "total", "sha256", MADE_BY, "made_at"]
