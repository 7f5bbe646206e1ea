"""Somebody reports that they can't come; a deputy is asked at once, and the next one if they say no."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.mail import queue_mail
from forum.calendar_entry import calendar_attachment
from forum.enums import AbsenceScope, CallOutAnswer, MeetingStatus
from forum.links import call_out_link
from forum.models import Absence, Appointment, CallOut, Item, Meeting
from forum.selectors.roster import terms_of


@transaction.atomic
def report(
    meeting: Meeting,
    term: Appointment,
    *,
    now: datetime,
    begins: time | None = None,
    ends: time | None = None,
    item: Item | None = None,
    reason: str = "",
) -> Absence:
    """The member is away from the whole meeting, between two times, or from one matter. A deputy is asked.

    Raises: DomainError: reported already, not a sensible time, or the meeting takes no more reports.
    """
    _check_open(meeting)
    scope = AbsenceScope.ITEM if item else AbsenceScope.PART if begins or ends else AbsenceScope.WHOLE
    absence = Absence(
        meeting=meeting,
        appointment=term,
        scope=scope,
        begins=begins,
        ends=ends,
        item=item,
        reason=reason,
        reported_at=now,
    )
    try:
        absence.full_clean()
    except ValidationError as error:
        raise DomainError(error.messages) from error
    if begins and ends and not (begins < meeting.ends and ends > meeting.starts):
        times = {"starts": time_format(meeting.starts, "H:i"), "ends": time_format(meeting.ends, "H:i")}
        raise DomainError(_("The meeting is %(starts)s–%(ends)s: say when in it you are away.") % times)
    absence.save()
    promised = _promised(meeting, term)  # of a deputy who was asked, or had said yes
    for call_out in promised:
        _refuse(call_out, now)
        ask_next(call_out.absence, now=now)
    if not promised:
        ask_next(absence, now=now)
    return absence


@transaction.atomic
def withdraw(absence: Absence, *, now: datetime) -> None:
    """They come after all; a deputy who said yes is told so.  Raises: DomainError: withdrawn already, or too late."""
    _check_open(absence.meeting)
    if not Absence.objects.filter(pk=absence.pk, withdrawn_at=None).update(withdrawn_at=now):
        raise DomainError(_("The absence is withdrawn already."))
    asked = absence.call_outs.exclude(answer=CallOutAnswer.NO).select_related("appointment__person")
    context = {"meeting": absence.meeting}
    queue_mail("forum/deputy_not_needed", to=[each.appointment.person for each in asked], context=context)


@transaction.atomic
def answer(call_out: CallOut, *, comes: bool, now: datetime) -> CallOut:
    """The deputy's answer. After a no, the next one is asked; a yes may become a no later.

    Raises: DomainError: nobody is needed any more, or somebody else has said yes.
    """
    call_out = CallOut.objects.select_for_update().get(pk=call_out.pk)
    absence = (
        Absence.objects.select_for_update(of=("self",)).select_related("meeting__forum").get(pk=call_out.absence_id)
    )
    _check_open(absence.meeting)
    if absence.withdrawn_at is not None:
        raise DomainError(_("The member comes after all, so no deputy is needed."))
    if comes:
        if absence.call_outs.filter(answer=CallOutAnswer.YES).exclude(pk=call_out.pk).exists():
            raise DomainError(_("Another deputy comes, so you are not needed."))
        call_out.answer, call_out.answered_at = CallOutAnswer.YES, now
        call_out.save()
    elif call_out.answer != CallOutAnswer.NO:
        _refuse(call_out, now)
        ask_next(absence, now=now)
    return call_out


def ask_next(absence: Absence, *, now: datetime) -> CallOut | None:
    """Ask the highest-ranked deputy who is not asked, away, or promised elsewhere; None when there is nobody left."""
    meeting = absence.meeting
    if absence.call_outs.exclude(answer=CallOutAnswer.NO).exists():
        return None  # somebody is asked, or comes
    asked = set(absence.call_outs.values_list("appointment", flat=True))
    busy = set(
        meeting.absences.filter(withdrawn_at=None, scope=AbsenceScope.WHOLE).values_list(
            "appointment__person", flat=True
        )
    )
    busy |= set(
        CallOut.objects.filter(absence__meeting=meeting, absence__withdrawn_at=None)
        .exclude(answer=CallOutAnswer.NO)
        .values_list("appointment__person", flat=True)
    )
    terms = terms_of(meeting)
    busy |= {term.person_id for term in terms if term.rank == 0}  # who sits for another seat is no deputy that day
    for term in terms:
        own = term.seat_id == absence.appointment.seat_id and term.rank > 0
        if own and term.pk not in asked and term.person_id not in busy:
            call_out = CallOut.objects.create(absence=absence, appointment=term, sent_at=now)
            context = {"meeting": meeting, "absence": absence, "link": call_out_link(call_out)}
            attachment = calendar_attachment(meeting, now=now)
            queue_mail("forum/deputy_asked", to=[term.person], context=context, attachments=[attachment])
            return call_out
    return None


def _promised(meeting: Meeting, term: Appointment) -> list[CallOut]:
    waiting = Q(answer=CallOutAnswer.YES) | Q(answer=CallOutAnswer.NONE)
    found = CallOut.objects.filter(waiting, absence__meeting=meeting, absence__withdrawn_at=None)
    return list(found.filter(appointment__person=term.person_id).select_related("absence__meeting__forum"))


def _refuse(call_out: CallOut, now: datetime) -> None:
    call_out.answer, call_out.answered_at = CallOutAnswer.NO, now
    call_out.save()


def _check_open(meeting: Meeting) -> None:
    if meeting.status not in (MeetingStatus.CALLED, MeetingStatus.IN_SESSION):
        raise DomainError(_("Absence can be reported from the notice until the meeting is over."))
