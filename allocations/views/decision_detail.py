"""One decision with its editions, its letters, the moves within it and the appeals on it, and what may be done."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allocations.actions import amend
from allocations.enums import DecisionStatus
from allocations.forms.decisions import NewEditionForm, SmallMoveForm
from allocations.models import Appeal, Decision, DecisionLetter, LetterTerms
from allocations.permissions import may_follow_decisions, may_prepare
from allocations.selectors.editions import edition_changes, editions_of
from allocations.views.decision_list import round_trail
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest


def get_decision(request: SignedInRequest, pk: int) -> Decision:
    """The decision if the reader may see it.  Raises: Http404."""
    rows = Decision.objects.visible_to(request.user).select_related(
        "round__scheme", "round__county", "round__legal_basis", "network", "fixed_grant", "replaces", "approved_by"
    )
    return get_object_or_404(rows, pk=pk)


def trail_to(decision: Decision) -> list[tuple[str, str]]:
    return round_trail(decision.round, (_("Decisions"), reverse("decision_list", kwargs={"pk": decision.round_id})))


@require_safe
def decision_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = get_decision(request, pk)
    county = decision.round.county_id
    follows = may_follow_decisions(request.user, county)
    letters = DecisionLetter.objects.visible_to(request.user).filter(lines__decision_line__decision=decision)
    prepares = may_prepare(request.user, county)
    issued = decision.status == DecisionStatus.ISSUED
    editions = editions_of(decision)
    return render(
        request,
        "allocations/decision_detail.html",
        {
            "decision": decision,
            "trail": trail_to(decision) if follows else round_trail(decision.round),
            "lines": list(decision.lines.select_related("recipient").order_by("pk")),
            "parts": list(decision.refused_parts.all()),
            "editions": editions,
            "changes": edition_changes(decision),
            "letters": list(letters.select_related("recipient").distinct().order_by("pk")),
            "moves": list(decision.small_moves.all()),
            "appeals": list(
                Appeal.objects.visible_to(request.user).filter(decision=decision).select_related("appellant")
            ),
            "follows": follows,
            "may_edit": prepares and decision.status == DecisionStatus.DRAFT,
            "may_drop": prepares and decision.status == DecisionStatus.DRAFT and decision.replaces_id is not None,
            "may_amend": prepares and issued and editions[-1] == decision,
            "may_move": prepares and issued,
        },
    )


@require_http_methods(["GET", "POST"])
def decision_amend(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new edition of an issued decision, as a draft."""
    decision = get_decision(request, pk)
    if not may_prepare(request.user, decision.round.county_id) or decision.status != DecisionStatus.ISSUED:
        raise PermissionDenied
    form = NewEditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = amend.new_edition(decision, actor=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The new edition is a draft. Write what changes."))
            return redirect("decision_edit", pk=made.pk)
    return render(
        request, "allocations/decision_amend.html", {"decision": decision, "form": form, "trail": trail_to(decision)}
    )


@require_POST
def decision_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a draft edition up."""
    decision = get_decision(request, pk)
    if not may_prepare(request.user, decision.round.county_id):
        raise PermissionDenied
    try:
        amend.drop_edition(decision, actor=request.user)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("decision_detail", pk=decision.pk)
    messages.success(request, _("The draft is given up. The issued decision counts as before."))
    return redirect("decision_list", pk=decision.round_id)


@require_http_methods(["GET", "POST"])
def decision_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that a recipient moves money between two measures, by notice only."""
    decision = get_decision(request, pk)
    if not may_prepare(request.user, decision.round.county_id) or decision.status != DecisionStatus.ISSUED:
        raise PermissionDenied
    form = SmallMoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            amend.small_move(decision, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The move is noted. The decision stays as it is."))
            return redirect("decision_detail", pk=decision.pk)
    terms = LetterTerms.objects.filter(round=decision.round_id).first()
    return render(
        request,
        "allocations/decision_move.html",
        {
            "decision": decision,
            "form": form,
            "trail": trail_to(decision),
            "limit": terms.small_move_limit if terms else 0,
            "moved": sum(decision.small_moves.values_list("amount", flat=True)),
        },
    )
