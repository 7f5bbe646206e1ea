"""Preparing a decision: all of a round as recommended, or one by hand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from allocations.actions import prepare
from allocations.enums import DecisionStatus
from allocations.enums.checks import BudgetCheck
from allocations.forms import DecisionForm, recipients_for
from allocations.forms.decisions import RefusedPartFormSet, refusals_in
from allocations.models import Decision, DecisionLine
from allocations.permissions import may_prepare
from allocations.selectors.round_sums import broken_sums
from allocations.views.decision_list import get_followed_round, round_trail
from allocations.views.round_parts import recommended_word
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from dekom.core.kroner import format_kroner
from networks.models import Round


@require_POST
def decisions_prepare(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_followed_round(request, pk)
    if not may_prepare(request.user, round_.county_id):
        raise PermissionDenied
    try:
        made = prepare.from_recommendations(round_, actor=request.user, day=timezone.localdate())
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        text = ngettext("%(count)s decision is prepared.", "%(count)s decisions are prepared.", len(made))
        messages.success(request, text % {"count": len(made)})
        warn_if_beyond(request, round_)
    return redirect("decision_list", pk=round_.pk)


@require_http_methods(["GET", "POST"])
def decision_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = Decision.objects.visible_to(request.user)
    decision = get_object_or_404(
        visible.select_related("round__scheme", "round__legal_basis", "network", "fixed_grant"), pk=pk
    )
    if not may_prepare(request.user, decision.round.county_id) or decision.status != DecisionStatus.DRAFT:
        raise PermissionDenied
    parts = RefusedPartFormSet(
        request.POST if f"parts-{TOTAL_FORM_COUNT}" in request.POST else None,
        prefix="parts",
        initial=list(decision.refused_parts.values("title", "amount", "rule", "facts", "assessment")),
    )
    form = DecisionForm(
        request.POST or None,
        instance=decision,
        lines=lines_of(decision),
        organisations=recipients_for(decision.round.county_id),
    )
    if request.method == "POST" and form.is_valid() and (not parts.is_bound or parts.is_valid()):
        try:
            prepare.decision(
                decision,
                actor=request.user,
                version=form.cleaned_data["version"],
                day=timezone.localdate(),
                fields=form.cleaned_data,
                lines=form.lines,
                refused=refusals_in(parts) if parts.is_bound else None,
            )
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The decision is prepared. Somebody else must approve it."))
            warn_if_beyond(request, decision.round)
            return redirect("decision_list", pk=decision.round_id)
    trail = round_trail(decision.round, (_("Decisions"), reverse("decision_list", kwargs={"pk": decision.round_id})))
    return render(
        request,
        "allocations/decision_edit.html",
        {
            "decision": decision,
            "recommended_word": recommended_word(decision.round),
            "form": form,
            "parts": parts,
            "requested": prepare.requested_for(decision),
            "trail": trail,
        },
    )


def warn_if_beyond(request: SignedInRequest, round_: Round) -> None:
    """Say by how much the round's decisions, drafts among them, go beyond the appropriation."""
    for each in broken_sums(round_):
        if each.check is BudgetCheck.APPROPRIATION:
            text = _("The decisions are %(decided)s kr together: %(over)s kr more than the appropriation.")
            sums = {"decided": format_kroner(each.decided), "over": format_kroner(-each.left)}
            messages.warning(request, text % sums)


def lines_of(decision: Decision) -> list[DecisionLine]:
    """The lines there are; before there are any, the one that would be made."""
    lines = list(decision.lines.select_related("recipient").order_by("pk"))
    if not lines:
        recipient = prepare.default_recipient(decision, timezone.localdate())
        if recipient is not None:
            amount = decision.decided or decision.recommended or 0
            lines = [DecisionLine(decision=decision, recipient_id=recipient, amount=amount)]
    return lines
