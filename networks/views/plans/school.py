"""The frame of the school development plan: to fill in here, or to print empty and fill in by hand."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dekom.core.http import SignedInRequest
from networks.models import Membership, Network, Owner, SchoolPlan, access_of
from networks.permissions.rooms import writes_school_plan
from networks.plan_forms import SchoolPlanForm, SchoolPlanNewForm
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
            "may_write": writes_school_plan(request.user, plan.network, plan.owner_id),
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
    plan = get_plan(request, pk)
    if not writes_school_plan(request.user, plan.network, plan.owner_id):
        raise PermissionDenied
    seen = plan.changed_at.isoformat()
    form = SchoolPlanForm(request.POST if request.method == "POST" else None, instance=plan)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("seen") != seen:
            form.add_error(None, _("Somebody else has saved this plan meanwhile. Compare with yours, and save again."))
        else:
            form.save()
            messages.success(request, _("The plan is saved."))
            return redirect(plan)
    stored = get_plan(request, pk) if form.non_field_errors() else None
    return render(
        request,
        "networks/school_plan_form.html",
        {
            "trail": trail((str(plan), plan.get_absolute_url())),
            "plan": plan,
            "form": form,
            "parts": [{**part, "field": form[part["name"]]} for part in frame(plan)],
            "stored": frame(stored) if stored else [],
            "seen": seen,
        },
    )
