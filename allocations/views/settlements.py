"""What becomes of unspent money: proposed, decided by another, and noted when it has come back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from allocations.actions import settle
from allocations.enums.payments import SettlementKind, SettlementStatus
from allocations.leftover_forms import ReturnedForm, SettlementForm
from allocations.models import Settlement
from allocations.permissions import may_approve, may_prepare
from allocations.selectors.leftovers import left_to_settle
from allocations.views.decision_list import get_followed_round, round_trail
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.models import Report


@require_http_methods(["GET", "POST"])
def settlement_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Propose what becomes of what a report leaves; ``pk`` is the report's."""
    reports = Report.objects.visible_to(request.user).select_related("network", "organisation")
    report = get_object_or_404(reports, pk=pk)
    round_ = get_followed_round(request, report.round_id)
    if not may_prepare(request.user, round_.county_id):
        raise PermissionDenied
    left = left_to_settle(report)
    form = SettlementForm(
        request.POST if request.method == "POST" else None, recipients=settle.recipients_of(report), left=left
    )
    if form.is_valid():
        try:
            settle.propose(report, **form.cleaned_data, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The proposal is made. The decision maker decides it."))
            return redirect("leftover_list", pk=round_.pk)
    context = {
        "report": report,
        "left": left,
        "form": form,
        "trail": round_trail(round_, (_("Leftover funds"), reverse("leftover_list", args=[round_.pk]))),
    }
    return render(request, "allocations/settlement_new.html", context)


@require_POST
def settlement_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    settlement = _settlement(request, pk)
    if not may_approve(request.user, settlement.report.round.county_id):
        raise PermissionDenied
    try:
        settle.decide(settlement, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("It is decided."))
    return redirect("leftover_list", pk=settlement.report.round_id)


@require_http_methods(["GET", "POST"])
def settlement_returned(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note the day that money came back."""
    settlement = _settlement(request, pk)
    round_ = get_followed_round(request, settlement.report.round_id)
    if not may_prepare(request.user, round_.county_id):
        raise PermissionDenied
    form = ReturnedForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            settle.returned(settlement, on=form.cleaned_data["on"], actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The money is back, and can be distributed."))
            return redirect("leftover_list", pk=round_.pk)
    waits = settlement.kind == SettlementKind.PAY_BACK and settlement.status == SettlementStatus.DECIDED
    context = {
        "settlement": settlement,
        "form": form if waits or form.is_bound else None,  # else the page says how it stands
        "trail": round_trail(round_, (_("Leftover funds"), reverse("leftover_list", args=[round_.pk]))),
    }
    return render(request, "allocations/settlement_returned.html", context)


def _settlement(request: SignedInRequest, pk: int) -> Settlement:
    visible = Settlement.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("report__round", "recipient"), pk=pk)
