"""Who is kept from what in a meeting: networks that they are recused from in the rounds that the meeting deals with."""

from collections.abc import Iterable

from dekom.core.models import User
from forum.models import Meeting
from forum.selectors.recusals import recused, recused_by_person
from networks.models import Round


def rounds_of(meeting: Meeting) -> list[Round]:
    """The rounds that the meeting's matters are about."""
    return list(Round.objects.filter(items__meeting=meeting).distinct().order_by("pk"))


def recused_networks(user: User, meeting: Meeting) -> set[int]:
    """The networks whose matters, papers and votes the person is kept from."""
    return {network for round_ in rounds_of(meeting) for network in recused(user, round_)}


def recused_in(meeting: Meeting, people: Iterable[int]) -> dict[int, set[int]]:
    """The same for many people at once."""
    people = list(people)
    found: dict[int, set[int]] = {person: set() for person in people}
    for round_ in rounds_of(meeting):
        for person, networks in recused_by_person(people, round_).items():
            found[person] |= networks
    return found
