"""The buttons beside the costs of a measure: another line, one less, and lines pasted from a spreadsheet."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from dekom.core.kroner import parse_kroner
from networks.actions import compose
from networks.models import CostLine
from networks.selectors.basis_draft import Draft
from networks.services.cost_paste import PasteError, read_pasted
from networks.views.basis.common import trail


def changed_costs(request: SignedInRequest, draft: Draft, measure: Any) -> HttpResponse | None:
    """Do what a button beside the costs says; nothing back if none was pressed.  Raises: DomainError."""
    anchor = "costs"
    if "add_cost" in request.POST:
        line = compose.cost(draft.basis, measure, actor=request.user, now=timezone.now())
        anchor = f"cost-{line.pk}-label"
    elif (line_pk := request.POST.get("remove_cost", "")).isdecimal():
        found = CostLine.objects.filter(measure=measure, pk=line_pk).select_related("measure").first()
        if found is not None and not found.is_blank and "sure" not in request.POST:
            context = {"basis": draft.basis, "measure": measure, "line": found, "trail": trail(draft.basis)}
            return render(request, "networks/decision_basis_cost_remove.html", context)
        if found is not None:
            compose.without_cost(draft.basis, found, actor=request.user)
            messages.success(request, _("The cost is removed. The history keeps it."))
    elif "paste" in request.POST:
        paste(request, draft, measure)
    else:
        return None
    return redirect(f"{request.path}#{anchor}")


def paste(request: SignedInRequest, draft: Draft, measure: Any) -> None:
    """Costs from a spreadsheet.  Raises: DomainError: naming the line and what is wrong with it."""
    try:
        lines = read_pasted(request.POST.get("pasted", ""), parse_kroner)
    except PasteError as error:
        reason = error.reason or _("Put a tab or a semicolon between what it is for, the recipient and the amount.")
        raise DomainError(_("Line {number}: {reason}").format(number=error.number, reason=reason)) from error
    if not lines:
        raise DomainError(_("Paste the lines from your spreadsheet first."))
    compose.pasted(draft.basis, measure, lines, actor=request.user, now=timezone.now())
    text = ngettext("Added %(count)s cost.", "Added %(count)s costs.", len(lines))
    messages.success(request, text % {"count": len(lines)})
