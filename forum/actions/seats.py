"""Appoints people to seats, extends their terms and ends them."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from forum.enums import APPOINTMENT_YEARS, AppointmentRole
from forum.models import Appointment, Seat
from networks.actions import roles
from networks.enums import RoleKind


def last_day(begins: date, years: int = APPOINTMENT_YEARS) -> date:
    """The last day of a term of whole years: from 1 March 2025, two years end on 28 February 2027."""
    try:
        return begins.replace(year=begins.year + years) - timedelta(days=1)
    except ValueError:  # from 29 February to a year without one
        return date(begins.year + years, 2, 28)


@transaction.atomic
def appoint(
    seat: Seat, person: User, *, rank: int, valid_from: date, valid_to: date | None = None, source: str = ""
) -> Appointment:
    """Give the person the seat's place of this rank (0: the member), for two years unless an end is said.

    The person's role in the forum follows, so that they see what they are elected to see.

    Raises: DomainError: the place is taken at that time, or the person is a member in another seat then.
    """
    end = valid_to or last_day(valid_from)
    Seat.objects.select_for_update().get(pk=seat.pk)
    term = Appointment(
        seat=seat,
        person=person,
        rank=rank,
        role=AppointmentRole.DEPUTY if rank else AppointmentRole.MEMBER,
        valid_from=valid_from,
        valid_to=end,
        source=source,
    )
    if rank == 0 and _sits_elsewhere(term):
        raise DomainError(_("%(person)s is a member in another seat at that time.") % {"person": person})
    _save(term)
    roles.give_in_county(
        person,
        RoleKind.FORUM_DEPUTY if rank else RoleKind.FORUM_MEMBER,
        county=seat.composition.forum.county,
        valid_from=valid_from,
        valid_to=end,
    )
    return term


@transaction.atomic
def extend(term: Appointment, *, source: str = "") -> Appointment:
    """Two more years from the day after.

    Raises: DomainError: somebody else has the place then, or the composition ends before.

    Source: the forum's mandate: «representasjonen kan forlenges».
    """
    assert term.valid_to is not None
    return appoint(term.seat, term.person, rank=term.rank, valid_from=term.valid_to + timedelta(days=1), source=source)


@transaction.atomic
def end(term: Appointment, *, last: date) -> None:
    """Let the term end on another day than it was to.  Raises: DomainError: no such day in it."""
    if last < term.valid_from:
        raise DomainError(_("The term began on %(day)s and can't end before.") % {"day": date_format(term.valid_from)})
    if term.valid_to is not None and last > term.valid_to:
        raise DomainError(_("The term ends before that. Extend it instead."))
    term.valid_to = last
    _save(term)


def _sits_elsewhere(term: Appointment) -> bool:
    others = Appointment.objects.filter(
        person=term.person,
        rank=0,
        seat__composition__forum=term.seat.composition.forum_id,
        valid_from__lte=term.valid_to,
        valid_to__gte=term.valid_from,
    )
    return others.exclude(seat=term.seat_id).exists()


def _save(term: Appointment) -> None:
    try:
        term.full_clean()
    except ValidationError as error:
        raise DomainError(error.messages) from error
    term.save()
