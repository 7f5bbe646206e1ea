"""Writes a round out in the shape that it is loaded from, with what has happened since."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from allocations.enums import DecisionStatus
from allocations.models import Decision, DecisionLine, LetterLine
from networks.enums import MilestoneKind
from networks.models import DecisionBasis, Membership, Partnership, Round

DEADLINES = (
    MilestoneKind.NEEDS_REPORT,
    MilestoneKind.DECISION_BASIS,
    MilestoneKind.RECOMMENDATION,
    MilestoneKind.DECISION,
    MilestoneKind.REPORT,
)
KEPT = ("sources", "left_for_later_note", "meeting", "criteria", "notes", "deadlines_note")  # no room of their own yet
ORDER = (
    "title",
    "sources",
    "amounts_in",
    "scheme",
    "scheme_code",
    "legal_basis",
    "year",
    "appropriation",
    "fixed",
    "coordination",
    "networks_total_incl_coordination",
    "left_for_later",
    "left_for_later_note",
    "deadlines",
    "meeting",
    "criteria",
    "networks",
    "notes",
    "deadlines_note",
)


def as_text(case: dict[str, Any]) -> str:
    """The file's text; the same rows always give the same bytes."""
    return json.dumps(case, ensure_ascii=False, indent=1) + "\n"


def export_round(round_: Round) -> dict[str, Any]:
    """The whole round in the shape of ``round.schema.json``. Amounts are whole kroner."""
    budget = round_.budget
    decisions = {decision.network_id or f"fixed {decision.fixed_grant_id}": decision for decision in _decisions(round_)}
    fixed: list[dict[str, Any]] = [
        {"purpose": grant.purpose, "recipient": grant.recipient_name, "amount": grant.amount}
        | _since(decisions.get(f"fixed {grant.pk}"), only_if_begun=True)
        for grant in budget.fixed_grants.all()
    ]
    networks = [_network(basis, decisions.get(basis.network_id)) for basis in _bases(round_)]
    extras = {
        extra.network.code: extra.amount
        for extra in budget.coordination_extras.select_related("network").order_by("pk")
    }
    total: int = sum(network["frame"] for network in networks)
    milestones = dict(round_.milestones.values_list("kind", "date"))
    case = {
        "title": round_.title,
        "amounts_in": "whole kroner (NOK)",
        "scheme": round_.scheme.name,
        "scheme_code": round_.scheme.code,
        "legal_basis": round_.legal_basis.code,
        "year": round_.year,
        "appropriation": budget.appropriation,
        "fixed": fixed,
        "coordination": {
            "flat_per_network": budget.coordination_flat,
            "extra": extras,
            "total": budget.coordination_flat * len(networks) + sum(extras.values()),
        },
        "networks_total_incl_coordination": total,
        "left_for_later": budget.appropriation - sum(grant["amount"] for grant in fixed) - total,
        "deadlines": {str(kind): milestones[kind].isoformat() for kind in DEADLINES},
        "networks": networks,
        **json.loads(round_.kept_parts),
    }
    return {key: case[key] for key in ORDER if key in case}


def _bases(round_: Round) -> QuerySet[DecisionBasis]:
    day = date(round_.year, 1, 1)
    members = Membership.objects.on(day).filter(scheme=round_.scheme).select_related("owner").order_by("pk")
    partners = Partnership.objects.on(day).select_related("partner").order_by("pk")
    return (
        round_.decision_bases.select_related("network")
        .prefetch_related(
            Prefetch("network__memberships", members, to_attr="members"),
            Prefetch("network__partnerships", partners, to_attr="partners"),
        )
        .order_by("pk")
    )


def _decisions(round_: Round) -> QuerySet[Decision]:
    lines = DecisionLine.objects.select_related("recipient", "letter_line__letter").order_by("pk")
    return round_.decisions.current().prefetch_related(Prefetch("lines", lines))


def _network(basis: DecisionBasis, decision: Decision | None) -> dict[str, Any]:
    network: Any = basis.network  # with members and partners fetched beside it
    since = _since(decision) or {
        "state": f"basis_{basis.status}",
        "decided": None,
        "paid": 0,
        "lines": [],
        "letters": [],
    }
    return {
        "code": network.code,
        "name": network.name,
        "owners": [{"number": member.owner.number, "name": member.owner.name} for member in network.members],
        "public_schools": network.public_schools,
        "private_schools": network.private_schools,
        "ppt_offices": network.ppt_offices,
        "development_partner": network.partners[0].partner.name,
        "requested": basis.requested,
        "frame": basis.frame,
        "recommended": decision.recommended if decision else None,
        "payout_held": bool(decision and decision.payout_held),
        "remark": decision.remark if decision else "",
        **since,
    }


def _since(decision: Decision | None, *, only_if_begun: bool = False) -> dict[str, Any]:
    """What has happened since the recommendation: state, amounts, lines and letters."""
    if decision is None:
        return {}
    lines = list(decision.lines.all())
    if only_if_begun and decision.status == DecisionStatus.DRAFT and not lines:
        return {}
    return {
        "state": decision.status,
        "decided": decision.decided,
        "paid": 0,  # nothing is paid out of Dekom yet
        "lines": [{"recipient": line.recipient.name, "amount": line.amount} for line in lines],
        "letters": [letter for line in lines for letter in _letters(line)],
    }


def _letters(line: DecisionLine) -> Iterator[dict[str, Any]]:
    """The issued letter that tells of the line; a letter may tell of several decisions, each under its own."""
    letter_line: LetterLine | None = getattr(line, "letter_line", None)
    if letter_line and letter_line.letter.is_issued:
        letter = letter_line.letter
        yield {
            "number": letter.number_text,
            "recipient": line.recipient.name,
            "amount": line.amount,
            "sha256": letter.sha256,
            "issued_at": letter.issued_at.isoformat() if letter.issued_at else None,
        }
