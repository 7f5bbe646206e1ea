"""The network's competence plan: its versions, the goals with indicators, adoption."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.actions import plans
from networks.models import CompetencePlan, Network, PlanGoal
from networks.permissions.rooms import leads, writes_plan
from networks.plan_forms import AdoptForm, GoalForm, PlanForm
from networks.views.rooms import network_trail, rooms

MARKS = {"draft": ("info", "work"), "adopted": ("success", "done"), "replaced": ("neutral", "na")}


def get_network(request: SignedInRequest, pk: int) -> Network:
    return get_object_or_404(Network.objects.visible_to(request.user).select_related("county"), pk=pk)


def get_open_plan(request: SignedInRequest, pk: int) -> CompetencePlan:
    """A plan that the person writes.  Raises: Http404, PermissionDenied."""
    plan = get_object_or_404(CompetencePlan.objects.visible_to(request.user).select_related("network__county"), pk=pk)
    if not writes_plan(request.user, plan.network):
        raise PermissionDenied
    return plan


@require_safe
def competence_plan_network(request: SignedInRequest, network_id: int) -> HttpResponse:
    """The plan in force, or the draft where there is none; a page that says so where there is neither."""
    network = get_network(request, network_id)
    found = list(CompetencePlan.objects.visible_to(request.user).filter(network=network).order_by("-version"))
    in_force = [plan for plan in found if plan.status == "adopted"]
    chosen = next(iter([*in_force, *found]), None)
    if chosen:
        return redirect(chosen)
    return render(
        request,
        "networks/competence_plan_none.html",
        {
            "trail": network_trail(network),
            "rooms": rooms(request.user, network, "plan"),
            "network": network,
            "may_write": writes_plan(request.user, network),
        },
    )


@require_safe
def competence_plan_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(CompetencePlan.objects.visible_to(request.user).select_related("network__county"), pk=pk)
    versions = list(
        CompetencePlan.objects.visible_to(request.user).filter(network=plan.network_id).order_by("-version")
    )
    color, mark = MARKS[plan.status]
    has_draft = any(version.is_open for version in versions)
    return render(
        request,
        "networks/competence_plan_detail.html",
        {
            "trail": network_trail(plan.network),
            "rooms": rooms(request.user, plan.network, "plan"),
            "plan": plan,
            "color": color,
            "mark": mark,
            "goals": list(plan.goals.prefetch_related("indicators")),
            "versions": versions,
            "may_write": writes_plan(request.user, plan.network),
            "may_adopt": plan.is_open and leads(request.user, plan.network),
            "has_draft": has_draft,
        },
    )


@require_POST
def competence_plan_begin(request: SignedInRequest, network_id: int) -> HttpResponse:
    """The draft: a new version of the plan in force, or the first."""
    network = get_network(request, network_id)
    if not writes_plan(request.user, network):
        raise PermissionDenied
    return redirect("competence_plan_edit", pk=plans.begin(network, today=timezone.localdate()).pk)


@require_http_methods(["GET", "POST"])
def competence_plan_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = get_open_plan(request, pk)
    if not plan.is_open:
        return redirect(plan)
    form = PlanForm(request.POST if request.method == "POST" else None, instance=plan)
    if request.method == "POST" and form.is_valid():
        try:
            plans.write(plan, fields=form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The plan is saved."))
            return redirect(plan)
    return form_page(request, plan, form, _("The plan's text and period"))


@require_http_methods(["GET", "POST"])
def competence_plan_goal_new(request: SignedInRequest, pk: int) -> HttpResponse:
    return goal_page(request, get_open_plan(request, pk), None)


@require_http_methods(["GET", "POST"])
def competence_plan_goal(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = CompetencePlan.objects.visible_to(request.user)
    goal = get_object_or_404(PlanGoal.objects.filter(plan__in=visible), pk=pk)
    return goal_page(request, get_open_plan(request, goal.plan_id), goal)


def goal_page(request: SignedInRequest, plan: CompetencePlan, goal: PlanGoal | None) -> HttpResponse:
    if not plan.is_open:
        return redirect(plan)
    form = GoalForm(
        request.POST if request.method == "POST" else None,
        indicators=goal.indicators.all() if goal else [],
        initial={"text": goal.text if goal else ""},
    )
    if request.method == "POST" and "remove" in request.POST and goal:
        plans.remove_goal(goal)
        messages.success(request, _("The goal is removed from the draft."))
        return redirect(plan)
    if request.method == "POST" and form.is_valid():
        try:
            plans.write_goal(plan, goal=goal, text=form.cleaned_data["text"], indicators=form.rows())
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The goal is saved."))
            return redirect(plan)
    return form_page(request, plan, form, _("Goal and indicators"), removable=goal is not None)


def form_page(
    request: SignedInRequest, plan: CompetencePlan, form: object, heading: str, *, removable: bool = False
) -> HttpResponse:
    return render(
        request,
        "networks/competence_plan_form.html",
        {
            "trail": [*network_trail(plan.network), (plan.title, plan.get_absolute_url())],
            "plan": plan,
            "form": form,
            "heading": heading,
            "removable": removable,
        },
    )


@require_http_methods(["GET", "POST"])
def competence_plan_adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    """The network has adopted it: from now on it stays as it is."""
    plan = get_open_plan(request, pk)
    if not leads(request.user, plan.network):
        raise PermissionDenied
    if not plan.is_open:
        return redirect(plan)
    form = AdoptForm(request.POST if request.method == "POST" else None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            plans.adopt(plan, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The plan is adopted. The version before it is kept."))
            return redirect(plan)
    return form_page(request, plan, form, _("Adopt the plan"))
