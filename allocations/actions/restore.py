"""Decisions and letters from an export walk the same moves as everybody's, without mail and without files.

For whoever loads a round file, in this order, for each network and fixed grant:

1. ``restore.decision(draft, decided=…, lines={recipient_key: amount}, to=DecisionStatus…, at=…)``
2. ``restore.letter(round_, number="9/2025", recipient=…, language…, parts=[(decision, amount), …], sha256=…,
   issued_at=…)`` once per letter number. A letter that tells of several decisions is listed under each of them, with
   that decision's part as ``amount``: gather the parts of one number first.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allocations.enums import DecisionOutcome, DecisionStatus, LetterStatus
from allocations.models import Decision, DecisionLetter, DecisionLine, LetterCounter, LetterLine
from allocations.selectors.letter_contents import language_of
from dekom.core.errors import DomainError
from networks.models import NetworkHost, Organisation, Round

_WAY = {
    DecisionStatus.DRAFT: [],
    DecisionStatus.APPROVED: [DecisionStatus.APPROVED],
    DecisionStatus.ISSUED: [DecisionStatus.APPROVED, DecisionStatus.ISSUED],
    DecisionStatus.REPLACED: [DecisionStatus.APPROVED, DecisionStatus.ISSUED, DecisionStatus.REPLACED],
}


@transaction.atomic
def decision(
    decision: Decision, *, decided: int | None, lines: Mapping[int, int], to: DecisionStatus, at: datetime
) -> None:
    """Bring a draft to the state that a file gives it. Who prepared and approved it, the file does not know.

    Units: whole kroner; ``lines`` are amounts by the recipient's key.
    Raises: DomainError: approved or later, and the lines do not sum to what is decided.
    """
    if to != DecisionStatus.DRAFT and sum(lines.values()) != decided:
        raise DomainError(_("The lines of %(decision)s do not sum to the decision.") % {"decision": decision})
    outcome = DecisionOutcome.REFUSAL if decided == 0 else DecisionOutcome.GRANT
    Decision.objects.filter(pk=decision.pk).update(decided=decided, outcome=outcome)
    DecisionLine.objects.bulk_create(
        DecisionLine(decision=decision, recipient_id=recipient, amount=amount) for recipient, amount in lines.items()
    )
    for step in _WAY[to]:
        Decision.objects.filter(pk=decision.pk).update(status=step, approved_at=at)
    decision.refresh_from_db()


@transaction.atomic
def letter(
    round_: Round,
    *,
    number: str,
    recipient: Organisation,
    parts: Sequence[tuple[Decision, int]],
    sha256: str,
    issued_at: datetime,
) -> DecisionLetter:
    """A letter that was issued elsewhere: its number, hash and lines, and no file.

    Units: whole kroner.
    Raises: DomainError: a number or an amount that does not fit what is here.
    """
    serial, year = _number(number)
    lines = [
        DecisionLine.objects.filter(decision=decision, recipient=recipient, amount=amount).first()
        for decision, amount in parts
    ]
    found = [line for line in lines if line is not None]
    if len(found) != len(parts) or not found:
        raise DomainError(_("The amounts of letter %(number)s are not those of the decisions.") % {"number": number})
    if DecisionLetter.objects.filter(county=round_.county_id, year=year, number=serial).exists():
        raise DomainError(_("There is another letter %(number)s here already.") % {"number": number})
    made: DecisionLetter = DecisionLetter.objects.create(
        county_id=round_.county_id,
        round=round_,
        recipient=recipient,
        version=round_.letters.filter(recipient=recipient).count() + 1,
        language=language_of(recipient),
        amount=sum(line.amount for line in found),
        payout_held=any(decision.payout_held for decision, _amount in parts),
        ordered_at=issued_at,
        next_attempt_at=issued_at,
        loaded=True,
    )
    day = timezone.localdate(issued_at)
    hosts = set(NetworkHost.objects.on(day).filter(owner=recipient.pk).values_list("network", flat=True))
    LetterLine.objects.bulk_create(
        LetterLine(letter=made, decision_line=line, as_host=line.decision.network_id in hosts) for line in found
    )
    DecisionLetter.objects.filter(pk=made.pk).update(
        status=LetterStatus.ISSUED, number=serial, year=year, sha256=sha256, issued_at=issued_at
    )
    counter, _made = LetterCounter.objects.select_for_update().get_or_create(county_id=round_.county_id, year=year)
    if counter.last < serial:
        counter.last = serial
        counter.save(update_fields=["last"])
    made.refresh_from_db()
    return made


def _number(text: str) -> tuple[int, int]:
    serial, _slash, year = text.partition("/")
    if not (serial.isdecimal() and year.isdecimal()):
        raise DomainError(_("«%(number)s» is not a letter's number; it should look like 9/2025.") % {"number": text})
    return int(serial), int(year)
