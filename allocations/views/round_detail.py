"""One round: where every krone is, and where every network stands."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from allocations.permissions import may_approve, may_follow_decisions, may_prepare, may_read_history, may_see_bench
from allocations.selectors.round_page import RoundPage, round_page, rounds_with_parts
from allocations.selectors.standings import Standing
from allocations.views import round_parts
from dekom.core.charts.hbar import HBar, hbar
from dekom.core.http import SignedInRequest
from networks.models import Round

AGAINST_FRAME: dict[str, str | Promise] = {
    "under": _("Under the frame"),
    "equal": _("Equal to the frame"),
    "over": _("Over the frame"),
}


class Row(NamedTuple):
    standing: Standing
    bar: HBar


@require_safe
def round_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_object_or_404(rounds_with_parts(Round.objects.visible_to(request.user)), pk=pk)
    page = round_page(round_, request.user)
    shown = filtered(page.standings, request.GET)
    return render(
        request,
        "allocations/round_detail.html",
        {
            "trail": [(_("Overview"), reverse("home")), (_("Rounds"), reverse("round_list"))],
            "page": page,
            "round": round_,
            "lead": round_parts.lead(page),
            "recommended_word": round_parts.recommended_word(round_),
            "figures": round_parts.figures(page),
            "sum": round_parts.balance_sum(page),
            "way": round_parts.way(page),
            "rows": rows(page, shown),
            "sums": page.sums(shown),
            "states": {standing.key: standing.state[1] for standing in page.standings},
            "against_frame": AGAINST_FRAME,
            "state": request.GET.get("state", ""),
            "frame": request.GET.get("frame", ""),
            "may_see_bench": may_see_bench(request.user, round_.county_id),
            "may_read_history": may_read_history(request.user, round_.county_id),
            "may_follow_decisions": may_follow_decisions(request.user, round_.county_id),
            "may_prepare": may_prepare(request.user, round_.county_id),
            "may_approve": may_approve(request.user, round_.county_id),
        },
    )


def filtered(standings: Sequence[Standing], query: Mapping[str, str]) -> list[Standing]:
    """Those in the state, and on the side of the frame, that the query names; unknown values name nothing."""
    state, frame = query.get("state", ""), query.get("frame", "")
    if frame not in AGAINST_FRAME:
        frame = ""
    return [
        standing for standing in standings if state in ("", standing.key) and frame in ("", against_frame(standing))
    ]


def against_frame(standing: Standing) -> str | None:
    if standing.difference is None:
        return None
    if standing.difference == 0:
        return "equal"
    return "over" if standing.difference > 0 else "under"


def rows(page: RoundPage, shown: Sequence[Standing]) -> list[Row]:
    """The shown networks, each with its bar; all bars have the same measure, whatever is filtered away."""
    amounts = [amount or 0 for each in page.standings for amount in (each.frame, each.requested, each.recommended)]
    top = max(amounts, default=0) or 1
    return [Row(each, hbar(each.frame, each.requested, each.recommended, top)) for each in shown]
