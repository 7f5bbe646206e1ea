"""Proposes groups: which networks each assesses, and who sits in it, so that nobody is recused from any of them.

The same people and networks always give the same groups. Plain keys and sets; no database, no chance.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True)
class Grouping:
    """``networks`` and ``people`` of each group, in order; ``unplaced`` are people whom no group can take."""

    networks: tuple[tuple[int, ...], ...]
    people: tuple[tuple[int, ...], ...]
    unplaced: tuple[int, ...]


def propose(count: int, networks: Sequence[int], recusals: Mapping[int, AbstractSet[int]]) -> Grouping:
    """Divide ``networks`` and the people of ``recusals`` into ``count`` groups.

    First nobody is left without a group, then the groups have about as many networks, then about as many people.
    ``recusals``: for each person, in order, the networks that they take no part in.

    Raises: ValueError: fewer than one group, or more groups than networks.
    """
    if not 1 <= count <= len(networks):
        raise ValueError("there must be at least one group, and a network for each")
    best = _begin(count, networks, recusals)
    score = _score(best, recusals)
    better = _best_neighbour(best, recusals)
    while better is not None and better[0] < score:  # each is better than the last, so it ends
        score, best = better
        better = _best_neighbour(best, recusals)
    people, unplaced = _place(best, recusals)
    return Grouping(
        tuple(tuple(sorted(group, key=list(networks).index)) for group in best),
        tuple(tuple(group) for group in people),
        tuple(unplaced),
    )


Partition = tuple[tuple[int, ...], ...]


def _begin(count: int, networks: Sequence[int], recusals: Mapping[int, AbstractSet[int]]) -> Partition:
    """Networks with the same people recused stand together, and the row is cut into even pieces."""

    def signature(network: int) -> tuple[int, ...]:
        return tuple(place for place, out in enumerate(recusals.values()) if network in out and len(out) > 1)

    row = sorted(networks, key=lambda network: (signature(network), list(networks).index(network)))
    size, rest = divmod(len(row), count)
    cut, groups = 0, []
    for place in range(count):
        end = cut + size + (place < rest)
        groups.append(tuple(row[cut:end]))
        cut = end
    return tuple(groups)


def _score(groups: Partition, recusals: Mapping[int, AbstractSet[int]]) -> tuple[int, int, int]:
    """The lower the better: people without a group, uneven networks, uneven people."""
    people, unplaced = _place(groups, recusals)
    sizes = [len(group) for group in groups]
    heads = [len(group) for group in people]
    return len(unplaced), max(sizes) - min(sizes), max(heads) - min(heads)


def _best_neighbour(
    groups: Partition, recusals: Mapping[int, AbstractSet[int]]
) -> tuple[tuple[int, int, int], Partition] | None:
    candidates = ((_score(other, recusals), other) for other in _neighbours(groups))
    return min(candidates, default=None)


def _neighbours(groups: Partition) -> Iterator[Partition]:
    """Every partition that is one move, or one exchange, of networks away."""
    for here, group in enumerate(groups):
        for network in group:
            for there in range(len(groups)):
                if there == here:
                    continue
                if len(group) > 1:
                    yield _with(groups, {here: _less(group, network), there: (*groups[there], network)})
                if there > here:
                    for other in groups[there]:
                        yield _with(
                            groups,
                            {
                                here: (*_less(group, network), other),
                                there: (*_less(groups[there], other), network),
                            },
                        )


def _less(group: tuple[int, ...], network: int) -> tuple[int, ...]:
    return tuple(each for each in group if each != network)


def _with(groups: Partition, changed: Mapping[int, tuple[int, ...]]) -> Partition:
    return tuple(changed.get(place, group) for place, group in enumerate(groups))


def _place(groups: Partition, recusals: Mapping[int, AbstractSet[int]]) -> tuple[list[list[int]], list[int]]:
    """Those with the fewest groups to choose from first, each into the smallest that can take them."""
    options = {
        person: [place for place, group in enumerate(groups) if not out & set(group)]
        for person, out in recusals.items()
    }
    people: list[list[int]] = [[] for _group in groups]
    order = list(recusals)
    for person in sorted(order, key=lambda person: (len(options[person]), order.index(person))):
        if options[person]:
            place = min(options[person], key=lambda place: (len(people[place]), place))
            people[place].append(person)
    return people, [person for person in order if not options[person]]
