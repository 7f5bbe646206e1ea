"""The round's plan of instalments: one payment of all where nothing else is said."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from allocations.actions import plan_payments
from allocations.models import Payment
from allocations.payment_forms import InstalmentFormSet, rules_in
from allocations.permissions.payments import may_handle_payments
from allocations.views.decision_list import get_followed_round, round_trail
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest


@require_http_methods(["GET", "POST"])
def payment_plan_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_followed_round(request, pk)
    if not may_handle_payments(request.user, round_.county_id):
        raise PermissionDenied
    rules = plan_payments.rules_of(round_, timezone.now())
    initial = [{"due_on": rule.due_on, "percent": rule.percent, "after_report": rule.after_report} for rule in rules]
    formset = InstalmentFormSet(request.POST if request.method == "POST" else None, initial=initial, prefix="plan")
    problems: list[str] = []
    if request.method == "POST" and formset.is_valid():
        try:
            plan_payments.instalments(round_, rules_in(formset), actor=request.user)
        except DomainError as error:
            problems = error.messages
        else:
            messages.success(request, _("The plan is saved. It holds for letters that are issued from now on."))
            return redirect("payment_list", pk=round_.pk)
    context = {
        "round": round_,
        "formset": formset,
        "problems": problems,
        "planned": Payment.objects.in_force().filter(round=round_).count(),
        "trail": round_trail(round_, (_("Payments"), reverse("payment_list", args=[round_.pk]))),
    }
    return render(request, "allocations/payment_plan_edit.html", context)
