"""The secretariat's moves: take in, ask for changes part by part, give more time; and where every network stands."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from dekom.core.kroner import format_change, format_kroner
from dekom.core.sorting import norwegian_key
from networks.actions import review
from networks.enums import BasisStatus
from networks.enums.writing import BasisPart, PartState
from networks.forms_basis import ChangesForm, ExtensionForm
from networks.models import DecisionBasis, Round
from networks.permissions.writing import may_review, may_see_matrix
from networks.selectors.basis_draft import Draft, bases_with_all, drafts_of
from networks.views.basis.common import MARKS, STATUS_MARKS, get_basis, get_draft, name_of, trail


def reviewable(request: SignedInRequest, pk: int) -> Any:
    basis = get_basis(request, pk)
    if not may_review(request.user, basis):
        raise PermissionDenied
    return basis


@require_POST
def decision_basis_take_in(request: SignedInRequest, pk: int) -> HttpResponse:
    basis = reviewable(request, pk)
    try:
        review.take_in(basis)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken into review: the forum can read it."))
    return redirect(basis)


@require_http_methods(["GET", "POST"])
def decision_basis_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for changes in named parts, each with its reason."""
    draft = get_draft(request, pk)
    basis: Any = draft.basis
    if not may_review(request.user, basis):
        raise PermissionDenied
    form = ChangesForm(request.POST or None, places=places(draft))
    if form.is_valid():
        reasons = {place(name): text for name, text in form.cleaned_data.items()}
        try:
            review.request_changes_in(basis, reasons, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error(None, forms.ValidationError(error.messages))
        else:
            messages.success(request, _("The network is asked for changes, by mail too."))
            return redirect(basis)
    return render(
        request, "networks/decision_basis_changes.html", {"basis": basis, "form": form, "trail": trail(basis)}
    )


def places(draft: Draft) -> list[tuple[str, str]]:
    """Every part, and each measure under its part."""
    found = []
    for part in BasisPart:
        found.append((part.value, str(part.label)))
        if part == BasisPart.MEASURES:
            found += [(f"measure-{each.pk}", f"{name_of(each)}: {each.title}") for each in draft.measures]
    return found


def place(name: str) -> tuple[str, int | None]:
    head, _dash, pk = name.rpartition("-")
    return (BasisPart.MEASURES.value, int(pk)) if head == "measure" else (name, None)


@require_http_methods(["GET", "POST"])
def decision_basis_extend(request: SignedInRequest, pk: int) -> HttpResponse:
    basis = reviewable(request, pk)
    form = ExtensionForm(request.POST or None)
    if form.is_valid():
        try:
            review.extend(basis, **form.cleaned_data, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error(None, forms.ValidationError(error.messages))
        else:
            messages.success(request, _("The network has a new deadline, and is told by mail."))
            return redirect(basis)
    context = {"basis": basis, "form": form, "trail": trail(basis)}
    return render(request, "networks/decision_basis_extend.html", context)


@require_safe
def decision_basis_matrix(request: SignedInRequest, pk: int) -> HttpResponse:
    """Networks × parts: where each stands with its decision basis."""
    rounds = Round.objects.visible_to(request.user).select_related("scheme", "legal_basis", "county")
    round_ = get_object_or_404(rounds, pk=pk)
    if not may_see_matrix(request.user, round_.county_id):
        raise PermissionDenied
    bases = bases_with_all(DecisionBasis.objects.visible_to(request.user).filter(round=round_))
    drafts = sorted(
        drafts_of(list(bases), timezone.localdate()), key=lambda draft: norwegian_key(draft.basis.network.short_name)
    )
    handed_in = [draft for draft in drafts if draft.basis.status not in {BasisStatus.DRAFT, "changes_requested"}]
    context = {
        "round": round_,
        "rows": [matrix_row(draft) for draft in drafts],
        "steps": [part.label for part in BasisPart] + [_("Submitted")],
        "handed_in": len(handed_in),
        "count": len(drafts),
        "legend": [(MARKS[state.value], state.label) for state in PartState if state != PartState.LOCKED],
        "trail": [(str(round_), round_.get_absolute_url())],
    }
    return render(request, "networks/decision_basis_matrix.html", context)


def matrix_row(draft: Draft) -> dict[str, Any]:
    basis = draft.basis
    cells = []
    for part in BasisPart.values:
        state = draft.state_of(part)
        cells.append((MARKS[state], PartState(state).label))
    cells.append((STATUS_MARKS[basis.status], basis.get_status_display()))
    return {
        "label": basis.network.short_name,
        "url": basis.get_absolute_url(),
        "cells": cells,
        "next": _next(draft),
        "now": basis.get_status_display(),
    }


def _next(draft: Draft) -> str:
    """The amount against the frame, and what is special."""
    basis = draft.basis
    asked = draft.facts.asked if draft.measures else basis.requested
    words = []
    if asked is not None and basis.frame is not None:
        words.append(f"{format_kroner(asked)} ({format_change(asked - basis.frame)})")
    if basis.extended_until is not None:
        words.append(_("extension"))
    if draft.is_late:
        words.append(_("deadline over"))
    return ", ".join(words)
