"""The register of networks: who is in each, who hosts it, who helps."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dekom.core.http import SignedInRequest, search_words
from dekom.core.sorting import norwegian_key
from networks.models import Network
from networks.selectors.network_lines import network_lines, partners_of, schemes_of
from networks.views.tabs import network_tabs

PER_PAGE = 50


@require_safe
def network_list(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    search = search_words(request.GET)
    scheme, partner = (request.GET.get(name, "").strip() for name in ("scheme", "partner"))
    lines = network_lines(Network.objects.visible_to(request.user), today)
    found = [line for line in lines if line.matches(search=search, scheme=scheme, partner=partner)]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "networks/network_list.html",
        {
            "tabs": network_tabs(request.user, "networks"),
            "page": page,
            "nothing_at_all": not lines,
            "schemes": sorted(schemes_of(lines), key=norwegian_key),
            "partners": sorted(partners_of(lines), key=norwegian_key),
            "search": search,
            "scheme": scheme,
            "partner": partner,
            "several_counties": len({line.network.county_id for line in lines}) > 1,
        },
    )
