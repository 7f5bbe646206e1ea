"""Notes who is in the room, from when to when. Who may vote follows from these rows."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from forum.enums import AbsenceScope, AttendanceMode, Capacity, SeatCategory
from forum.models import Appointment, Attendance, Meeting


@transaction.atomic
def arrive(
    meeting: Meeting,
    person: User,
    *,
    at: datetime,
    terms: Iterable[Appointment],
    mode: str = AttendanceMode.IN_ROOM,
    now: datetime | None = None,
) -> Attendance:
    """The person is there from ``at``. An absence that they had reported for the whole meeting is withdrawn.

    ``terms``: everybody's appointments on the day, which say as what the person comes.

    Raises: DomainError: there already, another day, or the meeting is not in session.
    """
    _check(meeting, at)
    row = Attendance(meeting=meeting, person=person, capacity=capacity_of(person, terms), mode=mode, came_at=at)
    _save(row)
    meeting.absences.filter(appointment__person=person, scope=AbsenceScope.WHOLE, withdrawn_at=None).update(
        withdrawn_at=now or at
    )
    return row


@transaction.atomic
def leave(meeting: Meeting, person: User, *, at: datetime) -> Attendance:
    """The person is gone from ``at``.  Raises: DomainError: not there, or gone before they came."""
    _check(meeting, at)
    row = meeting.attendances.select_for_update().filter(person=person, left_at=None).first()
    if row is None:
        raise DomainError(_("%(person)s is not registered as present.") % {"person": person})
    row.left_at = at
    _save(row)
    return row


@transaction.atomic
def correct(row: Attendance, *, came_at: datetime, left_at: datetime | None) -> None:
    """Other clock times than were noted. Votes that are cast stay as they are.  Raises: DomainError."""
    _check(row.meeting, came_at)
    row.came_at, row.left_at = came_at, left_at
    _save(row)


@transaction.atomic
def strike(row: Attendance) -> None:
    """The row was a mistake.  Raises: DomainError: the meeting is over."""
    _check(row.meeting, row.came_at)
    row.delete()


def capacity_of(person: User, terms: Iterable[Appointment]) -> Capacity:
    """As what somebody is there: by their seat, or with none as secretariat."""
    own = sorted((term for term in terms if term.person_id == person.pk), key=lambda term: term.rank)
    if not own or own[0].seat.category == SeatCategory.GOVERNOR:
        return Capacity.SECRETARIAT
    if own[0].seat.category == SeatCategory.OBSERVER:
        return Capacity.OBSERVER
    return Capacity.DEPUTY if own[0].rank else Capacity.MEMBER


def _check(meeting: Meeting, at: datetime) -> None:
    if not meeting.is_in_session:
        raise DomainError(_("Attendance is noted while the meeting is in session."))
    if timezone.localdate(at) != meeting.date:
        raise DomainError(_("The meeting is on another day."))


def _save(row: Attendance) -> None:
    if row.left_at is not None and row.left_at <= row.came_at:
        raise DomainError(_("Nobody leaves before they came."))
    try:
        row.full_clean()
    except ValidationError as error:
        raise DomainError(error.messages) from error
    row.save()
