"""What waits before and after the forum's meetings: a deputy's answer, minutes to read, follow-ups, seats to fill."""

from collections.abc import Iterator
from itertools import groupby

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dekom.core.periods import holds_on
from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task, task
from dekom.portal.selectors.tasks.waiting import Kind, Question, Row, question
from forum.enums import CallOutAnswer, MeetingStatus
from forum.links import call_out_token
from forum.models import Appointment, CallOut, FollowUp, Meeting, Minutes, Remark, Seat
from forum.selectors.roster import lines
from networks.enums import FORUM_ROLES, RoleKind


def _follow_ups(overview: Overview) -> Question | None:
    if not overview.access.has(RoleKind.SECRETARIAT, *FORUM_ROLES):
        return None
    mine = FollowUp.objects.open().filter(owner=overview.user)
    return question(mine, until="deadline", text="text", forum="item__forum", meeting="item__meeting__title")


def follow_up_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """What the person was given to do in a meeting, by its deadline."""
    for row in rows:
        url = reverse("minutes_follow_up_list", args=[row.facts["forum"]])
        yield task(overview, row.facts["text"], url, row.facts["meeting"] or "", row.until)


def _call_outs(overview: Overview) -> Question | None:
    if not overview.access.has(*FORUM_ROLES):
        return None
    asked = CallOut.objects.filter(
        appointment__person=overview.user,
        answer=CallOutAnswer.NONE,
        absence__withdrawn_at=None,
        absence__meeting__date__gte=overview.today,
        absence__meeting__status__in=[MeetingStatus.CALLED, MeetingStatus.IN_SESSION],
    )
    seat = "absence__appointment__seat__label"
    return question(asked, until="absence__meeting__date", meeting="absence__meeting__title", seat=seat)


def deputy_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Somebody can't come, and the person is asked to come instead."""
    for row in rows:
        url = reverse("meeting_call_out", args=[call_out_token(CallOut(pk=row.key))])
        label = _("Say whether you come as deputy: %(meeting)s") % {"meeting": row.facts["meeting"]}
        yield task(overview, label, url, row.facts["seat"], row.until)


def _minutes(overview: Overview) -> Question | None:
    counties = overview.access.forum_in
    if not counties:
        return None
    waiting = Minutes.objects.filter(
        ~Exists(Remark.objects.filter(minutes__meeting=OuterRef("meeting"), person=overview.user)),
        ~Exists(Minutes.objects.filter(meeting=OuterRef("meeting"), version__gt=OuterRef("version"))),
        meeting__forum__county__in=counties,
        meeting__status=MeetingStatus.MINUTES_SENT,
        due_at__date__gte=overview.today,
    )
    return question(waiting, key="meeting", until="due_at__date", meeting="meeting__title")


def minutes_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Minutes that the person may still remark on, and has not."""
    for row in rows:
        label = _("Read the minutes: %(meeting)s") % {"meeting": row.facts["meeting"]}
        note = _("They are approved if nobody has remarks.")
        yield task(overview, label, reverse("minutes_detail", args=[row.key]), note, row.until)


def seat_tasks(overview: Overview) -> Iterator[Task]:
    """Secretariat: seats that nobody sits in, and terms that end soon without anybody after; two queries."""
    counties, today = overview.access.counties_as(RoleKind.SECRETARIAT), overview.today
    if not counties:
        return
    in_force = holds_on(today, "composition__") & Q(composition__forum__county__in=counties)
    seats = Seat.objects.filter(in_force).order_by("composition__forum", "order", "pk").select_related("composition")
    terms = list(Appointment.objects.filter(seat__in=seats.order_by()))
    for forum, group in groupby(seats, key=lambda seat: seat.composition.forum_id):
        found, url = lines(group, terms, today), reverse("seat_list", args=[forum])
        if vacant := [line.seat.label for line in found if line.is_vacant]:
            label = ngettext("Fill %(count)s vacant seat", "Fill %(count)s vacant seats", len(vacant))
            yield task(overview, label % {"count": len(vacant)}, url, ", ".join(vacant))
        ends = [(line.expires, line.seat.label) for line in found if line.expires]
        if ends:
            label = ngettext(
                "Extend %(count)s term, or find somebody new",
                "Extend %(count)s terms, or find somebody new",
                len(ends),
            )
            names = ", ".join(name for _day, name in ends)
            yield task(overview, label % {"count": len(ends)}, url, names, min(day for day, _name in ends))


def _meetings(overview: Overview) -> Question | None:
    counties = overview.access.counties_as(RoleKind.SECRETARIAT)
    if not counties:
        return None
    waiting = Q(status=MeetingStatus.PLANNED, date__gte=overview.today) | Q(status=MeetingStatus.IN_SESSION)
    here = Meeting.objects.filter(waiting, forum__county__in=counties)
    return question(here, until="date", title="title", status="status")


def meeting_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Secretariat: meetings to call, and minutes to send."""
    for row in rows:
        if row.facts["status"] == MeetingStatus.IN_SESSION:
            label, page = _("Send the minutes of %(meeting)s"), "minutes_edit"
        else:
            label, page = _("Call %(meeting)s"), "meeting_detail"
        url = reverse(page, args=[row.key])
        yield task(overview, label % {"meeting": row.facts["title"]}, url, "", row.until)


FOLLOW_UPS = Kind(_follow_ups, follow_up_tasks)
CALL_OUTS = Kind(_call_outs, deputy_tasks)
MINUTES = Kind(_minutes, minutes_tasks)
MEETINGS = Kind(_meetings, meeting_tasks)
