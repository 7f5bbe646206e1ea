"""Who may do what with meetings. Answers yes or no, changes nothing."""

from dekom.core.models import User
from forum.enums import MeetingStatus
from forum.models import Forum, Meeting
from networks.enums import RoleKind
from networks.models import access_of


def may_prepare(user: User, forum: Forum) -> bool:
    """Seats, agendas, votes and minutes are the secretariat's to write.

    Source: the forum's mandate: «Statsforvalteren er sekretariat for samarbeidsforumet».
    """
    return user.is_superuser or forum.county_id in access_of(user).counties_as(RoleKind.SECRETARIAT)


def sees_meetings(user: User, forum: Forum) -> bool:
    """The forum's people, and those who read all in the county; the same as ``Meeting.objects.visible_to``."""
    return may_follow(user, forum) or forum.county_id in access_of(user).forum_in


def may_follow(user: User, forum: Forum) -> bool:
    """What is being prepared, and who can't come: those who read all in the county."""
    access = access_of(user)
    return access.is_superuser or forum.county_id in access.reads_all_in


def may_remark(user: User, meeting: Meeting) -> bool:
    """The forum's people, while the minutes wait for approval."""
    in_forum = meeting.forum.county_id in access_of(user).forum_in
    return in_forum and meeting.status == MeetingStatus.MINUTES_SENT
