"""Calls a meeting, moves it, opens it, or cancels it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.mail import queue_mail
from dekom.core.models import User
from forum.actions import numbers
from forum.actions.moves import move
from forum.calendar_entry import calendar_attachment
from forum.enums import CallOutAnswer, MeetingStatus
from forum.links import absence_link
from forum.models import Appointment, CallOut, Meeting
from forum.selectors.recused import recused_in
from forum.selectors.roster import terms_of


@transaction.atomic
def call(meeting: Meeting, *, now: datetime) -> int:
    """Send the notice to everybody who is to come; the matters get their numbers. Says to how many it goes.

    Each mail has the reader's own link for reporting absence, and the meeting as a calendar entry.

    Raises: DomainError: an empty agenda, a meeting that has been, nobody to call. StaleStateError.
    """
    problems = []
    if not meeting.items.exists():
        problems.append(_("There is nothing on the agenda yet."))
    terms = summoned(meeting)
    if not terms:
        problems.append(_("Nobody is appointed to the forum on that day."))
    if problems:
        raise DomainError(problems)
    move(meeting, MeetingStatus.CALLED, called_at=now)
    numbers.give(meeting)
    items = list(meeting.items.filter(parent=None).order_by("order"))
    attachment = calendar_attachment(meeting, now=now)
    hidden = recused_in(meeting, [term.person_id for term in terms])
    for term in terms:
        told = [item for item in items if item.network_id not in hidden[term.person_id]]
        context = {"meeting": meeting, "items": told, "term": term, "absence_link": absence_link(meeting, term)}
        queue_mail("forum/meeting_called", to=[term.person], context=context, attachments=[attachment])
    return len(terms)


def summoned(meeting: Meeting) -> list[Appointment]:
    """One for each seat: its member, or where it has none its first deputy; nobody twice."""
    found: dict[int, Appointment] = {}
    for term in terms_of(meeting):  # by seat and rank
        found.setdefault(term.seat_id, term)
    return list({term.person_id: term for term in reversed(found.values())}.values())[::-1]


TOLD = {"title", "date", "starts", "ends", "place", "link"}  # what stands in the notice and in people's calendars


@transaction.atomic
def change(meeting: Meeting, changed: Collection[str], *, now: datetime) -> bool:
    """Store a meeting with other values in ``changed``. Says whether those who were called are told of it.

    They get the calendar entry anew, so that their calendars follow.

    Raises: DomainError: the meeting is over.
    """
    current = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not current.is_open_for_change:
        raise DomainError(_("The meeting is over and stays as it is."))
    meeting.notice_sequence = current.notice_sequence + 1
    meeting.save()
    if current.status != MeetingStatus.CALLED or not TOLD.intersection(changed):
        return False
    _tell("forum/meeting_changed", meeting, now)
    return True


def _tell(template: str, meeting: Meeting, now: datetime) -> None:
    """Those who are called, and deputies who have said yes."""
    people: dict[int, User] = {term.person_id: term.person for term in summoned(meeting)}
    answers = CallOut.objects.filter(absence__meeting=meeting, absence__withdrawn_at=None, answer=CallOutAnswer.YES)
    people |= {
        each.appointment.person_id: each.appointment.person for each in answers.select_related("appointment__person")
    }
    attachment = calendar_attachment(meeting, now=now)
    queue_mail(template, to=people.values(), context={"meeting": meeting}, attachments=[attachment])


@transaction.atomic
def cancel(meeting: Meeting, *, now: datetime) -> None:
    """The meeting is off; those who were called are told, and their calendars too.

    Raises: DomainError: the meeting is being held, or has been. StaleStateError.
    """
    was_called = meeting.status == MeetingStatus.CALLED
    move(meeting, MeetingStatus.CANCELLED, notice_sequence=meeting.notice_sequence + 1)
    if was_called:
        _tell("forum/meeting_cancelled", meeting, now)


@transaction.atomic
def begin(meeting: Meeting, *, now: datetime) -> None:
    """The meeting is in session, with its first matter on the screen.  Raises: DomainError, StaleStateError."""
    first = meeting.items.filter(parent=None, is_withdrawn=False).order_by("order", "pk").first()
    move(meeting, MeetingStatus.IN_SESSION, opened_at=now, current_item=first)
