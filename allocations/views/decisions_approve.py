"""Approval of a round's decisions as a batch, with the whole list read back before it counts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
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
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest


@require_http_methods(["GET", "POST"])
def decisions_approve(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_followed_round(request, pk)
    if not may_approve(request.user, round_.county_id):
        raise PermissionDenied
    rows = decision_rows(round_, day=timezone.localdate())
    own = [row for row in rows if row.is_ready and is_own(row, request)]
    ready = [row for row in rows if row.is_ready and not is_own(row, request)]
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
            "form": form,
            "ready": ready,
            "own": own,
            "blocked": [row for row in rows if row.is_draft and not row.is_ready],
            "total": sum(row.decision.decided or 0 for row in ready),
        },
    )


def is_own(row: DecisionRow, request: SignedInRequest) -> bool:
    return request.user.pk in {row.decision.prepared_by_id, row.decision.edited_by_id, *row.decision.worked_on_by}
