"""Who is recused from which networks of a round: what lists, counts, papers, votes, exports and mails ask."""

from collections import defaultdict
from collections.abc import Iterable

from dekom.core.models import User
from forum.models.ties import Tie, recused_q, ties_of
from networks.models import DecisionBasis, Round


def recused(user: User, round_: Round) -> set[int]:
    """Primary keys of the networks that the person takes no part in; one query."""
    bases = DecisionBasis.objects.filter(recused_q(user, round_="round", network="network"), round=round_)
    return set(bases.values_list("network", flat=True))


def recused_by_person(people: Iterable[int], round_: Round) -> dict[int, set[int]]:
    """The same for many at once, in a fixed number of queries: for groups, electorates and mails."""
    people = list(people)
    found: dict[int, set[int]] = {person: set() for person in people}
    for tie in ties_of(people, [round_.pk]):
        if tie.recused:
            found[tie.person].add(tie.network)
    return found


def ties_by_network(user: User, round_: Round) -> dict[int, Tie]:
    """The person's ties with their grounds, for their own eyes."""
    return {tie.network: tie for tie in ties_of([user.pk], [round_.pk])}


def ties_by_person(people: Iterable[int], round_: Round) -> dict[int, list[Tie]]:
    found: dict[int, list[Tie]] = defaultdict(list)
    for tie in ties_of(people, [round_.pk]):
        found[tie.person].append(tie)
    return found
