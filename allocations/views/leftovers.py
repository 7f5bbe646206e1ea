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
from allocations.forms import recipients_for
from allocations.leftover_forms import DistributionForm
from allocations.models import LeftoverDistribution
from allocations.permissions import may_approve, may_prepare
from allocations.selectors.bench import rounds_with_budget
from allocations.selectors.leftovers import free_since, leftover_on, lines_of, parts_of, standing_on, unspent_reports
from allocations.selectors.round_money import round_money
from allocations.services.ledger import LEFTOVER, leftover
from allocations.services.stored import step_from_json
from allocations.views.decision_list import get_followed_round, round_trail
from allocations.views.ledger import WORDS
from allocations.wording import step_text
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.models import Round


@require_safe
def leftover_list(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_followed_round(request, pk, rounds_with_budget)
    money = round_money(round_)
    standing = standing_on(money, timezone.localdate())
    sources = {
        place: sum(amount for (where, _code), amount in standing.items() if where is place) for place in LEFTOVER
    }
    context = {
        "round": round_,
        "total": leftover(standing),
        "sources": [(WORDS[place], amount) for place, amount in sources.items() if amount],
        "lines": lines_of(money, standing),
        "distributions": money.distributions,
        "unspent": unspent_reports(money),
        "may_prepare": may_prepare(request.user, round_.county_id),
        "may_decide": may_approve(request.user, round_.county_id),
        "trail": round_trail(round_),
    }
    return render(request, "allocations/leftover_list.html", context)


@require_http_methods(["GET", "POST"])
def leftover_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """The distribution with its derivation before it is made; made, it is draft decisions."""
    round_ = get_followed_round(request, pk, rounds_with_budget)
    if not may_prepare(request.user, round_.county_id):
        raise PermissionDenied
    day, money = timezone.localdate(), round_money(round_)
    form = DistributionForm(
        request.POST if request.method == "POST" else None,
        recipients=recipients_for(round_.county_id),
        weights=money.weights_on(day),
        day=day,
        last=money.last_distributed_on,
    )
    preview: dict[str, Any] | None = None
    if form.is_valid():
        answer = form.cleaned_data
        shared = {"method": answer["method"], "weights": form.shares(), "unit": answer["unit"]}
        if "make" in request.POST:
            try:
                made = leftovers.distribute(
                    round_,
                    form.named(),
                    **shared,
                    on=answer["on"],
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
        preview = _preview(form, available=free_since(money, answer["on"], day), **shared)
    context = {
        "round": round_,
        "form": form,
        "preview": preview,
        "available": leftover_on(money, day),
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


def _preview(form: DistributionForm, **given: Any) -> dict[str, Any]:
    problems: list[str] = []
    plan = leftovers.plan_of(form.named(), **given, problems=problems)
    named = [(form.recipients[part.recipient], part.purpose, part.amount, step_text(part.step)) for part in plan.named]
    rest = [(form.names[part.code], "", part.amount, step_text(part.step)) for part in plan.networks]
    return {"plan": plan, "rows": [*named, *rest], "problems": problems}


def _trail(round_: Round) -> list[tuple[str, str]]:
    return round_trail(round_, (_("Leftover funds"), reverse("leftover_list", args=[round_.pk])))
