"""One payment: its letter, what holds it, who attested and ordered it; and the pages that hold and release it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allocations.actions import attest_payments, hold_payments
from allocations.enums.payments import OPEN_PAYMENTS, PaymentStatus
from allocations.models import Payment, PaymentHold
from allocations.payment_forms import HoldForm
from allocations.permissions import may_follow_decisions
from allocations.permissions.payments import may_handle_payments
from allocations.selectors.holds import with_facts
from allocations.selectors.payments_page import payment_row
from allocations.views.decision_list import round_trail
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest


@require_safe
def payment_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = get_payment(request, pk)
    may_handle = may_handle_payments(request.user, payment.round.county_id)
    return render(
        request,
        "allocations/payment_detail.html",
        {
            "payment": payment,
            "row": payment_row(payment, timezone.localdate()),
            "history": [hold for hold in payment.holds.all() if hold.released_at],
            "trail": trail_of(request, payment),
            "may_handle": may_handle,
            "may_hold": may_handle and payment.status in OPEN_PAYMENTS,
            "may_take_back": may_handle and payment.status == PaymentStatus.ATTESTED,
            "follows": may_follow_decisions(request.user, payment.round.county_id),
        },
    )


@require_http_methods(["GET", "POST"])
def payment_hold(request: SignedInRequest, pk: int) -> HttpResponse:
    payment = get_payment(request, pk)
    if not may_handle_payments(request.user, payment.round.county_id):
        raise PermissionDenied

    def act(reason: str) -> str:
        hold_payments.hold(payment, reason=reason, actor=request.user, now=timezone.now())
        return _("The payment is held.")

    words = {
        "title": _("Hold the payment"),
        "lead": _("Nothing is paid before somebody releases it and says why. The recipient can read the reason."),
        "button": _("Hold the payment"),
    }
    return _reasoned(request, payment, act, words)


@require_http_methods(["GET", "POST"])
def payment_release(request: SignedInRequest, pk: int) -> HttpResponse:
    """One hold is released; ``pk`` is the hold's."""
    visible = Payment.objects.visible_to(request.user)
    row = get_object_or_404(PaymentHold.objects.select_related("payment__round"), pk=pk, payment__in=visible)
    payment = get_payment(request, row.payment_id)
    if not may_handle_payments(request.user, payment.round.county_id):
        raise PermissionDenied

    def act(reason: str) -> str:
        hold_payments.release(row, reason=reason, actor=request.user, now=timezone.now())
        return _("The hold is released. Somebody else than you attests the payment.")

    words = {
        "title": _("Release the payment"),
        "lead": row.reason,
        "button": _("Release the payment"),
    }
    return _reasoned(request, payment, act, words)


@require_POST
def payment_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """An attestation that is not ordered yet is taken back."""
    payment = get_payment(request, pk)
    if not may_handle_payments(request.user, payment.round.county_id):
        raise PermissionDenied
    try:
        attest_payments.take_back(payment, actor=request.user)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The attestation is taken back."))
    return redirect(payment)


def get_payment(request: SignedInRequest, pk: int) -> Payment:
    """The payment with what its page tells, if the reader may see it.  Raises: Http404."""
    payments = with_facts(Payment.objects.visible_to(request.user)).select_related(
        "round__county", "payment_list__made_by"
    )
    found: Payment = get_object_or_404(payments, pk=pk)
    return found


def trail_of(request: SignedInRequest, payment: Payment) -> list[tuple[str, str]]:
    if may_follow_decisions(request.user, payment.round.county_id):
        return round_trail(payment.round, (_("Payments"), reverse("payment_list", args=[payment.round_id])))
    return [
        (_("Overview"), reverse("home")),
        (_("Letters"), reverse("my_letters")),
        (str(payment.letter), payment.letter.get_absolute_url()),
    ]


def _reasoned(request: SignedInRequest, payment: Payment, act: Any, words: dict[str, str]) -> HttpResponse:
    form = HoldForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            told = act(form.cleaned_data["reason"])
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, told)
            return redirect(payment)
    trail = [*trail_of(request, payment), (str(payment), payment.get_absolute_url())]
    context = {"payment": payment, "form": form, "trail": trail, **words}
    return render(request, "allocations/payment_reason.html", context)
