"""A round's payments: what is planned, held, attested, ordered and paid, and the lists they were ordered in."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allocations.permissions.payments import may_handle_payments, may_order_payments
from allocations.selectors.payments_page import PaymentRow, lists_of, payment_rows, sums
from allocations.views.decision_list import get_followed_round, round_trail
from dekom.core.charts.stack import Part, stack
from dekom.core.http import SignedInRequest

FILTERS = ("held", "planned", "attested", "ordered", "paid", "lapsed")


@require_safe
def payment_list(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_followed_round(request, pk)
    rows = payment_rows(round_, request.user, timezone.localdate())
    chosen = request.GET.get("state", "")
    totals = sums(rows)
    context = {
        "trail": round_trail(round_),
        "round": round_,
        "rows": [row for row in rows if chosen not in FILTERS or key(row) == chosen],
        "count": len(rows),
        "figures": figures(totals),
        "stack": stack([Part(KEYS[name], amount) for name, amount in totals.items() if amount]),
        "total": sum(totals.values()),
        "filters": [{"key": name, "label": WORDS[name](), "current": name == chosen} for name in FILTERS],
        "chosen": chosen,
        "lists": list(lists_of(round_)),
        "may_handle": may_handle_payments(request.user, round_.county_id),
        "may_order": may_order_payments(request.user, round_.county_id),
    }
    return render(request, "allocations/payment_list.html", context)


def key(row: PaymentRow) -> str:
    """The state as the filter names it."""
    return "held" if row.is_held else row.payment.status


WORDS = {
    "held": lambda: _("Held"),
    "planned": lambda: _("Planned"),
    "attested": lambda: _("Attested"),
    "ordered": lambda: _("Ordered"),
    "paid": lambda: _("Paid"),
    "lapsed": lambda: _("Lapsed"),
}
KEYS = {"planned": "left", "held": "ppt", "attested": "coord", "ordered": "uh", "paid": "net"}


def figures(totals: dict[str, int]) -> list[dict[str, Any]]:
    """One figure a state, in kroner."""
    return [{"label": WORDS[name](), "amount": amount, "key": KEYS[name]} for name, amount in totals.items()]
