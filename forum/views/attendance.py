"""Who is here: arrivals and departures by clock time."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from dekom.core.models import User
from forum.actions import attend
from forum.enums import AttendanceMode
from forum.forms import ClockForm, people_of
from forum.models import Attendance, Meeting
from forum.selectors.attendance import people_in, roster_fill
from forum.selectors.electorate import room_of
from forum.selectors.roster import terms_of
from forum.views.common import act, get_meeting, meeting_trail
from networks.enums import RoleKind


@require_safe
def meeting_attendance(request: SignedInRequest, pk: int) -> HttpResponse:
    """Each seat with its people, and the number entitled right now."""
    meeting = get_meeting(request, pk, to_prepare=True)
    room = room_of(meeting)
    now = timezone.now() if meeting.is_in_session else meeting.opened_at or timezone.now()
    fill = roster_fill(meeting, room)
    staff = people_of(meeting.forum, RoleKind.SECRETARIAT)
    seated = {term.person_id for term in room.terms}
    here = {row.person_id: row for row in room.attendances if row.left_at is None}
    context = {
        "meeting": meeting,
        "seats": [(seat, people, fill.seats[number]) for number, (seat, people) in enumerate(people_in(room))],
        "staff": [(person, here.get(person.pk)) for person in staff if person.pk not in seated],
        "electorate": room.electorate(now),
        "rows": sorted(room.attendances, key=lambda row: row.came_at),
        "trail": meeting_trail(meeting),
    }
    return render(request, "forum/meeting_attendance.html", context)


@require_POST
def meeting_arrive(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody comes, now or at the clock time given."""
    meeting = get_meeting(request, pk, to_prepare=True)
    form = _form(request, meeting)
    mode = AttendanceMode.DIGITAL if request.POST.get("digital") else AttendanceMode.IN_ROOM

    def arrive() -> None:
        _check(form)
        moment = form.moment(timezone.now())
        attend.arrive(meeting, form.cleaned_data["person"], at=moment, terms=terms_of(meeting), mode=mode)

    return act(request, arrive, done=_("Noted as present."), back=_back(meeting))


@require_POST
def meeting_arrive_all(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everybody who is expected and not noted yet is here from the opening."""
    meeting = get_meeting(request, pk, to_prepare=True)

    def arrive() -> None:
        terms, noted = terms_of(meeting), set(meeting.attendances.values_list("person", flat=True))
        for seat in roster_fill(meeting).seats:
            expected = seat.comes if seat.is_whole or seat.member is None else seat.member
            if expected is not None and expected.person_id not in noted:
                noted.add(expected.person_id)
                attend.arrive(meeting, expected.person, at=meeting.opened_at or timezone.now(), terms=terms)

    return act(request, arrive, done=_("Everybody who was expected is noted as present."), back=_back(meeting))


@require_POST
def meeting_leave(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk, to_prepare=True)
    form = _form(request, meeting)

    def leave() -> None:
        _check(form)
        attend.leave(meeting, form.cleaned_data["person"], at=form.moment(timezone.now()))

    return act(request, leave, done=_("Noted as gone."), back=_back(meeting))


@require_POST
def meeting_strike(request: SignedInRequest, pk: int) -> HttpResponse:
    """The row was a mistake."""
    visible = Attendance.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    row = get_object_or_404(visible.select_related("meeting"), pk=pk)
    get_meeting(request, row.meeting_id, to_prepare=True)
    return act(request, lambda: attend.strike(row), done=_("The row is removed."), back=_back(row.meeting))


def _form(request: SignedInRequest, meeting: Meeting) -> ClockForm:
    in_county = User.objects.filter(roles__county=meeting.forum.county_id)
    return ClockForm(request.POST, meeting=meeting, people=User.objects.filter(pk__in=in_county.values("pk")))


def _check(form: ClockForm) -> None:
    if not form.is_valid():
        raise DomainError(_("Choose a person, and a time such as 11:00."))


def _back(meeting: Meeting) -> str:
    return reverse("meeting_attendance", args=[meeting.pk])
