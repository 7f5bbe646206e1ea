"""One network: the red thread of a round, who is in it, its documents, its money over the years."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allocations.permissions import may_read_history, may_see_people
from allocations.permissions.costs import may_see_costs
from allocations.selectors.network_page import network_page, networks_with_parts, people_of
from allocations.views import network_parts, network_thread
from allocations.views.round_parts import recommended_word
from dekom.core.http import SignedInRequest
from networks.models import Network
from networks.views.rooms import rooms


@require_safe
def network_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    network = get_object_or_404(networks_with_parts(Network.objects.visible_to(request.user), today), pk=pk)
    page = network_page(network, request.user, today, request.GET.get("round", ""))
    people = people_of(network, page.owner_ids, today) if may_see_people(request.user, network, page.owner_ids) else []
    return render(
        request,
        "allocations/network_detail.html",
        {
            "trail": [(_("Overview"), reverse("home")), (_("Networks"), reverse("network_list"))],
            "page": page,
            "network": network,
            "rooms": rooms(request.user, network, "overview"),
            "current": page.current,
            "figures": network_parts.figures(page),
            "steps": network_thread.steps(page.current, page.milestones) if page.current else [],
            "facts": network_parts.facts(page),
            "people": people,
            "documents": network_parts.documents(page),
            "chart": network_parts.chart(page),
            "sees_decisions": any(line.standing.decision for line in page.years),
            "recommended_word": recommended_word(page.current.round) if page.current else "",
            "may_see_costs": may_see_costs(request.user, network, page.owner_ids),
            "may_read_history": may_read_history(request.user, network.county_id),
        },
    )
