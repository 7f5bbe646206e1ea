"""What waits after and before the forum's meetings: follow-ups for whoever owns them, minutes for the secretariat."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task, task
from forum.enums import MeetingStatus
from forum.models import FollowUp, Meeting
from networks.enums import FORUM_ROLES, RoleKind


def follow_up_tasks(overview: Overview) -> Iterator[Task]:
    """What the person was given to do in a meeting, by its deadline."""
    if not overview.access.has(RoleKind.SECRETARIAT, *FORUM_ROLES):
        return
    mine = FollowUp.objects.open().filter(owner=overview.user).select_related("item__meeting")
    for row in mine.order_by("deadline", "pk"):
        url = reverse("minutes_follow_up_list", args=[row.item.forum_id])
        yield task(overview, row.text, url, str(row.item.meeting or ""), row.deadline)


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
