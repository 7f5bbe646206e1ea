"""Why frames cannot be computed: which bound or budget line stands in the way, and by how many kroner."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from allocations.services.derivation import Formula, Number, Step


class BoundKind(StrEnum):
    GUARANTEE = "guarantee"
    CEILING = "ceiling"


class Reason(StrEnum):
    SET_ASIDE = "set_aside"  # fixed grants, common measures and reserve exceed the appropriation
    COORDINATION = "coordination"  # coordination supplements exceed what is left
    BASE_GRANTS = "base_grants"  # base grants exceed what is left after coordination
    GUARANTEE_ABOVE_CEILING = "guarantee_above_ceiling"  # at one network or more
    GUARANTEE_ABOVE_POOL = "guarantee_above_pool"  # the guarantees together ask for more than there is
    CEILING_BELOW_POOL = "ceiling_below_pool"  # the ceilings together leave something over
    NO_HEAD_COUNTS = "no_head_counts"  # something is left, and nobody has head counts to weigh by


@dataclass(frozen=True, slots=True)
class Bound:
    """What a guarantee or a ceiling against last year means for one network. Whole kroner."""

    network: str
    kind: BoundKind
    last_year: int
    percent: Number
    given: int  # what supplements and base grant already give
    unit: int
    limit: int  # the frame that the bound allows at least, or at most
    units: int  # the bound on the part by head counts, in whole units: rounded towards what keeps it

    @classmethod
    def of(cls, network: str, kind: BoundKind, last_year: int, percent: Number, given: int, unit: int) -> "Bound":
        """Work the bound out: the limit from last year, and what it leaves to the part by head counts, least zero."""
        if kind is BoundKind.GUARANTEE:
            limit = ceil_divided(last_year * (100 - percent), 100)
            units = ceil_divided(max(0, limit - given), unit)
        else:
            limit = int(last_year * (100 + percent) // 100)
            units = max(0, limit - given) // unit
        return cls(network, kind, last_year, percent, given, unit, limit, units)

    def step(self, sources: Mapping[Formula, str]) -> Step:
        numbers = {
            "last_year": self.last_year,
            "percent": self.percent,
            "limit": self.limit,
            "given": self.given,
            "units": self.units,
            "unit": self.unit,
        }
        formula = Formula.GUARANTEE if self.kind is BoundKind.GUARANTEE else Formula.CEILING
        return Step(formula, numbers, self.units * self.unit, sources[formula])


def ceil_divided(number: Number, divisor: int) -> int:
    """The least whole number that is no less than the quotient; exact."""
    return int(-(-number // divisor))


class InfeasibleError(ValueError):
    """No frames satisfy all that is asked. Whole kroner: ``by`` is what is lacking, or what would be left over."""

    def __init__(self, reason: Reason, *, by: int, numbers: Mapping[str, int], bounds: tuple[Bound, ...] = ()) -> None:
        super().__init__(f"{reason.value}: {by}")
        self.reason = reason
        self.by = by
        self.numbers = dict(numbers)
        self.bounds = bounds
