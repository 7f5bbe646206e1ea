"""The workbench: the round's budget, distribution keys side by side, and what each means, computed as one types."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from allocations.actions import budgets, keys
from allocations.bench_form import BudgetForm, KeyForm, as_input
from allocations.enums import KeyStatus
from allocations.models import AllocationKey
from allocations.permissions import may_see_bench, may_set_frames
from allocations.selectors.bench import Bench, bench, count_days, key_input
from allocations.views import workbench_fields, workbench_parts
from allocations.views.workbench_parts import Scenario
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.models import Round

MOST_SHOWN = 3


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def workbench(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows what is stored; POST computes from what is typed, and stores it only where the person says «Save»."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user).select_related("scheme", "budget"), pk=pk)
    if not may_see_bench(request.user, round_.county_id):
        raise PermissionDenied
    typed = request.POST if request.method == "POST" else QueryDict()
    saves = "save" in typed
    may_write = may_set_frames(request.user, round_.county_id)
    if saves and not may_write:
        raise PermissionDenied
    found = bench(round_, request.user, typed_days(typed))
    active = chosen(found, typed.get("key") or request.GET.get("key", ""))
    budget_form = BudgetForm(typed, found.budget, [network.code for network in found.networks])
    budget = budget_form.read()
    key_form = None
    if active and "base_grant" in typed and active.is_open:
        day = next(iter(typed_days(typed)), active.counted_on)
        key_form = KeyForm(typed, active, found.categories(day))
        key_form.full_clean()
    if saves and not budget_form.errors and (key_form is None or key_form.is_valid()):
        try:
            store(request, found, active, key_form, budget_form)
        except DomainError as error:
            messages.error(request, " ".join(error.messages))  # and what is typed stays in the boxes
        else:
            return redirect(f"{reverse('workbench', args=[pk])}{f'?key={active.pk}' if active else ''}")
    wanted = typed.getlist("with") if "shown" in typed else request.GET.getlist("with")
    scenarios = [scenario(found, key, key_form, budget) for key in shown(found.keys, active, wanted)]
    result = workbench_parts.result(
        found, scenarios, active, budget, typed.get("network", request.GET.get("network", ""))
    )
    context: dict[str, Any] = {"round": round_, "may_write": may_write, "saves": saves, "active": active, **result}
    solved = result["told"] is None or result["told"].frames is not None
    context["balance"] = workbench_parts.written_balance(budget, round_.year, get_language(), solved=solved)
    context["changed"] = bool(typed) and is_changed(found, active, key_form, budget)
    context["errors"] = workbench_fields.errors(key_form, budget_form)
    if request.headers.get("HX-Request"):
        return HttpResponse(render_to_string("allocations/_workbench_live.html", context))  # no menu, no processors
    days = count_days(round_)
    context |= workbench_parts.frame(round_, found, active)
    context["fields"] = workbench_fields.key_fields(found, active, key_form, days) if active else []
    context["budget_fields"] = workbench_fields.budget_fields(found, budget_form)
    context["key_values"] = key_form.data if key_form else None
    return render(request, "allocations/workbench.html", context)


def typed_days(typed: QueryDict) -> list[date]:
    try:
        return [date.fromisoformat(typed.get("counted_on", ""))]
    except ValueError:
        return []


def chosen(found: Bench, pk: str) -> AllocationKey | None:
    """The scenario that is worked on: as asked for, else the proposed, else the first draft, else the newest."""
    for key in found.keys:
        if str(key.pk) == pk:
            return key
    order = {KeyStatus.PROPOSED: 0, KeyStatus.DRAFT: 1, KeyStatus.ADOPTED: 2}
    return min(found.keys, key=lambda key: (order[KeyStatus(key.status)], key.version), default=None)


def shown(every: list[AllocationKey], active: AllocationKey | None, wanted: list[str]) -> list[AllocationKey]:
    """Those that stand side by side, in the order of their versions; the active one always."""
    if active is None:
        return []
    others = [key for key in every if key != active and (not wanted or str(key.pk) in wanted)]
    most = MOST_SHOWN if wanted else 2
    return sorted([active, *others[: most - 1]], key=lambda key: key.version)


def scenario(found: Bench, key: AllocationKey, form: KeyForm | None, budget: Any) -> Scenario:
    """A scenario as stored; the one that is typed in, as typed."""
    if form is not None and form.key == key:
        values = form.values()
        return Scenario(key, values["name"], as_input(values), values["counted_on"], found, budget)
    return Scenario(key, key.name, key_input(key), key.counted_on, found, budget)


def is_changed(found: Bench, active: AllocationKey | None, form: KeyForm | None, budget: Any) -> bool:
    if budget != found.budget:
        return True
    if form is None or active is None:
        return False
    weights = {category: weight for category, weight in active.weights.items() if weight}
    return any(
        value != (weights if name == "weights" else getattr(active, name)) for name, value in form.values().items()
    )


@transaction.atomic
def store(
    request: SignedInRequest,
    found: Bench,
    active: AllocationKey | None,
    form: KeyForm | None,
    budget: BudgetForm,
) -> None:
    """Write what differs, all of it or nothing, and say so."""
    values = budget.read()
    source = request.POST.get("appropriation_source", "").strip()[:200]
    old = getattr(found.round, "budget", None)
    if old is None or values != found.budget or source != old.appropriation_source:
        networks = {network.code: network.pk for network in found.networks}
        budgets.save(
            found.round,
            values,
            source=source,
            networks=networks,
            seen=request.POST.get("budget_seen", ""),
            frames_follow="frames_follow" in request.POST,
        )
    if form is not None and active is not None:
        keys.save(active, form.values())
    messages.success(request, _("Saved."))
