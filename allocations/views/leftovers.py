"""A round's leftover funds: what is left and why, how it was distributed, and what becomes of unspent money."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from allocations.actions import leftovers
from allocations.leftover_forms import DistributionForm
from allocations.models import LeftoverDistribution
from allocations.permissions import may_approve, may_prepare
from allocations.selectors.leftovers import (
    distributions_of,
    lines_of,
    networks_to_share,
    parts_of,
    standing_on,
    unspent_reports,
)
from allocations.services.ledger import LEFTOVER, leftover
from allocations.services.stored import step_from_json
from allocations.views.decision_list import get_followed_round, round_trail
from allocations.views.ledger import WORDS
from allocations.wording import step_text
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.models import Organisation, Round


@require_safe
def leftover_list(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_followed_round(request, pk)
    standing = standing_on(round_, timezone.localdate())
    sources = {
        place: sum(amount for (where, _code), amount in standing.items() if where is place) for place in LEFTOVER
    }
    context = {
        "round": round_,
        "total": leftover(standing),
        "sources": [(WORDS[place], amount) for place, amount in sources.items() if amount],
        "lines": lines_of(round_, standing),
        "distributions": distributions_of(round_),
        "unspent": unspent_reports(round_, request.user),
        "may_prepare": may_prepare(request.user, round_.county_id),
        "may_decide": may_approve(request.user, round_.county_id),
        "trail": round_trail(round_),
    }
    return render(request, "allocations/leftover_list.html", context)


@require_http_methods(["GET", "POST"])
def leftover_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """The distribution with its derivation before it is made; made, it is draft decisions."""
    round_ = get_followed_round(request, pk)
    if not may_prepare(request.user, round_.county_id):
        raise PermissionDenied
    day = timezone.localdate()
    form = DistributionForm(
        request.POST if request.method == "POST" else None,
        county_id=round_.county_id,
        networks=networks_to_share(round_, day),
        day=day,
    )
    preview: dict[str, Any] | None = None
    if form.is_valid():
        answer = form.cleaned_data
        shared = {"method": answer["method"], "weights": form.shares(), "unit": answer["unit"], "on": answer["on"]}
        if "make" in request.POST:
            try:
                made = leftovers.distribute(
                    round_,
                    form.named(),
                    **shared,
                    reference=answer["reference"],
                    note=answer["note"],
                    actor=request.user,
                    now=timezone.now(),
                )
            except DomainError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("The drafts are made. Somebody else approves them."))
                return redirect(made)
        preview = _preview(round_, form, shared)
    context = {
        "round": round_,
        "form": form,
        "preview": preview,
        "available": leftover(standing_on(round_, day)),
        "trail": _trail(round_),
    }
    return render(request, "allocations/leftover_new.html", context)


@require_safe
def leftover_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A distribution as it was recommended, with the sentence behind each amount."""
    made = get_object_or_404(
        LeftoverDistribution.objects.filter(round__in=Round.objects.visible_to(request.user)).select_related("made_by"),
        pk=pk,
    )
    round_ = get_followed_round(request, made.round_id)
    context = {
        "made": made,
        "round": round_,
        "parts": [(part, step_text(step_from_json(part.derivation))) for part in parts_of(made)],
        "trail": _trail(round_),
    }
    return render(request, "allocations/leftover_detail.html", context)


def _preview(round_: Round, form: DistributionForm, shared: dict[str, Any]) -> dict[str, Any]:
    problems: list[str] = []
    plan = leftovers.plan_of(round_, form.named(), **shared, problems=problems)
    names = dict(Organisation.objects.in_bulk([part.recipient for part in plan.named]))
    networks = {network.code: network for network in form.cleaned_data["networks"]}
    named = [(names[part.recipient], part.purpose, part.amount, step_text(part.step)) for part in plan.named]
    rest = [(networks[part.code].short_name, "", part.amount, step_text(part.step)) for part in plan.networks]
    return {"plan": plan, "rows": [*named, *rest], "problems": problems}


def _trail(round_: Round) -> list[tuple[str, str]]:
    return round_trail(round_, (_("Leftover funds"), reverse("leftover_list", args=[round_.pk])))
