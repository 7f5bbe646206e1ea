"""The forum's long-term plans: read, made anew, adopted, evaluated."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allocations.actions import plans
from allocations.enums.plan import PlanStatus
from allocations.models import LongTermPlan
from allocations.permissions.plans import may_write_plan
from allocations.plan_forms import AdoptPlanForm, StopPointForm
from allocations.plan_wording import told
from allocations.selectors.plan_page import by_scheme, checked_rounds, guidelines_of, plans_with_parts
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.enums import RoleKind
from networks.models import access_of

MARKS = {PlanStatus.DRAFT: "work", PlanStatus.ADOPTED: "done", PlanStatus.REPLACED: "na"}


@require_safe
def long_term_plan_list(request: SignedInRequest) -> HttpResponse:
    found = LongTermPlan.objects.visible_to(request.user).select_related("scheme", "county")
    access = access_of(request.user)
    context = {
        "groups": by_scheme(list(found)),
        "marks": MARKS,
        "trail": [(_("Overview"), reverse("home"))],
        "may_write": access.is_superuser or access.has(RoleKind.SECRETARIAT),
    }
    return render(request, "allocations/long_term_plan_list.html", context)


@require_safe
def long_term_plan_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(plans_with_parts(LongTermPlan.objects.visible_to(request.user)), pk=pk)
    context = {
        "plan": plan,
        "mark": MARKS[PlanStatus(plan.status)],
        "groups": guidelines_of(plan),
        "checked": [
            (checked.round, [told(finding) for finding in checked.findings])
            for checked in checked_rounds(plan, request.user)
        ],
        "trail": trail_to(),
        "may_write": may_write_plan(request.user, plan.county_id),
    }
    return render(request, "allocations/long_term_plan_detail.html", context)


@require_POST
def long_term_plan_version(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = get_written(request, pk)
    try:
        made = plans.new_version(plan)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(plan)
    messages.success(
        request, _("The new version is a draft. Write it in the administration, then let the forum adopt it.")
    )
    return redirect(made)


@require_http_methods(["GET", "POST"])
def long_term_plan_adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = get_written(request, pk)
    form = AdoptPlanForm(request.POST or None)
    if form.is_valid():
        try:
            plans.adopt(plan, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The plan is adopted, and stays as it is."))
            return redirect(plan)
    title, text, verb = _("Adopt the plan"), _("From now on budgets are held against it."), _("Adopt the plan")
    return answer(request, plan, form, title=title, text=text, verb=verb)


@require_http_methods(["GET", "POST"])
def long_term_plan_evaluate(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = get_written(request, pk)
    form = StopPointForm(request.POST or None)
    if form.is_valid():
        try:
            plans.add_stop_point(plan, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The stop-point is recorded."))
            return redirect(plan)
    title, text = _("Stop-point"), _("Once a year the forum evaluates its plan.")
    return answer(request, plan, form, title=title, text=text, verb=_("Record the stop-point"))


def get_written(request: SignedInRequest, pk: int) -> LongTermPlan:
    """The plan for those who write it. Raises: Http404, PermissionDenied."""
    plan = get_object_or_404(LongTermPlan.objects.visible_to(request.user).select_related("county"), pk=pk)
    if not may_write_plan(request.user, plan.county_id):
        raise PermissionDenied
    return plan


def trail_to(plan: LongTermPlan | None = None) -> list[tuple[str, str]]:
    more = [(str(plan), plan.get_absolute_url())] if plan else []
    return [(_("Overview"), reverse("home")), (_("Long-term plans"), reverse("long_term_plan_list")), *more]


def answer(request: SignedInRequest, plan: LongTermPlan, form: Any, **words: str) -> HttpResponse:
    context = {"plan": plan, "form": form, "trail": trail_to(plan), **words}
    return render(request, "allocations/long_term_plan_form.html", context)
