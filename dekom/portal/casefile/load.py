"""Loads a round file into the rooms, in one transaction: all of it or nothing."""

import json
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from allocations.actions.ship import appeal_rules
from allocations.enums import DecisionStatus
from dekom.core.errors import DomainError
from dekom.portal.casefile.compare import differences, with_what_has_happened
from dekom.portal.casefile.export import KEPT, export_round
from dekom.portal.casefile.money import FrameLoader, load_budget, load_decisions, load_frames
from dekom.portal.casefile.register import load_networks
from networks.actions import ship
from networks.models import County, LegalBasis, Milestone, Round, Scheme


class Result(StrEnum):
    LOADED = "loaded"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@transaction.atomic
def load_round(
    case: dict[str, Any], county: County, *, source: str, adopt_frames: FrameLoader = load_frames
) -> tuple[Round, Result]:
    """Load a checked round file; ``source`` is where the frames were adopted, ``adopt_frames`` what adopts them.

    A round that is here already is corrected while nobody has worked on it, and left alone when nothing would change.

    Raises: DomainError: an unknown legal basis, a clash with the register, or a round that has gone further.
    """
    ship.regimes()
    appeal_rules()
    scheme = _scheme(case)
    facts = {
        "legal_basis": _legal_basis(case["legal_basis"]),
        "title": case["title"],
        "kept_parts": json.dumps({key: case[key] for key in KEPT if key in case}, ensure_ascii=False),
    }
    round_, made = Round.objects.select_for_update().get_or_create(
        county=county, scheme=scheme, year=case["year"], defaults=facts
    )
    if not made:
        if not _may_be_corrected(round_, case):
            return round_, Result.UNCHANGED
        _clear(round_)
        Round.objects.filter(pk=round_.pk).update(**facts)
        round_.refresh_from_db()
    Milestone.objects.bulk_create(
        Milestone(round=round_, kind=kind, date=date.fromisoformat(day)) for kind, day in case["deadlines"].items()
    )
    networks = load_networks(case, county, scheme)
    budget = load_budget(case, round_, networks)
    adopt_frames(case, round_, networks, source=source)
    load_decisions(case, round_, networks, budget)
    return round_, Result.LOADED if made else Result.UPDATED


def _legal_basis(code: str) -> LegalBasis:
    found = LegalBasis.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(LegalBasis.objects.order_by("code").values_list("code", flat=True))
        raise DomainError(
            _("legal_basis: «%(code)s» is not known here. Known: %(known)s.") % {"code": code, "known": known}
        )
    return found


def _scheme(case: dict[str, Any]) -> Scheme:
    scheme = ship.scheme(case["scheme_code"], case["scheme"])
    if scheme.name != case["scheme"]:
        raise DomainError(
            _("scheme: «%(name)s», but the scheme «%(code)s» is called «%(known)s» here.")
            % {"name": case["scheme"], "code": scheme.code, "known": scheme.name}
        )
    return scheme


def _may_be_corrected(round_: Round, case: dict[str, Any]) -> bool:
    """Whether the file should replace the round: no if they say the same.

    Raises: DomainError: they differ, and somebody has worked on the round since it was loaded.
    """
    here = export_round(round_)
    if case == here or with_what_has_happened(case, here) == here:
        return False
    begun = round_.decisions.exclude(status=DecisionStatus.DRAFT, prepared_by=None, lines=None).exists()
    given = {entry["code"]: entry.get("state", "draft") for entry in case["networks"]}
    moved = any(entry["state"] not in ("draft", given.get(entry["code"])) for entry in here["networks"])
    if begun or moved:
        places = differences(with_what_has_happened(case, here), here)
        raise DomainError(
            _("%(round)s has gone further than this file, which says something else in %(places)s. Nothing is loaded.")
            % {"round": round_, "places": ", ".join(places[:5]) + (" …" if len(places) > 5 else "")}
        )
    return True


def _clear(round_: Round) -> None:
    """Take away what nobody has worked on; adopted frames stay, and get a new version."""
    round_.decisions.all().delete()
    round_.decision_bases.all().delete()
    round_.milestones.all().delete()
    round_.budget.fixed_grants.all().delete()
    round_.budget.coordination_extras.all().delete()
