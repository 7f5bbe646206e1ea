"""The parts of a round's page as its components take them: figures, the sum, the money's way."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from allocations.selectors.round_page import FixedStanding, RoundPage
from dekom.core.charts.sankey import Recipient, Sankey, Stream, sankey
from dekom.core.charts.stack import Part, Stack, stack
from dekom.core.kroner import format_kroner
from networks.enums import ForumRole, MilestoneKind
from networks.models import Round

FIXED_KEYS = ("uh", "meet", "ppt", "fix")
SET_ASIDE: dict[str, str | Promise] = {
    "frame": gettext_lazy("Frames for the networks"),
    "recommended": gettext_lazy("Recommended for the networks"),
    "proposed": gettext_lazy("Proposed for the networks"),
    "decided": gettext_lazy("Granted to the networks"),
    "mixed": gettext_lazy("Set aside for the networks"),
}


@dataclass(frozen=True)
class BalanceSum:
    """The parts that make the appropriation, as one bar and its terms; ``over`` says by how much they are too many."""

    parts: list[dict[str, Any]]
    stack: Stack
    total: int
    over: int


def proposes(round_: Round) -> bool:
    """Whether the governor proposes and the forum gives input; else the forum recommends."""
    return round_.legal_basis.forum_role == ForumRole.GIVES_INPUT


def recommended_word(round_: Round) -> str:
    """What the amount is called in the round's regime."""
    return _("Proposed") if proposes(round_) else _("Recommended")


def lead(page: RoundPage) -> str:
    """Who decides, and by when."""
    sentences = [f"{page.round.legal_basis.get_forum_role_display()}."]
    if day := page.milestones.get(MilestoneKind.DECISION):
        by = date_format(day, "DATE_FORMAT")
        sentences.append(_("Decisions and letters are due by {date}.").format(date=by))
    return " ".join(sentences)


def figures(page: RoundPage) -> list[dict[str, Any]]:
    """Key figures; nothing where the reader may not see the budget."""
    budget, found = page.budget, page.balance
    if budget is None or found is None:
        return []
    count = len(page.standings)
    stage = page.stage
    if stage == "recommended" and proposes(page.round):
        stage = "proposed"
    networks = ngettext("{count} network", "{count} networks", count).format(count=count)
    grants = ngettext("{count} yearly grant", "{count} yearly grants", len(page.fixed)).format(count=len(page.fixed))
    shown = [
        (_("Appropriation"), budget.appropriation, budget.appropriation_source),
        (SET_ASIDE[stage], found.networks, _("{networks}, coordination included").format(networks=networks)),
        (_("Fixed grants"), sum(found.fixed), grants),
        (_("Not yet distributed"), found.left, ""),
    ]
    if found.common_measures or found.reserve:
        shown.insert(3, (_("Common measures and reserve"), found.common_measures + found.reserve, ""))
    return [
        {"label": label, "value": format_kroner(amount), "unit": _("kr"), "note": note} for label, amount, note in shown
    ]


def balance_sum(page: RoundPage) -> BalanceSum | None:
    """Every part of the appropriation that is not nothing, in the order of the budget."""
    found = page.balance
    if found is None:
        return None
    terms: list[tuple[str, int, str]] = [
        (_("measures in the networks"), found.measures, "net"),
        (_("coordination"), found.coordination, "coord"),
        *(
            (each.grant.recipient_name, each.grant.amount, FIXED_KEYS[min(place, len(FIXED_KEYS) - 1)])
            for place, each in enumerate(by_size(page.fixed))
        ),
        (_("common measures"), found.common_measures, "common"),
        (_("reserve"), found.reserve, "res"),
        (_("not yet distributed"), found.left, "left"),
    ]
    terms = [term for term in terms if term[1]]
    parts = [{"label": label, "amount": amount, "key": key} for label, amount, key in terms]
    drawn = stack([Part(key, amount) for _label, amount, key in terms])
    return BalanceSum(parts, drawn, found.appropriation, found.over)


def by_size(fixed: list[FixedStanding]) -> list[FixedStanding]:
    return sorted(fixed, key=lambda each: -each.grant.amount)


def way(page: RoundPage) -> Sankey | None:
    """The money's way; nothing while there is none, or more is given than there is."""
    found = page.balance
    if found is None or not found.adds_up or not found.appropriation:
        return None
    streams = [
        Stream("net", _("Measures in the networks"), found.measures),
        Stream("coord", _("Coordination"), found.coordination),
        Stream("fix", _("Fixed grants"), sum(found.fixed)),
        Stream("common", _("Common measures"), found.common_measures),
        Stream("res", _("Reserve"), found.reserve),
        Stream("left", _("Not yet distributed"), found.left),
    ]
    networks = [
        Recipient(each.network.short_name, "all", {"net": share.measures, "coord": share.coordination})
        for each, share in zip(page.standings, found.shares, strict=True)
    ]
    networks.sort(key=lambda recipient: -recipient.amount)
    fixed = [Recipient(each.grant.recipient_name, "fix", {"fix": each.grant.amount}) for each in by_size(page.fixed)]
    rest = [Recipient(stream.label, stream.key, {stream.key: stream.amount}) for stream in streams[3:]]
    return sankey(_("Appropriation"), streams, [*networks, *fixed, *rest])
