"""The journal is written by what happens, in the transaction in which it happens; the secretariat adds the rest."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allocations.enums import JournalDirection
from allocations.models import Appeal, DecisionLetter, JournalCounter, JournalEntry
from allocations.permissions import may_prepare
from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.models import County, Round


def outgoing_letter(letter: DecisionLetter, *, reference: str, now: datetime) -> JournalEntry:
    """A letter that is issued now. ``reference`` is what is printed in it. Called in the issuing transaction."""
    day = timezone.localdate(now)
    return enter(
        letter.county,
        day,
        round=letter.round,
        document=reference,
        direction=JournalDirection.OUTGOING,
        sent_on=day,
        party=letter.recipient.name,
        content=letter.title,
        dated=day,
        letter=letter,
    )


def appeal_document(
    appeal: Appeal, *, direction: JournalDirection, party: str, content: str, on: date, actor: User, day: date
) -> JournalEntry:
    """What comes in or goes out in an appeal. ``on`` is when it was sent or received."""
    return enter(
        appeal.letter.county,
        day,
        round=appeal.letter.round,
        direction=direction,
        sent_on=on,
        party=party,
        content=content,
        dated=on,
        appeal=appeal,
        entered_by=actor,
    )


def of_decision(
    round_: Round, *, direction: JournalDirection, party: str, content: str, actor: User, day: date
) -> None:
    """A document about a decision that is neither a letter nor an appeal: a notice of a move, an acceptance."""
    enter(
        round_.county,
        day,
        round=round_,
        direction=direction,
        sent_on=day,
        party=party,
        content=content,
        dated=day,
        entered_by=actor,
    )


@transaction.atomic
def document(county: County, *, actor: User, now: datetime, fields: dict[str, Any]) -> JournalEntry:
    """Enter a document by hand: an e-mail that came, a phone call's note, an enclosure.

    Raises: DomainError: not the secretariat's; exempt without a legal ground; received after today.
    """
    if not may_prepare(actor, county.pk):
        raise DomainError(_("Only the secretariat keeps the journal."))
    day = timezone.localdate(now)
    _check_exemption(exempt=fields.get("exempt", False), legal_ground=fields.get("legal_ground", ""))
    if max(fields["sent_on"], fields["dated"]) > day:
        raise DomainError(_("The document can't be from a day that has not come."))
    round_ = fields.get("round")
    if round_ is not None and round_.county_id != county.pk:
        raise DomainError(_("The round belongs to another county."))
    return enter(county, day, entered_by=actor, **fields)


@transaction.atomic
def exemption(entry: JournalEntry, *, actor: User, exempt: bool, legal_ground: str) -> JournalEntry:
    """Say whether the public may see the document, and by which law it may not.

    Raises: DomainError.
    """
    locked = JournalEntry.objects.select_for_update().get(pk=entry.pk)
    if not may_prepare(actor, locked.county_id):
        raise DomainError(_("Only the secretariat keeps the journal."))
    _check_exemption(exempt=exempt, legal_ground=legal_ground)
    locked.exempt, locked.legal_ground = exempt, legal_ground.strip()
    locked.save(update_fields=["exempt", "legal_ground"])
    return locked


def _check_exemption(*, exempt: bool, legal_ground: str) -> None:
    if exempt != bool(legal_ground.strip()):
        raise DomainError(_("An exempt entry names its legal ground; an open one has none."))


def enter(county: County, day: date, **fields: Any) -> JournalEntry:
    """The next number of the county and year, without gaps: the counter's row is locked until the transaction ends."""
    JournalCounter.objects.get_or_create(county=county, year=day.year)
    counter = JournalCounter.objects.select_for_update().get(county=county, year=day.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    round_ = fields.get("round")
    case = getattr(getattr(round_, "letter_terms", None), "case_number", "")
    fields.setdefault("document", f"{case or county.code}-J{counter.last}")
    return JournalEntry.objects.create(county=county, year=day.year, number=counter.last, entered_on=day, **fields)
