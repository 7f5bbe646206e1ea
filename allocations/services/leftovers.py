"""Leftover funds of a round, given out later: the same to each, by the round's key, or by named amounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allocations.services.derivation import Formula, Step, shared_step
from allocations.services.prorata import ShareLine, share_lines


class OverdrawnError(ValueError):
    """More is given or taken than there is. Whole kroner: ``by`` is what is lacking."""

    def __init__(self, what: str, by: int) -> None:
        super().__init__(f"{what}: {by} kroner too much")
        self.what = what
        self.by = by


@dataclass(frozen=True, slots=True)
class LeftoverPart:
    """What one network gets of the leftover funds. Whole kroner; ``line`` counts in units."""

    code: str
    amount: int
    step: Step
    line: ShareLine | None = None


@dataclass(frozen=True, slots=True)
class Distribution:
    """The parts and what stays undistributed: together the amount, to the krone."""

    amount: int
    parts: tuple[LeftoverPart, ...]

    @property
    def remainder(self) -> int:
        return self.amount - sum(part.amount for part in self.parts)


def share_flat(amount: int, codes: Sequence[str], *, unit: int = 1, source: str = "") -> Distribution:
    """The same to each network; the last units, too few for all, go to those listed first.  Raises: as ``share``."""
    return _shared(Formula.FLAT, amount, dict.fromkeys(codes, 1), unit, source)


def share_by_key(amount: int, weights: Mapping[str, int], *, unit: int = 1, source: str = "") -> Distribution:
    """Pro rata by the weights that the round's key gave the networks.  Raises: as ``share``."""
    return _shared(Formula.SHARED, amount, weights, unit, source)


def give_named(amount: int, named: Mapping[str, int], *, source: str = "") -> Distribution:
    """To each network what a decision names; the rest stays.  Raises: OverdrawnError. ValueError: a negative amount."""
    if min(named.values(), default=0) < 0:
        raise ValueError("Leftover funds are given, not taken: no amount is negative.")
    if (over := sum(named.values()) - amount) > 0:
        raise OverdrawnError("leftover funds", over)
    return Distribution(
        amount,
        tuple(
            LeftoverPart(code, part, Step(Formula.NAMED, {"amount": part}, part, source))
            for code, part in named.items()
        ),
    )


def _shared(formula: Formula, amount: int, weights: Mapping[str, int], unit: int, source: str) -> Distribution:
    lines = zip(weights, share_lines(amount // unit, list(weights.values())), strict=True)
    return Distribution(
        amount,
        tuple(
            LeftoverPart(code, line.amount * unit, shared_step(formula, line, unit=unit, source=source), line)
            for code, line in lines
        ),
    )
