"""Who changed what in a network, and when."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allocations.permissions import may_read_history
from allocations.selectors.histories import network_history_of
from dekom.core.http import SignedInRequest
from networks.models import Network

PER_PAGE = 25


@require_safe
def network_history(request: SignedInRequest, pk: int) -> HttpResponse:
    network = get_object_or_404(Network.objects.visible_to(request.user), pk=pk)
    if not may_read_history(request.user, network.county_id):
        raise PermissionDenied
    trail = [
        (_("Overview"), reverse("home")),
        (_("Networks"), reverse("network_list")),
        (network.short_name, network.get_absolute_url()),
    ]
    page = Paginator(network_history_of(network), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "allocations/network_history.html", {"network": network, "trail": trail, "page": page})
