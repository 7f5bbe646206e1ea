"""The secretariat's work on draft decisions: amounts, recipients, texts, and what the round's letters share."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from allocations.enums import DecisionStatus
from allocations.models import Decision, DecisionLine, LetterTerms, RefusedPart
from allocations.permissions import may_prepare
from allocations.selectors.splits import weights_of
from allocations.services.decisions import Refusal, lines_for, outcome_for
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import User
from networks.models import DecisionBasis, NetworkHost, Organisation, Round

WRITTEN = (
    *("decided", "grounds", "measures", "conditions", "payout_held", "release_condition"),
    *("outcome", "intent_until", "intent_amount", "change_reason"),
)
_TERMS = Path(__file__).parent.parent / "data" / "letter_terms.json"


@transaction.atomic
def decision(
    decision: Decision,
    *,
    actor: User,
    version: int,
    day: date,
    fields: Mapping[str, Any],
    lines: Mapping[int, int] | None = None,
    refused: Sequence[Refusal] | None = None,
) -> Decision:
    """Write a draft decision and who is paid. ``fields`` are those of ``WRITTEN``; ``lines`` are kroner by recipient.

    ``refused`` are the parts that are refused, with their grounds; without it they stay. The outcome follows from the
    amounts; where nothing is given, ``fields`` may say that it is dismissed rather than refused.

    Without ``lines`` the recipients are those of before, in the same proportions; at first the network's host, or who
    the fixed grant names. From now on ``actor`` can't approve it.

    Units: whole kroner.
    Raises: DomainError: not the secretariat's, or not a draft. StaleStateError: somebody else has changed it.
    """
    locked = _locked(decision, actor=actor, version=version)
    for name in WRITTEN:
        if name in fields:
            setattr(locked, name, fields[name])
    if locked.decided is not None:
        locked.outcome = outcome_for(locked.decided, requested=requested_for(locked), chosen=locked.outcome)
    _check_intent(locked)
    locked.prepared_by = locked.prepared_by or actor
    locked.edited_by = actor
    if actor.pk not in locked.worked_on_by:
        locked.worked_on_by = [*locked.worked_on_by, actor.pk]
    locked.version += 1
    locked.save()
    if refused is not None:
        locked.refused_parts.all().delete()
        RefusedPart.objects.bulk_create(
            RefusedPart(
                decision=locked,
                title=part.title,
                amount=part.amount,
                rule=part.rule,
                facts=part.facts,
                assessment=part.assessment,
            )
            for part in refused
        )
    if locked.decided == 0:
        lines = None  # who is told of it, and nothing else
    if lines is None and locked.decided is not None:
        given = dict(locked.lines.order_by("pk").values_list("recipient_id", "amount"))
        given = given or weights_of(locked)
        lines = lines_for(locked.decided, given=given, default=default_recipient(locked, day))
    if lines is not None:
        _write_lines(locked, lines)
    return locked


@transaction.atomic
def from_recommendations(round_: Round, *, actor: User, day: date) -> list[Decision]:
    """Prepare every draft of the round that nobody has touched, as recommended.

    Raises: DomainError, StaleStateError: as ``decision``.
    """
    untouched = round_.decisions.filter(status=DecisionStatus.DRAFT, decided=None, recommended__isnull=False)
    return [
        decision(draft, actor=actor, version=draft.version, day=day, fields={"decided": draft.recommended})
        for draft in untouched.order_by("pk")
    ]


@transaction.atomic
def name_recipients(decision: Decision, weights: Sequence[tuple[Organisation, int]]) -> None:
    """Say beforehand who shares a draft's money; the amounts are weights until something is decided.

    Raises: DomainError: not a draft any more.
    """
    locked = Decision.objects.select_for_update().get(pk=decision.pk)
    if locked.status != DecisionStatus.DRAFT:
        raise DomainError(_("The decision is approved, and can't be changed."))
    _write_lines(locked, {organisation.pk: weight for organisation, weight in weights})


def requested_for(decision: Decision) -> int | None:
    """What the network asked for. None: nothing was asked, as for a fixed grant."""
    if decision.network_id is None:
        return None
    bases = DecisionBasis.objects.filter(round=decision.round_id, network=decision.network_id)
    return bases.values_list("requested", flat=True).first()


def default_recipient(decision: Decision, day: date) -> int | None:
    """The network's host on that day; for a fixed grant the organisation that the plan names, where there is one."""
    if decision.network_id is not None:
        return NetworkHost.objects.on(day).filter(network=decision.network_id).values_list("owner", flat=True).first()
    assert decision.fixed_grant is not None
    named = Organisation.objects.filter(name__iexact=decision.fixed_grant.recipient_name)
    counties = named.filter(county=decision.round.county_id) | named.filter(county=None)
    return counties.order_by(F("county").asc(nulls_last=True)).values_list("pk", flat=True).first()


@transaction.atomic
def terms(round_: Round, *, actor: User, fields: Mapping[str, Any]) -> LetterTerms:
    """Write what the round's letters share. Not while approved letters wait: what was approved is what is sent.

    Raises: DomainError.
    """
    if not may_prepare(actor, round_.county_id):
        raise DomainError(_("Only the secretariat writes the round's letters."))
    Round.objects.select_for_update().get(pk=round_.pk)
    if round_.decisions.filter(status=DecisionStatus.APPROVED).exists():
        raise DomainError(_("Approved decisions wait for their letters. Issue these before you change the texts."))
    written, _made = LetterTerms.objects.update_or_create(round=round_, defaults=dict(fields))
    return written


def proposed_terms(round_: Round) -> dict[str, str]:
    """The texts that Dekom is shipped with for the round's legal basis and scheme."""
    shipped = _shipped_terms()
    code = round_.legal_basis.code
    return dict(shipped.get(f"{code}/{round_.scheme.code}") or shipped.get(code) or {})


@cache
def _shipped_terms() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = json.loads(_TERMS.read_text(encoding="utf-8"))
    return texts


def _check_intent(decision: Decision) -> None:
    """Both or neither, and only for years to come; the database holds the first once more."""
    if (decision.intent_until is None) != (decision.intent_amount is None):
        raise DomainError(_("An intent for later years has a last year and an amount for each."))
    if decision.intent_until is not None and decision.intent_until <= decision.round.year:
        raise DomainError(_("An intent is for years after the round's."))


def _locked(decision: Decision, *, actor: User, version: int) -> Decision:
    locked = Decision.objects.select_for_update(of=("self",)).select_related("round", "fixed_grant").get(pk=decision.pk)
    if not may_prepare(actor, locked.round.county_id):
        raise DomainError(_("Only the secretariat prepares decisions."))
    if locked.status != DecisionStatus.DRAFT:
        raise DomainError(_("The decision is approved, and can't be changed."))
    if locked.version != version:
        raise StaleStateError(_("Somebody else has changed this decision in the meantime."))
    return locked


def _write_lines(decision: Decision, lines: Mapping[int, int]) -> None:
    decision.lines.all().delete()
    DecisionLine.objects.bulk_create(
        DecisionLine(decision=decision, recipient_id=recipient, amount=amount) for recipient, amount in lines.items()
    )
