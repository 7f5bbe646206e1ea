"""Attesting and ordering: everything is read back before it counts."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from allocations.actions import attest_payments, order_payments
from allocations.enums.payments import PaymentStatus
from allocations.models import Payment
from allocations.payment_forms import SeenForm
from allocations.permissions.payments import may_handle_payments, may_order_payments
from allocations.selectors.payments_page import PaymentRow, payment_rows
from allocations.views.decision_list import get_followed_round, round_trail
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from dekom.core.kroner import NO_BREAK_SPACE, format_kroner
from dekom.core.models import User
from networks.models import Round

Problems = Callable[[list[Payment], User, date], dict[int, list[str]]]


@require_http_methods(["GET", "POST"])
def payments_attest(request: SignedInRequest, pk: int) -> HttpResponse:
    """Payments that wait, each with its letter, for somebody who had no hand in the decision."""
    round_ = get_followed_round(request, pk)
    if not may_handle_payments(request.user, round_.county_id):
        raise PermissionDenied

    def act(seen: Mapping[int, int]) -> HttpResponse:
        done = attest_payments.attest(round_, seen, actor=request.user, now=timezone.now())
        text = ngettext("%(count)s payment is attested.", "%(count)s payments are attested.", len(done))
        return _done(request, round_, text % {"count": len(done)})

    rows = [row for row in _rows(request, round_) if row.is_waiting]
    page = _page(request, rows, attest_payments.attest_problems)
    return _answer(request, round_, page, act, "allocations/payments_attest.html", _("Attest payments"))


@require_http_methods(["GET", "POST"])
def payments_order(request: SignedInRequest, pk: int) -> HttpResponse:
    """Attested payments, for who holds the budget authority: they go to the accounting system in one list."""
    round_ = get_followed_round(request, pk)
    if not may_order_payments(request.user, round_.county_id):
        raise PermissionDenied

    def act(seen: Mapping[int, int]) -> HttpResponse:
        made = order_payments.order(round_, seen, actor=request.user, now=timezone.now())
        words = {"list": made.number_text, "amount": f"{format_kroner(made.total)}{NO_BREAK_SPACE}kr"}
        _done(request, round_, _("Payment list %(list)s of %(amount)s is ready for the accounting system.") % words)
        return redirect(made)

    rows = [row for row in _rows(request, round_) if row.payment.status == PaymentStatus.ATTESTED]
    page = _page(request, rows, order_payments.order_problems)
    return _answer(request, round_, page, act, "allocations/payments_order.html", _("Order payments"))


def _rows(request: SignedInRequest, round_: Round) -> list[PaymentRow]:
    return payment_rows(round_, request.user, timezone.localdate())


def _page(request: SignedInRequest, rows: list[PaymentRow], problems: Problems) -> dict[str, Any]:
    """What the person can choose, and the rest with every reason."""
    found = problems([row.payment for row in rows], request.user, timezone.localdate())
    ready = [row for row in rows if row.payment.pk not in found]
    return {
        "ready": ready,
        "blocked": [(row, found[row.payment.pk]) for row in rows if row.payment.pk in found],
        "total": sum(row.payment.amount for row in ready),
    }


def _answer(
    request: SignedInRequest,
    round_: Round,
    page: dict[str, Any],
    act: Callable[[Mapping[int, int]], HttpResponse],
    template: str,
    title: str,
) -> HttpResponse:
    choices = [(f"{row.payment.pk}:{row.payment.version}", row.payment.reference) for row in page["ready"]]
    form = SeenForm(request.POST if request.method == "POST" else None, choices=choices)
    if form.is_valid():
        try:
            return act(form.versions())
        except DomainError as error:
            form.add_error(None, error.messages)
    payments = (_("Payments"), reverse("payment_list", args=[round_.pk]))
    context = {"round": round_, "form": form, "title": title, "trail": round_trail(round_, payments), **page}
    return render(request, template, context)


def _done(request: SignedInRequest, round_: Round, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("payment_list", pk=round_.pk)
