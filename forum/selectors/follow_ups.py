"""What is to be followed up, for the next meeting to look at."""

from django.db.models import Q, QuerySet

from forum.models import FollowUp, Meeting


def to_review(meeting: Meeting) -> QuerySet[FollowUp]:
    """Of earlier meetings: what is not done, and what was done since the meeting before this one."""
    before = meeting.forum.meetings.filter(date__lt=meeting.date).exclude(status="cancelled").order_by("-date").first()
    earlier = FollowUp.objects.filter(item__meeting__forum=meeting.forum_id, item__meeting__date__lt=meeting.date)
    since = Q(done_at=None) | Q(item__meeting=before)
    return earlier.filter(since).select_related("owner", "item__meeting").order_by("deadline", "pk")
