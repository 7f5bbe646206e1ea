"""Sharing within bounds: nobody below a lower, nobody above an upper, and what that moves is carried pro rata."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from allocations.services.prorata import ShareLine, share_lines


class Side(StrEnum):
    LOWER = "lower"
    UPPER = "upper"


class Obstacle(StrEnum):
    CROSSED = "crossed"  # a lower bound above its own upper
    TOO_LITTLE = "too_little"  # the lower bounds ask for more than there is
    TOO_MUCH = "too_much"  # the upper bounds leave some of it over
    NO_WEIGHT = "no_weight"  # something is left, and nobody weighs anything


class NoSolutionError(ValueError):
    """The bounds cannot all be kept. ``by`` is how many units are lacking or left over; ``places`` whose bounds."""

    def __init__(self, obstacle: Obstacle, by: int, places: Sequence[int]) -> None:
        super().__init__(f"{obstacle.value} by {by}, at {list(places)}")
        self.obstacle = obstacle
        self.by = by
        self.places = tuple(places)


@dataclass(frozen=True, slots=True)
class Part:
    """What one gets, and why: the bound it stands at, or its line in the sharing of the rest."""

    amount: int
    at: Side | None = None
    line: ShareLine | None = None  # none at a bound, and none where nobody who is left weighs anything


def share_within(total: int, weights: Sequence[int], lowers: Sequence[int], uppers: Sequence[int | None]) -> list[Part]:
    """Divide ``total`` so that part i is clamp(λ · weight i, lower i, upper i), with the λ that makes the sum right.

    Units: whole units of anything; bounds are whole and not negative, an upper of None is no bound.
    Those at a bound get exactly the bound; the others share the rest by ``share``. Their quotas lie strictly
    between, or on, their whole bounds, and ``share`` gives the quota rounded down or up, so it keeps the bounds too.
    Solved in whole numbers: λ = rest / weights of the rest, and every comparison is multiplied out.

    Raises: NoSolutionError: the bounds sum to more than the total, or to less. ValueError, TypeError: as ``share``.
    Source: Bitran and Hax 1981: while parts break their bounds, those on the side that is broken by more stay at it.
    """
    _check(total, weights, lowers, uppers)
    at: dict[int, Side] = {place: Side.LOWER for place, low in enumerate(lowers) if low and not weights[place]}
    while True:
        free = [place for place in range(len(weights)) if place not in at]
        rest = total - _taken(at, lowers, uppers)
        weight_sum = sum(weights[place] for place in free)
        below: dict[int, int] = {}
        above: dict[int, int] = {}
        for place in free:
            quota, upper = rest * weights[place], uppers[place]  # both sides times weight_sum
            if quota < lowers[place] * weight_sum:
                below[place] = lowers[place] * weight_sum - quota
            elif upper is not None and quota > upper * weight_sum:
                above[place] = quota - upper * weight_sum
        lacking, over = sum(below.values()), sum(above.values())
        if lacking >= over:
            at |= dict.fromkeys(below, Side.LOWER)
        if over >= lacking:
            at |= dict.fromkeys(above, Side.UPPER)
        if lacking == over:
            return _parts(total, weights, lowers, uppers, at)


def _parts(
    total: int, weights: Sequence[int], lowers: Sequence[int], uppers: Sequence[int | None], at: dict[int, Side]
) -> list[Part]:
    free = [place for place in range(len(weights)) if place not in at]
    free_weights = [weights[place] for place in free]
    lines: dict[int, ShareLine] = {}
    if any(free_weights):
        rest = total - _taken(at, lowers, uppers)
        lines = dict(zip(free, share_lines(rest, free_weights), strict=True))
    return [
        Part(_bound(place, at[place], lowers, uppers), at[place])
        if place in at
        else Part(lines[place].amount, line=lines[place])
        if place in lines
        else Part(0)
        for place in range(len(weights))
    ]


def _bound(place: int, side: Side, lowers: Sequence[int], uppers: Sequence[int | None]) -> int:
    upper = uppers[place]
    return upper if side is Side.UPPER and upper is not None else lowers[place]


def _taken(at: dict[int, Side], lowers: Sequence[int], uppers: Sequence[int | None]) -> int:
    return sum(_bound(place, side, lowers, uppers) for place, side in at.items())


def _check(total: int, weights: Sequence[int], lowers: Sequence[int], uppers: Sequence[int | None]) -> None:
    if not len(weights) == len(lowers) == len(uppers):
        raise ValueError("Each weight has one lower and one upper bound.")
    if total < 0 or min(weights, default=0) < 0 or min(lowers, default=0) < 0:
        raise ValueError("Neither an amount, a weight nor a bound is negative.")
    pairs = list(zip(lowers, uppers, strict=True))
    crossed = {place: low - up for place, (low, up) in enumerate(pairs) if up is not None and low > up}
    if crossed:
        raise NoSolutionError(Obstacle.CROSSED, max(crossed.values()), list(crossed))
    if (least := sum(lowers)) > total:
        raise NoSolutionError(Obstacle.TOO_LITTLE, least - total, [place for place, low in enumerate(lowers) if low])
    most = 0
    for weight, (low, up) in zip(weights, pairs, strict=True):
        if weight and up is None:
            return
        most += low if up is None or not weight else up
    if most < total:
        weighing = [place for place, weight in enumerate(weights) if weight]
        raise NoSolutionError(Obstacle.TOO_MUCH if weighing else Obstacle.NO_WEIGHT, total - most, weighing)
