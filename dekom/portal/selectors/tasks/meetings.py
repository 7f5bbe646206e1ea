"""What waits before and after the forum's meetings: a deputy's answer, minutes to read, follow-ups, seats to fill."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task, task
from forum.enums import CallOutAnswer, MeetingStatus
from forum.links import call_out_token
from forum.models import CallOut, FollowUp, Forum, Meeting, Minutes, Remark
from forum.selectors.roster import roster
from networks.enums import FORUM_ROLES, RoleKind


def follow_up_tasks(overview: Overview) -> Iterator[Task]:
    """What the person was given to do in a meeting, by its deadline."""
    if not overview.access.has(RoleKind.SECRETARIAT, *FORUM_ROLES):
        return
    mine = FollowUp.objects.open().filter(owner=overview.user).select_related("item__meeting")
    for row in mine.order_by("deadline", "pk"):
        url = reverse("minutes_follow_up_list", args=[row.item.forum_id])
        yield task(overview, row.text, url, str(row.item.meeting or ""), row.deadline)


def deputy_tasks(overview: Overview) -> Iterator[Task]:
    """Somebody can't come, and the person is asked to come instead."""
    if not overview.access.has(*FORUM_ROLES):
        return
    asked = CallOut.objects.filter(
        appointment__person=overview.user,
        answer=CallOutAnswer.NONE,
        absence__withdrawn_at=None,
        absence__meeting__date__gte=overview.today,
        absence__meeting__status__in=[MeetingStatus.CALLED, MeetingStatus.IN_SESSION],
    ).select_related("absence__meeting", "absence__appointment__seat")
    for call_out in asked:
        meeting, seat = call_out.absence.meeting, call_out.absence.appointment.seat
        url = reverse("meeting_call_out", args=[call_out_token(call_out)])
        label = _("Say whether you come as deputy: %(meeting)s") % {"meeting": meeting}
        yield task(overview, label, url, seat.label, meeting.date)


def minutes_tasks(overview: Overview) -> Iterator[Task]:
    """Minutes that the person may still remark on, and has not."""
    counties = overview.access.forum_in
    if not counties:
        return
    waiting = Minutes.objects.filter(
        ~Exists(Remark.objects.filter(minutes__meeting=OuterRef("meeting"), person=overview.user)),
        ~Exists(Minutes.objects.filter(meeting=OuterRef("meeting"), version__gt=OuterRef("version"))),
        meeting__forum__county__in=counties,
        meeting__status=MeetingStatus.MINUTES_SENT,
        due_at__date__gte=overview.today,
    ).select_related("meeting")
    for minutes in waiting.order_by("due_at", "pk"):
        label = _("Read the minutes: %(meeting)s") % {"meeting": minutes.meeting}
        url = reverse("minutes_detail", args=[minutes.meeting_id])
        note = _("They are approved if nobody has remarks.")
        yield task(overview, label, url, note, timezone.localdate(minutes.due_at))


def seat_tasks(overview: Overview) -> Iterator[Task]:
    """Secretariat: seats that nobody sits in, and terms that end soon without anybody after."""
    counties = overview.access.counties_as(RoleKind.SECRETARIAT)
    for forum in Forum.objects.filter(county__in=counties).order_by("pk") if counties else ():
        found, url = roster(forum, overview.today), reverse("seat_list", args=[forum.pk])
        if found.vacant:
            label = ngettext("Fill %(count)s vacant seat", "Fill %(count)s vacant seats", len(found.vacant))
            names = ", ".join(line.seat.label for line in found.vacant)
            yield task(overview, label % {"count": len(found.vacant)}, url, names)
        if found.expiring:
            label = ngettext(
                "Extend %(count)s term, or find somebody new",
                "Extend %(count)s terms, or find somebody new",
                len(found.expiring),
            )
            names = ", ".join(line.seat.label for line in found.expiring)
            first = min(line.expires for line in found.expiring if line.expires)
            yield task(overview, label % {"count": len(found.expiring)}, url, names, first)


def meeting_tasks(overview: Overview) -> Iterator[Task]:
    """Secretariat: meetings to call, and minutes to send."""
    counties = overview.access.counties_as(RoleKind.SECRETARIAT)
    if not counties:
        return
    waiting = Q(status=MeetingStatus.PLANNED, date__gte=overview.today) | Q(status=MeetingStatus.IN_SESSION)
    for meeting in Meeting.objects.filter(waiting, forum__county__in=counties).order_by("date", "pk"):
        if meeting.is_in_session:
            label, url = _("Send the minutes of %(meeting)s"), reverse("minutes_edit", args=[meeting.pk])
        else:
            label, url = _("Call %(meeting)s"), meeting.get_absolute_url()
        yield task(overview, label % {"meeting": meeting}, url, "", meeting.date)
