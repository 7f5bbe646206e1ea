"""The costs of a year are entered: expenses, earmarked grants, and who pays by how many children."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from allocations.actions import costs
from allocations.cost_form import CostForms
from allocations.enums.costs import CostKind
from allocations.views.cost_sharing import year_to_write
from allocations.views.cost_sharing_parts import trail
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest


@require_http_methods(["GET", "POST"])
def cost_sharing_edit(request: SignedInRequest, network_pk: int, year: int) -> HttpResponse:
    cost_year = year_to_write(request, network_pk, year)
    forms = CostForms(cost_year, request.POST if request.method == "POST" else None)
    if request.method == "POST" and forms.is_valid():
        try:
            costs.save(cost_year, forms.entries(), seen=forms.year.cleaned_data["version"], actor=request.user)
        except DomainError as error:
            forms.year.add_error(None, error.messages)
        else:
            messages.success(request, _("Saved."))
            return redirect(cost_year)
    context = {
        "network": cost_year.network,
        "cost_year": cost_year,
        "forms": forms,
        "tables": [
            {"id": kind.value, "title": title, "formset": forms.items[kind]}
            for kind, title in ((CostKind.EXPENSE, _("Expenses")), (CostKind.EARMARKED, _("Earmarked grants")))
        ],
        "trail": [*trail(cost_year.network), (str(cost_year.year), cost_year.get_absolute_url())],
    }
    return render(request, "allocations/cost_sharing_edit.html", context)
