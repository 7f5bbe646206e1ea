"""The part of a round file that says what has happened since: decisions as made, letters as issued."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from allocations.actions import restore
from allocations.enums import DecisionStatus
from allocations.models import Decision
from networks.enums import OrganisationKind
from networks.models import Organisation, Round


def load_what_has_happened(
    case: dict[str, Any], round_: Round, decisions: list[tuple[dict[str, Any], Decision]]
) -> None:
    """Bring each draft to the state of its entry, and its letters back without their files.

    Raises: DomainError: lines or letters that do not fit the decisions.
    """
    decided_on = date.fromisoformat(case["deadlines"]["decision"])
    at = timezone.make_aware(datetime.combine(decided_on, time(12)))
    recipients: dict[str, Organisation] = {}
    letters: dict[str, list[tuple[dict[str, Any], Decision]]] = {}
    for entry, decision in decisions:
        lines = {
            _recipient(recipients, line["recipient"], round_).pk: line["amount"] for line in entry.get("lines", [])
        }
        if lines or entry.get("decided") is not None:
            state = DecisionStatus(entry.get("state", DecisionStatus.DRAFT))
            restore.decision(decision, decided=entry.get("decided"), lines=lines, to=state, at=at)
        for letter in entry.get("letters", []):
            letters.setdefault(letter["number"], []).append((letter, decision))
    for number, parts in sorted(letters.items(), key=lambda item: int(item[0].partition("/")[0])):
        letter = parts[0][0]
        restore.letter(
            round_,
            number=number,
            recipient=_recipient(recipients, letter["recipient"], round_),
            parts=[(decision, part["amount"]) for part, decision in parts],
            sha256=letter["sha256"],
            issued_at=datetime.fromisoformat(letter["issued_at"]),
        )


def _recipient(known: dict[str, Organisation], name: str, round_: Round) -> Organisation:
    """Whoever has this name in the county or in the country; somebody new is written down as an expert body."""
    if name not in known:
        found = Organisation.objects.filter(name=name, county=round_.county_id).order_by("pk").first()
        found = found or Organisation.objects.filter(name=name, county=None).order_by("pk").first()
        known[name] = found or Organisation.objects.create(name=name, kind=OrganisationKind.OTHER_EXPERT)
    return known[name]
