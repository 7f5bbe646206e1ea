"""The round's money in a few lines that add up to the appropriation. Amounts are whole kroner."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allocations.models import Budget, FixedGrant, FrameAdoption
from dekom.portal.selectors.overview import Overview


@dataclass(frozen=True)
class Money:
    """What the sum table takes, and whether more is given than there is."""

    lines: list[dict[str, Any]]
    total: int
    left: int


def money_of(overview: Overview) -> Money | None:
    """For staff, auditors and the forum; one query."""
    round_ = overview.round
    if round_ is None:
        return None
    access = overview.access
    if not (access.is_superuser or round_.county_id in access.reads_all_in | access.forum_in):
        return None
    newest = FrameAdoption.objects.filter(round=OuterRef("round")).order_by("-version")
    budget = (
        Budget.objects.filter(round=round_)
        .annotate(
            frames=Subquery(newest.annotate(total=Sum("frames__amount")).values("total")[:1]),
            networks=Subquery(newest.annotate(count=Count("frames")).values("count")[:1]),
            fixed=Subquery(
                FixedGrant.objects.filter(budget=OuterRef("pk"))
                .values("budget")
                .annotate(total=Sum("amount"))
                .values("total")
            ),
        )
        .first()
    )
    return None if budget is None else _money(budget)


def _money(budget: Any) -> Money:  # a Budget with the sums that the query adds
    networks = budget.networks or 0
    frames = ngettext("Frame for %(count)s network", "Frames for %(count)s networks", networks) % {"count": networks}
    given = [
        (frames, budget.frames or 0),
        (_("Fixed grants"), budget.fixed or 0),
        (_("Common measures"), budget.common_measures),
        (_("Reserve"), budget.reserve),
    ]
    left = budget.appropriation - sum(amount for _label, amount in given)
    lines = [*((label, amount) for label, amount in given if amount), (_("Not distributed yet"), left)]
    return Money([{"label": label, "amount": amount} for label, amount in lines], budget.appropriation, left)
