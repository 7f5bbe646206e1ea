"""Who is kept from what in a meeting because they are recused."""

from dekom.core.models import User
from forum.models import Meeting
from forum.selectors.roster import composition_on


def recused_networks(user: User, meeting: Meeting) -> set[int]:
    """The networks that the person is recused from in the rounds that the meeting deals with."""
    composition = composition_on(meeting.forum, meeting.date)
    if composition is None:
        return set()
    own = composition.seats.filter(
        appointments__person=user,
        appointments__valid_from__lte=meeting.date,
        appointments__valid_to__gte=meeting.date,
        network__isnull=False,
    )
    return set(own.values_list("network", flat=True))
