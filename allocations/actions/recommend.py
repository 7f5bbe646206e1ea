"""What the forum has said comes down as draft decisions: pushed here by the forum's room, never fetched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from allocations.enums import DecisionStatus
from allocations.models import Decision
from dekom.core.errors import DomainError
from networks.models import Round

OF_THE_FORUM = ("recommended", "remark", "recommendation_reference")
OF_THE_SECRETARIAT = ("conditions", "payout_held", "release_condition", "grounds")  # theirs as soon as they have begun


@dataclass(frozen=True)
class Recommended:
    """What the forum says that one network, or one fixed grant, should get. Whole kroner; keys of either."""

    network: int | None
    fixed_grant: int | None
    amount: int | None
    remark: str = ""
    conditions: str = ""
    payout_held: bool = False
    release_condition: str = ""
    grounds: str = ""  # how the governor has weighed the forum's input; empty leaves the decision's own


def reference_text(day: date, number: str) -> str:
    """«12. mars 2025, sak 8/25», the same in both language forms."""
    with override("nb"):
        return f"{date_format(day, 'j. F Y')}, sak {number}"


@transaction.atomic
def push(round_: Round, recommended: Sequence[Recommended], *, reference: str) -> list[Decision]:
    """Make a draft decision of each, or bring the draft that is there up to what the forum says.

    A draft that somebody prepares keeps its own conditions and hold; what the forum said changes in it, and its
    version with it, so that nobody saves on what they saw before.

    Units: whole kroner.
    Raises: DomainError: a decision that is approved or issued says something else of the forum.
    Source: minutes of 12 March 2025, matter 8/25: the recommendation goes to the governor, who decides.
    """
    Round.objects.select_for_update().get(pk=round_.pk)
    known = {
        (decision.network_id, decision.fixed_grant_id): decision
        for decision in round_.decisions.current()
        .select_related("network", "fixed_grant")
        .select_for_update(of=("self",))
    }
    done, late = [], []
    for each in recommended:
        decision = known.get((each.network, each.fixed_grant)) or Decision(
            round=round_, network_id=each.network, fixed_grant_id=each.fixed_grant
        )
        changed = _changes(decision, _told(each, reference))
        if changed and decision.status != DecisionStatus.DRAFT:
            late.append(str(decision.network or decision.fixed_grant))
            continue
        if changed:
            decision.version += decision.pk is not None
            decision.save()
        done.append(decision)
    if late:
        raise DomainError(
            _("These decisions are approved already, and say something else of the forum: %(names)s.")
            % {"names": ", ".join(late)}
        )
    return done


def _told(each: Recommended, reference: str) -> dict[str, Any]:
    return {
        "recommended": each.amount,
        "remark": each.remark,
        "recommendation_reference": reference,
        "conditions": each.conditions,
        "payout_held": each.payout_held,
        "release_condition": each.release_condition,
        **({"grounds": each.grounds} if each.grounds else {}),
    }


def _changes(decision: Decision, told: dict[str, Any]) -> bool:
    """Bring the row up to what is told, where that is the forum's to say; whether anything is new."""
    untouched = decision.status == DecisionStatus.DRAFT and decision.prepared_by_id is None
    changed = decision.pk is None
    for name in (*OF_THE_FORUM, *(OF_THE_SECRETARIAT if untouched else ())):
        if name in told and getattr(decision, name) != told[name]:
            setattr(decision, name, told[name])
            changed = True
    return changed
