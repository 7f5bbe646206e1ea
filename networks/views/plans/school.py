"""The frame of the school development plan: to fill in here, or to print empty and fill in by hand."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dekom.core.http import SignedInRequest
from networks.actions import school_plans
from networks.actions.write import ConflictError
from networks.models import Membership, Network, Owner, SchoolPlan, access_of
from networks.permissions.rooms import writes_school_plan
from networks.plan_forms import SchoolPlanForm, SchoolPlanNewForm
from networks.views.autosave import answered, both, last_written, locked
from networks.views.basis.fields import clash_of
from networks.views.plans.frame import frame
from networks.views.tabs import network_tabs

PER_PAGE = 50


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Overview"), reverse("home")), (_("School development plans"), reverse("school_plan_list")), *more]


def owners_of(request: SignedInRequest) -> Any:
    """Owners that the person may begin a plan for: their own, and those of their networks."""
    access = access_of(request.user)
    members = Membership.objects.on(timezone.localdate())
    mine = Q(pk__in=access.organisations) | Q(pk__in=members.filter(network__in=access.networks).values("owner"))
    mine |= Q(pk__in=members.filter(network__county__in=access.counties_as("secretariat")).values("owner"))
    return Owner.objects.filter(mine).order_by("name", "pk")


@require_safe
def school_plan_list(request: SignedInRequest) -> HttpResponse:
    access = access_of(request.user)
    if not (access.roles or access.is_superuser):
        raise PermissionDenied
    plans = SchoolPlan.objects.visible_to(request.user).select_related("owner", "network")
    return render(
        request,
        "networks/school_plan_list.html",
        {
            "tabs": network_tabs(request.user, "school_plans"),
            "page": Paginator(plans, PER_PAGE).get_page(request.GET.get("page")),
            "may_begin": owners_of(request).exists(),
        },
    )


@require_safe
def school_plan_frame(request: SignedInRequest) -> HttpResponse:
    """The empty frame with its guidance, for paper."""
    return render(request, "networks/school_plan_detail.html", {"trail": trail(), "plan": None, "parts": frame(None)})


@require_safe
def school_plan_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    plan = get_plan(request, pk)
    return render(
        request,
        "networks/school_plan_detail.html",
        {
            "trail": trail(),
            "plan": plan,
            "parts": frame(plan),
            "may_write": may_write(request, plan),
        },
    )


def get_plan(request: SignedInRequest, pk: int) -> SchoolPlan:
    plans = SchoolPlan.objects.visible_to(request.user).select_related("owner", "network__county")
    return get_object_or_404(plans, pk=pk)


@require_http_methods(["GET", "POST"])
def school_plan_new(request: SignedInRequest) -> HttpResponse:
    owners = owners_of(request)
    if not owners.exists():
        raise PermissionDenied
    form = SchoolPlanNewForm(request.POST if request.method == "POST" else None, owners=owners)
    if request.method == "POST" and form.is_valid():
        owner = form.cleaned_data["owner"]
        networks = Network.objects.filter(
            memberships__in=Membership.objects.on(timezone.localdate()).filter(owner=owner)
        )
        network = networks.order_by("pk").first()
        fields = {name: form.cleaned_data[name] for name in ("owner", "school", "period")}
        try:
            if network is None:
                form.add_error("owner", _("The owner is in no network today."))
            else:
                with transaction.atomic():
                    plan = SchoolPlan.objects.create(network=network, **fields)
                return redirect("school_plan_edit", pk=plan.pk)
        except IntegrityError:
            form.add_error("period", _("The school has a plan for this period already."))
    return render(request, "networks/school_plan_new.html", {"trail": trail(), "form": form})


@require_http_methods(["GET", "POST"])
def school_plan_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Each box saves itself; without scripts the form does. What another wrote meanwhile is shown beside one's own."""
    plan = get_plan(request, pk)
    if not may_write(request, plan):
        raise PermissionDenied
    form = SchoolPlanForm(request.POST if request.method == "POST" else None, instance=plan)
    conflicts: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        typed = {name: text for name, text in form.cleaned_data.items() if name in request.POST}
        began = {name: request.POST[f"base-{name}"] for name in typed if f"base-{name}" in request.POST}
        try:
            conflicts = school_plans.save(plan, typed, began=began)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if not conflicts:
                messages.success(request, _("The plan is saved."))
                return redirect(plan)
    for name in conflicts:
        form.add_error(name, _("Somebody else has changed this. Their text stands above."))
    if form.is_bound:
        plan = get_plan(request, pk)  # as it is stored, not as it was typed
    return render(
        request,
        "networks/school_plan_form.html",
        {
            "trail": trail((str(plan), plan.get_absolute_url())),
            "plan": plan,
            "form": form,
            "school": [box(form, plan, "school"), box(form, plan, "period")],
            "parts": [{**part, "boxes": [box(form, plan, part["name"])]} for part in frame(plan)],
            "conflicts": [(form.fields[name].label, each) for name, each in conflicts.items()],
        },
    )


def may_write(request: SignedInRequest, plan: SchoolPlan) -> bool:
    return writes_school_plan(request.user, plan.network, plan.owner_id)


def box(form: SchoolPlanForm, plan: SchoolPlan, name: str) -> tuple[Any, str, str]:
    """The field, its kind, and what is stored: as static/js/autosave.js takes them."""
    return form[name], "text", getattr(plan, name)


@require_POST
def school_plan_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST key, base and value. Answers 200, 409 with both texts, or 422 with why not; in at most six queries."""
    plans = SchoolPlan.objects.visible_to(request.user).select_related("network")
    return locked(request, plans, pk, may=lambda plan: may_write(request, plan), save=lambda plan: saved(request, plan))


def saved(request: SignedInRequest, plan: SchoolPlan) -> HttpResponse | None:
    """The answer; nothing where there is no such field."""
    key, base, value = (request.POST.get(name, "") for name in ("key", "base", "value"))

    def conflict(error: ConflictError) -> HttpResponse:
        stored = getattr(plan, key)
        label = capfirst(str(school_plans.field(key).verbose_name))
        return both(error, clash_of(base, value, stored, *last_written(plan)), label=label, stored=stored)

    return answered(lambda: {"value": school_plans.field_of(plan, key, base=base, value=value)}, conflict)
