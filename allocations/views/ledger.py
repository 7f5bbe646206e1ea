"""The round's ledger: where every krone stands on a day."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from allocations.permissions import may_see_bench
from allocations.selectors.bench import rounds_with_budget
from allocations.selectors.ledger import standing_on
from allocations.selectors.round_money import round_money
from allocations.services.ledger import LEFTOVER, Place, by_place, leftover
from allocations.services.leftovers import OverdrawnError
from dekom.core.charts.stack import Part, stack
from dekom.core.http import SignedInRequest
from networks.models import Round

WORDS = {
    Place.NOT_DISTRIBUTED: gettext_lazy("Not yet distributed"),
    Place.FIXED: gettext_lazy("Fixed grants"),
    Place.COMMON_MEASURES: gettext_lazy("Common measures"),
    Place.RESERVE: gettext_lazy("Reserve"),
    Place.FRAME: gettext_lazy("Frames that are not asked for yet"),
    Place.ASKED: gettext_lazy("Asked for, not decided"),
    Place.BELOW_FRAME: gettext_lazy("Left below the frame"),
    Place.REFUSED: gettext_lazy("Asked for, and not granted"),
    Place.RECOMMENDED: gettext_lazy("Recommended of the leftover funds"),
    Place.GRANTED: gettext_lazy("Granted, not paid"),
    Place.PAID: gettext_lazy("Paid"),
    Place.UNSPENT: gettext_lazy("Reported unspent"),
    Place.CARRIED_OVER: gettext_lazy("Carried over to next year"),
    Place.SET_OFF: gettext_lazy("Set off against next year's grant"),
    Place.RETURNED: gettext_lazy("Given back"),
}
KEYS = {
    Place.NOT_DISTRIBUTED: "left",
    Place.FIXED: "fix",
    Place.COMMON_MEASURES: "common",
    Place.RESERVE: "res",
    Place.FRAME: "coord",
    Place.ASKED: "meet",
    Place.BELOW_FRAME: "ppt",
    Place.REFUSED: "ppt",
    Place.RECOMMENDED: "meet",
    Place.GRANTED: "uh",
    Place.PAID: "net",
    Place.UNSPENT: "ppt",
    Place.CARRIED_OVER: "coord",
    Place.SET_OFF: "coord",
    Place.RETURNED: "ppt",
}


@require_safe
def ledger(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_object_or_404(rounds_with_budget(Round.objects.visible_to(request.user)), pk=pk)
    if not may_see_bench(request.user, round_.county_id):
        raise PermissionDenied
    day = parse_day(request.GET.get("on", ""))
    money = round_money(round_)
    try:
        standing, over = standing_on(money, day), 0
    except OverdrawnError as error:
        standing, over = {}, error.by
    places = by_place(standing)
    lines = [
        {"label": WORDS[place], "amount": amount, "key": KEYS[place], "free": place in LEFTOVER}
        for place, amount in places.items()
        if amount
    ]
    paid_out = sum(amount for on, _code, _recipient, amount in money.payments if on <= day)
    context = {
        "round": round_,
        "day": day,
        "lines": lines,
        "stack": stack([Part(KEYS[place], amount) for place, amount in places.items()]),
        "over": over,
        "paid_out": paid_out,
        "unspent": paid_out - places[Place.PAID],
        "total": sum(places.values()),
        "leftover": leftover(standing),
        "trail": [
            (_("Overview"), reverse("home")),
            (_("Rounds"), reverse("round_list")),
            (str(round_), round_.get_absolute_url()),
        ],
    }
    return render(request, "allocations/ledger.html", context)


def parse_day(text: str) -> date:
    """The day asked for; today where there is none, or none that exists."""
    try:
        return parse_date(text) or timezone.localdate()
    except ValueError:
        return timezone.localdate()
