"""Letters that tell of no new decision line: reminders, what becomes of unspent money, forwarded appeals."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allocations.enums import NOTICES, LetterAnswerKind, LetterKind, LetterStatus, ReminderSubject
from allocations.models import DecisionLetter
from allocations.permissions import may_approve, may_prepare
from allocations.services.notices import SetOffLine
from allocations.tasks import issue_letters
from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.models import Organisation, Round


@transaction.atomic
def reminder(
    letter: DecisionLetter,
    *,
    subject: str,
    new_deadline: date,
    actor: User,
    now: datetime,
    was_due: date | None = None,
) -> DecisionLetter:
    """Remind the recipient of a letter whose conditions they have not accepted, or whose report has not come.

    Raises: DomainError: not the secretariat's; not issued; accepted already; a deadline that is past.
    """
    locked = DecisionLetter.objects.select_for_update().get(pk=letter.pk)
    if not may_prepare(actor, locked.county_id):
        raise DomainError(_("Only the secretariat sends reminders."))
    if locked.status != LetterStatus.ISSUED or locked.kind not in DECIDING:
        raise DomainError(_("Only an issued letter with a decision can be reminded of."))
    if new_deadline <= timezone.localdate(now):
        raise DomainError(_("The new deadline must be a day to come."))
    answered = locked.answers.filter(kind=LetterAnswerKind.ACCEPTED).exists()
    if subject == ReminderSubject.ACCEPTANCE and answered:
        raise DomainError(_("The conditions are accepted already."))
    if locked.notices.filter(kind=LetterKind.REMINDER, status=LetterStatus.APPROVED).exists():
        raise DomainError(_("A reminder is on its way already."))
    return order_notice(
        LetterKind.REMINDER,
        about=locked,
        recipient=locked.recipient,
        round_=locked.round,
        particulars={"subject": subject, "was_due": _iso(was_due), "new_deadline": _iso(new_deadline)},
        actor=actor,
        now=now,
    )


@transaction.atomic
def unspent(
    letter: DecisionLetter,
    *,
    kind: str,
    lines: Sequence[SetOffLine],
    actor: User,
    now: datetime,
    replaces: tuple[str, str] = ("", ""),
) -> DecisionLetter:
    """Tell a recipient what becomes of what they have not spent, in a letter of that ``SettlementKind``: a decision.

    ``replaces``: the number of the letter whose decision was reversed on appeal, and why it was.

    Units: whole kroner.
    Raises: DomainError: not the decision maker's; not issued; nothing to settle, or more than is unspent.
    """
    if not may_approve(actor, letter.county_id):
        raise DomainError(_("Only the decision maker decides what becomes of unspent money."))
    if letter.status != LetterStatus.ISSUED:
        raise DomainError(_("Only what an issued letter granted can be settled."))
    if not lines or any(not 0 < line.set_off <= line.unspent for line in lines):
        raise DomainError(_("Settle more than nothing, and never more than is unspent."))
    stored = [{"label": line.label, "unspent": line.unspent, "set_off": line.set_off} for line in lines]
    return order_notice(
        LetterKind(kind),
        about=letter,
        recipient=letter.recipient,
        round_=letter.round,
        particulars={
            "lines": stored,
            "against_year": letter.round.year + 1,
            "replaces": replaces[0],
            "reversal_reason": replaces[1],
        },
        actor=actor,
        now=now,
        amount=sum(line.set_off for line in lines),
    )


def order_notice(
    kind: LetterKind,
    *,
    about: DecisionLetter,
    recipient: Organisation,
    round_: Round,
    particulars: dict[str, Any],
    actor: User,
    now: datetime,
    amount: int = 0,
) -> DecisionLetter:
    """A letter for the worker to issue. What it tells is stored now, so that it says what was ordered."""
    Round.objects.select_for_update().get(pk=round_.pk)
    issued_on = timezone.localdate(about.issued_at) if about.issued_at else None
    made: DecisionLetter = DecisionLetter.objects.create(
        county_id=round_.county_id,
        round=round_,
        recipient=recipient,
        version=round_.letters.filter(recipient=recipient).count() + 1,
        kind=kind,
        about=about,
        particulars={"about_number": about.number_text, "about_date": _iso(issued_on), **particulars},
        language=about.language,
        amount=amount,
        ordered_by=actor,
        ordered_at=now,
        next_attempt_at=now,
    )
    issue_letters.enqueue()
    return made


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


DECIDING = tuple(kind.value for kind in LetterKind if kind not in NOTICES)
