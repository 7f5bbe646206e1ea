"""Letters are ordered by the decision maker, and issued one by one, each in its own transaction."""

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

import pghistory
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from allocations.actions import journal, numbers
from allocations.actions.follow_up import after_issue, close
from allocations.enums import GIVES_NOTHING, NOTICES, DecisionOutcome, DecisionStatus, LetterStatus
from allocations.models import DecisionLetter, DecisionLine, LetterLine
from allocations.permissions import may_approve
from allocations.rendering import letter_html, letter_title
from allocations.selectors.letter_contents import (
    decisions_for_letters,
    language_of,
    letter_contents,
    round_for_letters,
)
from allocations.selectors.letterhead import with_logo
from allocations.selectors.notice_contents import notice_content
from allocations.services.letters import LetterContent, kind_of, letter_problems
from allocations.tasks import issue_letters
from dekom.core.errors import DomainError
from dekom.core.models import User
from dekom.core.pdf import render_archive_pdf
from dekom.core.sorting import norwegian_key
from networks.enums import OrganisationKind
from networks.models import NetworkHost, Round

logger = logging.getLogger(__name__)
FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=4)


@transaction.atomic
def order(
    round_: Round, *, actor: User, now: datetime, recipients: Iterable[int] | None = None
) -> list[DecisionLetter]:
    """Order the letters of the round's approved decisions; the worker issues them. Again makes nothing new.

    A recipient's letter waits until all that concerns them is approved. ``recipients`` narrows it to some.

    Raises: DomainError: not the decision maker's, or a decision that the actor prepared.
    """
    Round.objects.select_for_update().get(pk=round_.pk)
    if not may_approve(actor, round_.county_id):
        raise DomainError(_("Only the decision maker issues letters."))
    lines = sorted(
        lines_ready(round_),
        key=lambda line: (norwegian_key(line.recipient.name), line.recipient_id, line.decision.change, line.pk),
    )
    if recipients is not None:
        wanted = set(recipients)
        lines = [line for line in lines if line.recipient_id in wanted]
    if any(actor.pk in line.decision.worked_on_by for line in lines):
        raise DomainError(_("You prepared one of these decisions, and somebody else must issue its letter."))
    hosts = _hosts(lines, now)
    letters = [
        _order_one(round_, list(group), hosts, actor=actor, now=now)
        for _key, group in groupby(lines, key=lambda line: (line.recipient_id, line.decision.change))
    ]
    _issue_without_letter(round_)
    if letters:
        issue_letters.enqueue()
    return letters


def lines_ready(round_: Round) -> QuerySet[DecisionLine]:
    """Approved lines that stand in no letter, of recipients whose every decision of that kind of change is approved."""
    waiting = DecisionLine.objects.filter(
        decision__round=round_,
        decision__status=DecisionStatus.DRAFT,
        decision__change=OuterRef("decision__change"),
        recipient=OuterRef("recipient"),
    )
    return (
        DecisionLine.objects.filter(decision__round=round_, decision__status=DecisionStatus.APPROVED, letter_line=None)
        .exclude(recipient__kind=OrganisationKind.GOVERNOR)
        .exclude(Exists(waiting))
        .select_related("recipient", "decision")
    )


def issue_next(*, now: datetime) -> bool:
    """Issue one waiting letter, whichever nobody else works on. Says whether there was one.

    A letter that can't be made stays waiting, with the error and a time for the next attempt.
    """
    taken: list[int] = []
    try:
        with pghistory.context(source="worker"), transaction.atomic():
            return _issue_next(taken, now)
    except Exception as error:
        if not taken:
            raise
        _note_failure(taken[0], error, now)
        return True


def _issue_next(taken: list[int], now: datetime) -> bool:
    waiting = DecisionLetter.objects.waiting().filter(next_attempt_at__lte=now).order_by("ordered_at", "pk")
    letter = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if letter is None:
        return False
    taken.append(letter.pk)
    content = content_of(letter, now)
    if problems := letter_problems(content):
        raise DomainError([str(problem.label) for problem in problems])
    county, year = letter.county_id, content.dated.year
    number = numbers.claim(county, year)
    pdf = _draw(content, number)
    settled = numbers.settle(county, year, number)
    if settled != number:
        pdf = _draw(content, settled)
    numbers.use(county, year, settled)
    letter.number, letter.year, letter.title = settled, year, letter_title(content)
    DecisionLetter.objects.filter(pk=letter.pk).update(
        status=LetterStatus.ISSUED,
        number=settled,
        year=year,
        title=letter.title,
        issued_at=now,
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        last_error="",
    )
    journal.outgoing_letter(letter, reference=replace(content, number=settled).reference, now=now)
    after_issue(letter, now=now)
    return True


def content_of(letter: DecisionLetter, now: datetime) -> LetterContent:
    """What the letter says today, without its number."""
    day = timezone.localdate(now)
    round_ = round_for_letters(Round.objects.all()).get(pk=letter.round_id)
    if letter.kind in NOTICES:
        return with_logo(notice_content(round_, letter, day=day), letter.county_id)
    lines = DecisionLine.objects.filter(letter_line__letter=letter)
    decisions = decisions_for_letters(round_, day).filter(pk__in=lines.values("decision"))
    (content,) = letter_contents(round_, list(decisions), day=day, only=lines).values()
    return with_logo(content, letter.county_id)


def _draw(content: LetterContent, number: int) -> bytes:
    return render_archive_pdf(letter_html(replace(content, number=number)))


def _note_failure(pk: int, error: Exception, now: datetime) -> None:
    """What the letter lacks is told where letters are read; a fault of ours only in the log."""
    if isinstance(error, DomainError):
        told = str(error)
    else:
        logger.error("Letter %s could not be made", pk, exc_info=error)
        told = _("A fault in the system. Operations can see it in the log.")
    letter = DecisionLetter.objects.get(pk=pk)
    DecisionLetter.objects.filter(pk=pk, status=LetterStatus.APPROVED).update(
        attempts=F("attempts") + 1,
        last_error=told[:2000],
        next_attempt_at=now + min(FIRST_RETRY * 2 ** min(letter.attempts, 10), LONGEST_RETRY),
    )


def _hosts(lines: list[DecisionLine], now: datetime) -> set[tuple[int, int]]:
    networks = [line.decision.network_id for line in lines if line.decision.network_id]
    hosts = NetworkHost.objects.on(timezone.localdate(now)).filter(network__in=networks)
    return set(hosts.values_list("network", "owner"))


def _order_one(
    round_: Round, lines: list[DecisionLine], hosts: set[tuple[int, int]], *, actor: User, now: datetime
) -> DecisionLetter:
    recipient = lines[0].recipient
    as_host = {line.pk: (line.decision.network_id, recipient.pk) in hosts for line in lines}
    outcomes = [
        line.decision.outcome
        if as_host[line.pk] or line.decision.outcome in GIVES_NOTHING
        else DecisionOutcome.GRANT.value
        for line in lines
    ]  # who is paid a part of what another asked for, is refused nothing
    letter: DecisionLetter = DecisionLetter.objects.create(
        county_id=round_.county_id,
        round=round_,
        recipient=recipient,
        version=round_.letters.filter(recipient=recipient).count() + 1,
        kind=kind_of(zip((line.decision.change for line in lines), outcomes, strict=True)),
        language=language_of(recipient),
        amount=sum(line.amount for line in lines),
        payout_held=any(line.decision.payout_held for line in lines),
        ordered_by=actor,
        ordered_at=now,
        next_attempt_at=now,
    )
    LetterLine.objects.bulk_create(
        LetterLine(letter=letter, decision_line=line, as_host=as_host[line.pk]) for line in lines
    )
    return letter


def _issue_without_letter(round_: Round) -> None:
    """The governor writes itself no letter: what stays in the house is issued when the round's letters are ordered."""
    approved = round_.decisions.filter(status=DecisionStatus.APPROVED)
    paid_out = DecisionLine.objects.exclude(recipient__kind=OrganisationKind.GOVERNOR).filter(decision__in=approved)
    kept = approved.exclude(pk__in=paid_out.values("decision"))
    for decision in kept:
        close(decision)
