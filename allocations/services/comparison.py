"""What a scenario means for each network and for all of them: per head, against last year, and how evenly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allocations.services.frames import Frames
from allocations.services.infeasible import BoundKind
from allocations.services.round_input import NetworkInput


@dataclass(frozen=True, slots=True)
class Figures:
    """One network in one scenario. ``None`` where there is nothing to measure against. Tenths are rounded half up."""

    frame: int  # whole kroner
    heads: int
    last_year: int | None  # whole kroner
    binds: BoundKind | None
    per_head: int | None  # tenths of a krone per child and pupil
    change: int | None  # whole kroner more than last year
    change_percent: int | None  # tenths of a percent more than last year

    @classmethod
    def of(cls, frame: int, heads: int, last_year: int | None, binds: BoundKind | None) -> "Figures":
        per_head = rounded(frame * 10, heads) if heads else None
        change = None if last_year is None else frame - last_year
        percent = rounded((frame - last_year) * 1000, last_year) if last_year else None
        return cls(frame, heads, last_year, binds, per_head, change, percent)


@dataclass(frozen=True, slots=True)
class Evenness:
    """How evenly a scenario falls. Tenths of a krone and of a percent; the ratio in hundredths."""

    highest: int | None
    lowest: int | None
    ratio: int | None
    largest_fall: int | None
    largest_rise: int | None
    at_guarantee: int
    at_ceiling: int


def figures(frames: Frames, networks: Sequence[NetworkInput], heads: Sequence[str]) -> dict[str, Figures]:
    """Each network's figures by its code. ``heads`` names the categories that count people."""
    return {
        frame.code: Figures.of(
            frame.frame,
            sum(network.head_counts.get(category, 0) for category in heads),
            network.last_year,
            frame.binds,
        )
        for frame, network in zip(frames.networks, networks, strict=True)
    }


def evenness(found: Mapping[str, Figures]) -> Evenness:
    """The figures that say how evenly. Who has no heads, or no last year, counts in neither."""
    per_head = [(each.frame, each.heads) for each in found.values() if each.heads]
    most = max(per_head, key=lambda pair: pair[0] / pair[1], default=None)
    least = min(per_head, key=lambda pair: pair[0] / pair[1], default=None)
    changes = [each.change_percent for each in found.values() if each.change_percent is not None]
    return Evenness(
        highest=rounded(most[0] * 10, most[1]) if most else None,
        lowest=rounded(least[0] * 10, least[1]) if least else None,
        ratio=rounded(most[0] * least[1] * 100, most[1] * least[0]) if most and least and least[0] else None,
        largest_fall=min((change for change in changes if change < 0), default=None),
        largest_rise=max((change for change in changes if change > 0), default=None),
        at_guarantee=sum(each.binds is BoundKind.GUARANTEE for each in found.values()),
        at_ceiling=sum(each.binds is BoundKind.CEILING for each in found.values()),
    )


def rounded(numerator: int, denominator: int) -> int:
    """The quotient to the nearest whole number, half away from zero."""
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))
