"""Dividing an amount by weights in whole kroner, losing none: the one rule that all of Dekom divides by."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShareLine:
    """How one part came about, so that anyone can do it again by hand.

    ``pot * numerator`` divided by ``denominator`` is ``floor`` and ``remainder``; ``rank`` is the place of that
    remainder among all (1 is the largest), and ``extra`` the krone that those of the first ranks got.
    """

    pot: int
    numerator: int
    denominator: int
    floor: int
    remainder: int
    rank: int
    extra: int

    @property
    def amount(self) -> int:
        return self.floor + self.extra


def share(total: int, weights: Sequence[int]) -> list[int]:
    """Divide ``total`` in proportion to ``weights``, losing no krone.

    Units: whole kroner in, whole kroner out; weights are counts of anything.
    Each gets the floor of its quota; the kroner left over go one each to the
    largest remainders, ties to the larger weight, then to the one listed first.

    Raises: ValueError: a negative total or weight, or no positive weight. TypeError: anything but ``int``.
    Source: largest remainder (Hamilton); long-term plan chapter 4.
    """
    weight_sum = _weight_sum(total, weights)
    parts = [total * weight // weight_sum for weight in weights]
    left = total - sum(parts)
    if not left:
        return parts
    remainders = [total * weight % weight_sum for weight in weights]
    smallest_that_gets_one = sorted(remainders)[-left]  # sorting bare numbers is what makes a million quick
    tied = []
    for place, remainder in enumerate(remainders):
        if remainder > smallest_that_gets_one:
            parts[place] += 1
            left -= 1
        elif remainder == smallest_that_gets_one:
            tied.append(place)
    tied.sort(key=weights.__getitem__, reverse=True)  # stable: equal weights keep the order given
    for place in tied[:left]:
        parts[place] += 1
    return parts


def share_lines(total: int, weights: Sequence[int]) -> list[ShareLine]:
    """Divide as ``share`` does, and keep the numbers of every line.  Raises: as ``share``."""
    weight_sum = _weight_sum(total, weights)
    quotas = [divmod(total * weight, weight_sum) for weight in weights]
    left = total - sum(floor for floor, _ in quotas)
    order = sorted(range(len(quotas)), key=lambda place: (-quotas[place][1], -weights[place], place))
    ranks = {place: rank for rank, place in enumerate(order, start=1)}
    return [
        ShareLine(total, weight, weight_sum, floor, remainder, ranks[place], int(ranks[place] <= left))
        for place, (weight, (floor, remainder)) in enumerate(zip(weights, quotas, strict=True))
    ]


def _weight_sum(total: int, weights: Sequence[int]) -> int:
    for kind in {type(total), *map(type, weights)}:
        if not issubclass(kind, int) or kind is bool:
            raise TypeError(f"Kroner and weights are whole numbers (int), not {kind.__name__}.")
    if total < 0:
        raise ValueError(f"A negative amount ({total}) cannot be shared.")
    if min(weights, default=0) < 0:
        raise ValueError(f"A weight is negative ({min(weights)}).")
    weight_sum = sum(weights)
    if not weight_sum:
        raise ValueError("There is nothing to share by: no weight is above zero.")
    return weight_sum
