"""An appeal from the day it comes until it is settled: by us, or by the appeal body."""

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from allocations.actions import journal, notices, settle
from allocations.actions.amend import draft_after
from allocations.enums import (
    APPEAL_MOVES,
    AppealOutcome,
    AppealStatus,
    DecisionChange,
    JournalDirection,
    LetterKind,
    LetterStatus,
)
from allocations.models import Appeal, Decision, DecisionLetter, Settlement
from allocations.permissions import may_approve, may_prepare
from allocations.selectors.appeal_time import time_to_appeal
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import User


@transaction.atomic
def receive(
    letter: DecisionLetter,
    *,
    decision: Decision | None = None,
    received_on: date,
    grounds: str,
    late_reason: str,
    suspends: bool,
    actor: User,
    now: datetime,
) -> Appeal:
    """Register an appeal. The last day is computed from the log by the rule in force, and kept with the appeal.

    It is on one ``decision`` that the letter tells of; without, on the settlement of unspent money that it tells of.
    Raises: DomainError: not the secretariat's; not issued; a day that can't be; too late without a reason; one is open.
    """
    locked = DecisionLetter.objects.select_for_update().get(pk=letter.pk)
    if not may_prepare(actor, locked.county_id):
        raise DomainError(_("Only the secretariat registers appeals."))
    settlement = Settlement.objects.counting().filter(letter=locked).first() if decision is None else None
    told = settlement is not None or locked.lines.filter(decision_line__decision=decision).exists()
    if locked.status != LetterStatus.ISSUED or not told:
        raise DomainError(_("One appeals against a decision in an issued letter."))
    if received_on > timezone.localdate(now):
        raise DomainError(_("The appeal can't have come on a day that has not come."))
    time = time_to_appeal(locked)
    if time is None:
        raise DomainError(_("The time to appeal has not begun: no rule is in force, or nobody has opened the letter."))
    if received_on < time.notice_on:
        raise DomainError(_("The appeal can't have come before the notice did."))
    if not grounds.strip():
        raise DomainError(_("Write what they appeal against, and why."))
    if received_on > time.last_day and not late_reason.strip():
        raise DomainError(_("The appeal came too late. It is taken up only with a reason."))
    on = Q(settlement=settlement) if settlement else Q(decision=decision)
    if Appeal.objects.open().filter(on, appellant=locked.recipient_id).exists():
        raise DomainError(_("They have an open appeal on this decision already."))
    appeal = Appeal.objects.create(
        letter=locked,
        decision=decision,
        settlement=settlement,
        appellant_id=locked.recipient_id,
        received_on=received_on,
        grounds=grounds.strip(),
        notice_on=time.notice_on,
        counts_from=time.counts_from,
        deadline=time.last_day,
        late_reason=late_reason.strip(),
        suspends=suspends,
    )
    journal.appeal_document(
        appeal,
        direction=JournalDirection.INCOMING,
        party=locked.recipient.name,
        content=_("Appeal on letter %(number)s") % {"number": locked.number_text},
        on=received_on,
        actor=actor,
        day=timezone.localdate(now),
    )
    return appeal


@transaction.atomic
def suspend(appeal: Appeal, *, suspends: bool, actor: User, version: int) -> Appeal:
    """Say whether payment waits until the appeal is settled.

    Raises: DomainError: not the decision maker's; settled. StaleStateError.
    """
    locked = _locked(appeal, version)
    if not may_approve(actor, locked.letter.county_id):
        raise DomainError(_("Only the decision maker grants suspension."))
    if not Appeal.objects.open().filter(pk=locked.pk).exists():
        raise DomainError(_("The appeal is settled."))
    return _write(locked, suspends=suspends)


@transaction.atomic
def assess(appeal: Appeal, *, assessment: str, actor: User, version: int) -> Appeal:
    """Write our assessment. Who writes it can't settle the appeal.

    Raises: DomainError: not the secretariat's; settled already; empty. StaleStateError.
    """
    locked = _locked(appeal, version)
    if not may_prepare(actor, locked.letter.county_id):
        raise DomainError(_("Only the secretariat assesses appeals."))
    if locked.status != AppealStatus.RECEIVED:
        raise DomainError(_("The appeal is settled."))
    if not assessment.strip():
        raise DomainError(_("Write the assessment."))
    return _write(locked, assessment=assessment.strip(), assessed_by=actor)


@transaction.atomic
def uphold(appeal: Appeal, *, actor: User, now: datetime, version: int) -> Appeal:
    """Keep the decision; the appeal is then forwarded.  Raises: DomainError, StaleStateError."""
    locked = _to_settle(appeal, actor=actor, version=version)
    return _move(locked, AppealStatus.UPHELD, settled_by=actor, settled_at=now)


@transaction.atomic
def reverse(appeal: Appeal, *, reason: str, actor: User, now: datetime, version: int) -> Decision | None:
    """Give the appellant right: a new edition of the decision is drafted, for the secretariat to prepare.

    A settlement is undone instead, and proposed anew by the secretariat.
    Raises: DomainError: as ``uphold``, and as a new edition, or as undoing. StaleStateError.
    """
    locked = _to_settle(appeal, actor=actor, version=version)
    if _undone(locked, now):
        _move(locked, AppealStatus.REVERSED, settled_by=actor, settled_at=now, reversal_reason=reason.strip())
        return None
    assert locked.decision_id is not None  # on the one or the other
    decision = Decision.objects.select_for_update(of=("self",)).select_related("round").get(pk=locked.decision_id)
    draft = draft_after(decision, change=DecisionChange.APPEAL, reason=reason, actor=None)
    _move(locked, AppealStatus.REVERSED, settled_by=actor, settled_at=now, new_decision=draft)
    return draft


@transaction.atomic
def forward(appeal: Appeal, *, case_pdf: bytes, actor: User, now: datetime, version: int) -> DecisionLetter:
    """Send the case to the appeal body, keep it as it was sent, and tell the appellant by letter.

    Raises: DomainError: not the decision maker's; not upheld. StaleStateError.
    """
    locked = _locked(appeal, version)
    if not may_approve(actor, locked.letter.county_id):
        raise DomainError(_("Only the decision maker settles appeals."))
    _move(
        locked,
        AppealStatus.FORWARDED,
        forwarded_at=now,
        case_pdf=case_pdf,
        case_sha256=hashlib.sha256(case_pdf).hexdigest(),
    )
    body = locked.letter.round.legal_basis.appeal_body_nb
    journal.appeal_document(
        locked,
        direction=JournalDirection.OUTGOING,
        party=body,
        content=_("Appeal from %(name)s, forwarded with the case") % {"name": locked.appellant},
        on=timezone.localdate(now),
        actor=actor,
        day=timezone.localdate(now),
    )
    return notices.order_notice(
        LetterKind.APPEAL_FORWARDED,
        about=locked.letter,
        recipient=locked.appellant,
        round_=locked.letter.round,
        particulars={
            "received_on": locked.received_on.isoformat(),
            "assessment": locked.assessment,
            "suspends": locked.suspends,
            "settles": locked.settlement_id is not None,
        },
        actor=actor,
        now=now,
    )


@transaction.atomic
def close(
    appeal: Appeal, *, outcome: str, outcome_on: date, text: str, actor: User, now: datetime, version: int
) -> Appeal:
    """Register what the appeal body came to. Where the decision is changed, a new edition is made by hand.

    A settlement that the appeal body changes or annuls is undone, and proposed anew.
    Raises: DomainError: not the secretariat's; not forwarded; a day that can't be. StaleStateError.
    """
    locked = _locked(appeal, version)
    if not may_prepare(actor, locked.letter.county_id):
        raise DomainError(_("Only the secretariat registers appeals."))
    if outcome not in AppealOutcome.values:
        raise DomainError(_("Say what the appeal body came to."))
    today = timezone.localdate(now)
    if outcome_on > today or (locked.forwarded_at and outcome_on < timezone.localdate(locked.forwarded_at)):
        raise DomainError(_("The outcome can't be older than the forwarding, or from a day that has not come."))
    if outcome in (AppealOutcome.CHANGED, AppealOutcome.ANNULLED):
        _undone(locked, now)
    _move(locked, AppealStatus.CLOSED, outcome=outcome, outcome_on=outcome_on, outcome_text=text.strip())
    journal.appeal_document(
        locked,
        direction=JournalDirection.INCOMING,
        party=locked.letter.round.legal_basis.appeal_body_nb,
        content=_("Outcome of the appeal from %(name)s: %(outcome)s")
        % {"name": locked.appellant, "outcome": AppealOutcome(outcome).label},
        on=outcome_on,
        actor=actor,
        day=today,
    )
    return locked


def _locked(appeal: Appeal, version: int) -> Appeal:
    rows = Appeal.objects.select_for_update(of=("self",)).select_related(
        "letter__round__legal_basis", "letter__round__county", "letter__round__letter_terms", "appellant"
    )
    locked = rows.get(pk=appeal.pk)
    if locked.version != version:
        raise StaleStateError(_("Somebody else has changed this appeal in the meantime."))
    return locked


def _to_settle(appeal: Appeal, *, actor: User, version: int) -> Appeal:
    locked = _locked(appeal, version)
    if not may_approve(actor, locked.letter.county_id):
        raise DomainError(_("Only the decision maker settles appeals."))
    if not locked.assessment:
        raise DomainError(_("Nobody has assessed the appeal yet."))
    if actor.pk == locked.assessed_by_id:
        raise DomainError(_("You assessed it, and somebody else must settle it."))
    return locked


def _undone(appeal: Appeal, now: datetime) -> bool:
    """Undo the settlement that the appeal is on. False: it is on a decision."""
    if appeal.settlement_id is None:
        return False
    rows = Settlement.objects.select_for_update(of=("self",)).select_related("report__round", "report__network")
    settle.undo(rows.get(pk=appeal.settlement_id), now=now)
    return True


def _move(appeal: Appeal, to: AppealStatus, **fields: Any) -> Appeal:
    if not APPEAL_MOVES.allows(appeal.status, to):
        raise DomainError(_("The appeal is past that step, or not there yet."))
    return _write(appeal, status=to, **fields)


def _write(appeal: Appeal, **fields: Any) -> Appeal:
    for name, value in fields.items():
        setattr(appeal, name, value)
    appeal.version += 1
    appeal.save(update_fields=[*fields, "version"])
    return appeal
