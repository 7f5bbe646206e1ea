"""Who is kept from what in a meeting: networks that they are recused from in the rounds that the meeting deals with."""

from collections.abc import Iterable

from dekom.core.models import User
from forum.models import Meeting
from forum.models.ties import recused_q
from forum.selectors.recusals import recused_by_person
from networks.models import DecisionBasis, Round, access_of


def rounds_of(meeting: Meeting) -> list[Round]:
    """The rounds that the meeting's matters are about."""
    return list(Round.objects.filter(items__meeting=meeting).distinct().order_by("pk"))


def hidden_from(user: User, county_id: int, rounds: Iterable[int | None]) -> set[int]:
    """The networks that the person is kept from in these rounds; nothing is kept from those who read all."""
    access = access_of(user)
    if access.is_superuser or county_id in access.reads_all_in:
        return set()
    known = {pk for pk in rounds if pk}
    if not known:
        return set()
    bases = DecisionBasis.objects.filter(recused_q(user, round_="round", network="network"), round__in=known)
    return set(bases.values_list("network", flat=True))


def recused_networks(user: User, meeting: Meeting) -> set[int]:
    """The networks whose matters, papers and votes the person is kept from in the meeting."""
    return hidden_from(user, meeting.forum.county_id, meeting.items.values_list("round", flat=True))


def recused_in(meeting: Meeting, people: Iterable[int]) -> dict[int, set[int]]:
    """The same for many people at once."""
    people = list(people)
    found: dict[int, set[int]] = {person: set() for person in people}
    for round_ in rounds_of(meeting):
        for person, networks in recused_by_person(people, round_).items():
            found[person] |= networks
    return found
