"""A network's costs by year: the list, the two invoice bases of a year, and the buttons that make them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allocations.actions import costs
from allocations.enums.costs import CostKind, InvoiceKind
from allocations.models import CostYear
from allocations.permissions.costs import may_see_costs, may_write_costs
from allocations.selectors.cost_sharing import computed, cost_years, newest
from allocations.views.cost_sharing_parts import part_of, trail
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.models import Network


@require_safe
def cost_sharing_list(request: SignedInRequest, network_pk: int) -> HttpResponse:
    network = network_to_read(request, network_pk)
    years = network.cost_years.select_related("network").prefetch_related("invoice_bases").order_by("-year")
    lines = [{"year": each, "made": [newest(each, kind) for kind in InvoiceKind]} for each in years]
    known = {each.year for each in years}
    this_year = timezone.localdate().year
    context = {
        "network": network,
        "lines": lines,
        "kinds": InvoiceKind.choices,
        "may_write": may_write_costs(request.user, network),
        "next_years": [year for year in (this_year, this_year + 1) if year not in known],
        "trail": trail(network)[:-1],
    }
    return render(request, "allocations/cost_sharing_list.html", context)


@require_POST
def cost_sharing_begin(request: SignedInRequest, network_pk: int) -> HttpResponse:
    """A new year, copied from the one before."""
    network = network_to_write(request, network_pk)
    text = request.POST.get("year", "")
    try:
        if not text.isdecimal() or not 2000 <= int(text) <= 2100:
            raise DomainError(_("Write the year with four digits."))
        cost_year = costs.begin(network, int(text), actor=request.user)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("cost_sharing_list", network.pk)
    return redirect("cost_sharing_edit", network.pk, cost_year.year)


@require_safe
def cost_sharing_detail(request: SignedInRequest, network_pk: int, year: int) -> HttpResponse:
    cost_year = year_to_read(request, network_pk, year)
    network = cost_year.network
    items = list(cost_year.items.all())
    context: dict[str, Any] = {
        "network": network,
        "cost_year": cost_year,
        "may_write": may_write_costs(request.user, network),
        "groups": [
            {
                "label": label,
                "items": [item for item in items if item.kind == kind],
                "budgeted": sum(item.budgeted or 0 for item in items if item.kind == kind),
                "accounted": sum(item.accounted or 0 for item in items if item.kind == kind),
            }
            for kind, label in ((CostKind.EXPENSE, _("Expenses")), (CostKind.EARMARKED, _("Earmarked grants")))
        ],
        "parts": [part_of(cost_year, computed(cost_year, kind)) for kind in InvoiceKind],
        "trail": trail(network),
    }
    return render(request, "allocations/cost_sharing_detail.html", context)


@require_POST
def cost_sharing_invoice(request: SignedInRequest, network_pk: int, year: int) -> HttpResponse:
    """Make the invoice basis that the button names."""
    cost_year = year_to_write(request, network_pk, year)
    kind, seen = request.POST.get("kind", ""), request.POST.get("seen", "")
    reason = request.POST.get("reason", "").strip()
    try:
        if kind not in InvoiceKind.values or not seen.isdecimal():
            raise DomainError(_("Choose which invoice basis to make."))
        basis = costs.make_invoices(
            cost_year, InvoiceKind(kind), seen=int(seen), reason=reason, actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        told = _("The invoice basis is made: %(kind)s.") % {"kind": basis.get_kind_display()}
        messages.success(request, told)
    return redirect(cost_year)


def network_to_read(request: SignedInRequest, pk: int) -> Network:
    network = get_object_or_404(Network.objects.visible_to(request.user).select_related("county"), pk=pk)
    if not may_see_costs(request.user, network):
        raise PermissionDenied
    return network


def network_to_write(request: SignedInRequest, pk: int) -> Network:
    network = network_to_read(request, pk)
    if not may_write_costs(request.user, network):
        raise PermissionDenied
    return network


def year_to_read(request: SignedInRequest, network_pk: int, year: int) -> CostYear:
    """What the person may not see is not there."""
    seen = CostYear.objects.visible_to(request.user).filter(network=network_pk, year=year).values("pk")
    return get_object_or_404(cost_years().filter(pk__in=seen))


def year_to_write(request: SignedInRequest, network_pk: int, year: int) -> CostYear:
    cost_year = year_to_read(request, network_pk, year)
    if not may_write_costs(request.user, cost_year.network):
        raise PermissionDenied
    return cost_year
