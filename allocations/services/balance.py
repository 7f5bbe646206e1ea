"""The sum that proves where every krone of an appropriation is."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class NetworkShare:
    """What one network gets, divided into what its measures and what its coordination get."""

    measures: int
    coordination: int

    @property
    def amount(self) -> int:
        return self.measures + self.coordination


def network_share(amount: int, coordination: int) -> NetworkShare:
    """Coordination is the first money of ``amount``; the rest is for measures.

    Units: whole kroner. Raises: ValueError: a negative amount.
    """
    if amount < 0 or coordination < 0:
        raise ValueError("amounts must not be negative")
    paid_for_coordination = min(amount, coordination)
    return NetworkShare(amount - paid_for_coordination, paid_for_coordination)


@dataclass(frozen=True)
class Balance:
    """An appropriation and all that is taken from it. Whole kroner.

    ``left`` is what nobody has been given yet; ``over`` is what is given beyond the appropriation. One of them is zero.
    """

    appropriation: int
    shares: tuple[NetworkShare, ...]
    fixed: tuple[int, ...]
    common_measures: int
    reserve: int

    @property
    def measures(self) -> int:
        return sum(share.measures for share in self.shares)

    @property
    def coordination(self) -> int:
        return sum(share.coordination for share in self.shares)

    @property
    def networks(self) -> int:
        return self.measures + self.coordination

    @property
    def distributed(self) -> int:
        return self.networks + sum(self.fixed) + self.common_measures + self.reserve

    @property
    def left(self) -> int:
        return max(self.appropriation - self.distributed, 0)

    @property
    def over(self) -> int:
        return max(self.distributed - self.appropriation, 0)

    @property
    def adds_up(self) -> bool:
        """Whether the parts, with what is left, are the appropriation to the krone."""
        return self.distributed + self.left == self.appropriation


def balance(
    appropriation: int,
    networks: Sequence[tuple[int, int]],
    fixed: Sequence[int] = (),
    common_measures: int = 0,
    reserve: int = 0,
) -> Balance:
    """Lay out the sum. ``networks`` holds (amount with coordination, coordination) of each.

    Units: whole kroner. Raises: ValueError: a negative amount.
    """
    if any(amount < 0 for amount in (appropriation, *fixed, common_measures, reserve)):
        raise ValueError("amounts must not be negative")
    shares = tuple(network_share(amount, coordination) for amount, coordination in networks)
    return Balance(appropriation, shares, tuple(fixed), common_measures, reserve)
