"""The rounds a person may see, with how far each has come."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from allocations.selectors.round_lines import round_lines, visible_rounds
from dekom.core.http import SignedInRequest
from dekom.core.sorting import norwegian_key

PER_PAGE = 25


@require_safe
def round_list(request: SignedInRequest) -> HttpResponse:
    everything = visible_rounds(request.user)
    scheme, year = request.GET.get("scheme", ""), request.GET.get("year", "")
    found = [each for each in everything if scheme in ("", each.scheme_code) and year in ("", str(each.year))]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    schemes = {(each.scheme_code, each.scheme) for each in everything}
    return render(
        request,
        "allocations/round_list.html",
        {
            "lines": round_lines([each.pk for each in page], request.user, timezone.localdate()),
            "page": page,
            "schemes": sorted(schemes, key=lambda pair: norwegian_key(pair[1])),
            "years": [str(year) for year in sorted({each.year for each in everything}, reverse=True)],
            "scheme": scheme,
            "year": year,
            "several_counties": len({each.county for each in everything}) > 1,
            "nothing_at_all": not everything,
        },
    )
