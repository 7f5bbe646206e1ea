"""Approval of a round's decisions as a batch, with the whole list read back before it counts."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from allocations.actions import approve
from allocations.forms import ApprovalForm
from allocations.permissions import may_approve
from allocations.selectors.decision_page import DecisionRow, decision_rows
from allocations.views.decision_list import get_followed_round, round_trail
from allocations.views.round_parts import recommended_word
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.enums import MilestoneKind


@require_http_methods(["GET", "POST"])
def decisions_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_followed_round(request, pk)
    if not may_approve(request.user, round_.county_id):
        raise PermissionDenied
    rows = decision_rows(round_, day=timezone.localdate())
    own = [row for row in rows if row.is_ready and row.decision.was_worked_on_by(request.user.pk)]
    ready = [row for row in rows if row.is_ready and not row.decision.was_worked_on_by(request.user.pk)]
    prefetch_related_objects([row.decision for row in ready], "edited_by")
    drafts = [(f"{row.decision.pk}:{row.decision.version}", row.facts.name) for row in rows if row.is_draft]
    posted = [(value, value) for value in request.POST.getlist("seen")]
    form = ApprovalForm(request.POST or None, choices=[*drafts, *posted])
    if request.method == "POST" and form.is_valid():
        try:
            made = approve.decisions(round_, form.versions(), actor=request.user, now=timezone.now())
        except (DomainError, ValueError) as error:
            form.add_error(None, getattr(error, "messages", [_("Read the list again.")]))
        else:
            text = ngettext("%(count)s decision is approved.", "%(count)s decisions are approved.", len(made))
            messages.success(request, text % {"count": len(made)})
            return redirect("letter_list", pk=round_.pk)
    return render(
        request,
        "allocations/decisions_approve.html",
        {
            "trail": round_trail(round_, (_("Decisions"), reverse("decision_list", kwargs={"pk": round_.pk}))),
            "round": round_,
            "recommended_word": recommended_word(round_),
            "form": form,
            "ready": ready,
            "own": own,
            "blocked": [row for row in rows if row.is_draft and not row.is_ready],
            "sums": sums_of(ready),
            "passed": passed_days(round_, timezone.localdate()) if any(row.gets_letter for row in ready) else [],
        },
    )


def sums_of(rows: list[DecisionRow]) -> dict[str, int]:
    """What the table's columns come to, in whole kroner."""
    return {
        "requested": sum(row.facts.requested or 0 for row in rows),
        "recommended": sum(row.decision.recommended or 0 for row in rows),
        "decided": sum(row.decision.decided or 0 for row in rows),
    }


def passed_days(round_: Any, today: date) -> list[tuple[str, date]]:
    """The days that the letters will give and that have been, each with its name.

    ``round_`` comes from ``round_for_letters``; what is ready to be approved has its letters' texts.
    """
    terms = round_.letter_terms
    given = [
        (_("paid by"), terms.pay_by),
        (_("measures finished by"), terms.finish_by),
        (str(MilestoneKind.REPORT.label), round_.report_by),
    ]
    return [(label, day) for label, day in given if day is not None and day < today]
