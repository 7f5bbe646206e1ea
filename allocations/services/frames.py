"""The frames of a round: from the appropriation to each network's krone, with every step on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from allocations.services.bounds import NoSolutionError, Obstacle, Part, Side, share_within
from allocations.services.derivation import Formula, Step, Term, shared_step
from allocations.services.infeasible import Bound, BoundKind, InfeasibleError, Reason
from allocations.services.prorata import ShareLine
from allocations.services.round_input import NetworkInput, RoundInput

Sources = Mapping[Formula, str]


@dataclass(frozen=True, slots=True)
class NetworkFrame:
    """One network's frame, its parts, and all it came from. Whole kroner; ``part.line`` counts in units."""

    network: NetworkInput
    coordination: int
    base_grant: int
    weight: int
    by_weight: int
    frame: int
    bounds: tuple[Bound, ...]
    part: Part
    round: RoundInput = field(repr=False)
    sources: Sources = field(repr=False)

    @property
    def code(self) -> str:
        return self.network.code

    @property
    def binds(self) -> BoundKind | None:
        """The bound that the part by head counts stands at."""
        return {Side.LOWER: BoundKind.GUARANTEE, Side.UPPER: BoundKind.CEILING, None: None}[self.part.at]

    @property
    def line(self) -> ShareLine | None:
        """The numbers of the sharing; none at a bound."""
        return self.part.line

    @property
    def steps(self) -> tuple[Step, ...]:
        """How the frame came about, made when somebody asks."""
        flat, sources = self.round.budget.coordination_flat, self.sources
        flat_and_extra = {"flat": flat, "extra": self.coordination - flat}
        parts = {"coordination": self.coordination, "base_grant": self.base_grant, "by_weight": self.by_weight}
        terms = tuple(
            Term(category, self.network.head_counts[category], factor)
            for category, factor in self.round.key.weights.items()
        )
        return (
            Step(Formula.COORDINATION, flat_and_extra, self.coordination, sources[Formula.COORDINATION]),
            Step(Formula.BASE_GRANT, {"base_grant": self.base_grant}, self.base_grant, sources[Formula.BASE_GRANT]),
            Step(Formula.WEIGHT, {}, self.weight, sources[Formula.WEIGHT], terms),
            *(bound.step(sources) for bound in self.bounds),
            self._weighted_step(),
            Step(Formula.FRAME, parts, self.frame, sources[Formula.FRAME]),
        )

    def _weighted_step(self) -> Step:
        unit, part = self.round.key.unit, self.part
        if part.line:
            return shared_step(Formula.SHARED, part.line, unit=unit, source=self.sources[Formula.SHARED])
        formula = {Side.LOWER: Formula.AT_GUARANTEE, Side.UPPER: Formula.AT_CEILING, None: Formula.NOTHING}[part.at]
        return Step(formula, {"units": part.amount, "unit": unit}, self.by_weight, self.sources[formula])


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames of a round. They sum to what is left for the networks, less the remainder that no unit could hold."""

    networks: tuple[NetworkFrame, ...]
    left: int
    pool: int
    remainder: int
    steps: tuple[Step, ...]

    @property
    def total(self) -> int:
        return sum(network.frame for network in self.networks)


def compute_frames(round_: RoundInput, sources: Sources | None = None) -> Frames:
    """Give each network its frame: coordination, base grant, and the rest by head counts within the bounds.

    Units: whole kroner in, whole kroner out. The part by head counts comes in whole units of the key's ``unit``.
    ``sources`` says where the numbers of a step come from: the plan, the forum's decision, the statistics.

    Raises: InfeasibleError: too little for what is fixed, or bounds that cannot all be kept; it says by how much.
    Source: long-term plan chapter 4.
    """
    sources = dict.fromkeys(Formula, "") | dict(sources or {})
    opening = _opening_steps(round_, sources)
    left, pool = opening[0].result, opening[-1].result
    unit = round_.key.unit
    units, remainder = divmod(pool, unit)
    weights = [_weight(network, round_.key.weights) for network in round_.networks]
    bounds = [_bounds(network, round_) for network in round_.networks]
    parts = _share(units, weights, bounds, unit)
    at = {side: sum(part.amount for part in parts if part.at is side) for side in Side}
    closing = (
        Step(
            Formula.UNITS,
            {"pool": pool, "unit": unit, "units": units, "remainder": remainder},
            units * unit,
            sources[Formula.UNITS],
        ),
        Step(
            Formula.REST,
            {"units": units, "at_guarantee": at[Side.LOWER], "at_ceiling": at[Side.UPPER], "unit": unit},
            (units - at[Side.LOWER] - at[Side.UPPER]) * unit,
            sources[Formula.REST],
        ),
    )
    networks: list[NetworkFrame] = []
    for network, weight, bound, part in zip(round_.networks, weights, bounds, parts, strict=True):
        coordination, base_grant = _given(network, round_)
        by_weight = part.amount * unit
        frame = coordination + base_grant + by_weight
        its_bounds = tuple(bound.values())
        networks.append(
            NetworkFrame(network, coordination, base_grant, weight, by_weight, frame, its_bounds, part, round_, sources)
        )
    return Frames(tuple(networks), left, pool, remainder, opening + closing)


def _opening_steps(round_: RoundInput, sources: Sources) -> tuple[Step, ...]:
    """From the appropriation to what head counts distribute.  Raises: InfeasibleError: it is overspent on the way."""
    budget, key, count = round_.budget, round_.key, len(round_.networks)
    extras = {network.code: budget.coordination_extra.get(network.code, 0) for network in round_.networks}
    set_aside = {
        "appropriation": budget.appropriation,
        "fixed": sum(grant.amount for grant in budget.fixed),
        "common_measures": budget.common_measures,
        "reserve": budget.reserve,
    }
    left = budget.appropriation - set_aside["fixed"] - budget.common_measures - budget.reserve
    coordination = budget.coordination_flat * count + sum(extras.values())
    base_grants = key.base_grant * count
    pool = left - coordination - base_grants
    for missing, reason in (
        (-left, Reason.SET_ASIDE),
        (coordination - left, Reason.COORDINATION),
        (-pool, Reason.BASE_GRANTS),
    ):
        if missing > 0:
            spent = {"left": left, "coordination": coordination, "base_grants": base_grants}
            raise InfeasibleError(reason, by=missing, numbers=set_aside | spent)
    fixed = tuple(Term(grant.purpose, grant.amount) for grant in budget.fixed)
    named = tuple(Term(code, amount) for code, amount in extras.items() if amount)
    flat = {"flat": budget.coordination_flat, "networks": count, "extra": sum(extras.values())}
    down = {"left": left, "coordination": coordination, "base_grants": base_grants}
    return (
        Step(Formula.LEFT, set_aside, left, sources[Formula.LEFT], fixed),
        Step(Formula.COORDINATION_TOTAL, flat, coordination, sources[Formula.COORDINATION_TOTAL], named),
        Step(
            Formula.BASE_TOTAL,
            {"base_grant": key.base_grant, "networks": count},
            base_grants,
            sources[Formula.BASE_TOTAL],
        ),
        Step(Formula.POOL, down, pool, sources[Formula.POOL]),
    )


def _weight(network: NetworkInput, weights: Mapping[str, int]) -> int:
    return sum(factor * network.head_counts[category] for category, factor in weights.items())


def _given(network: NetworkInput, round_: RoundInput) -> tuple[int, int]:
    budget = round_.budget
    return budget.coordination_flat + budget.coordination_extra.get(network.code, 0), round_.key.base_grant


def _bounds(network: NetworkInput, round_: RoundInput) -> dict[BoundKind, Bound]:
    """The bounds that the network has, by kind: none without a last year."""
    percents = {BoundKind.GUARANTEE: round_.key.max_fall_percent, BoundKind.CEILING: round_.key.max_rise_percent}
    given, last_year = sum(_given(network, round_)), network.last_year
    if last_year is None:
        return {}
    return {
        kind: Bound.of(network.code, kind, last_year, percent, given, round_.key.unit)
        for kind, percent in percents.items()
        if percent is not None
    }


def _share(units: int, weights: Sequence[int], bounds: Sequence[dict[BoundKind, Bound]], unit: int) -> list[Part]:
    """The pool in units, shared within the bounds.  Raises: InfeasibleError, with the bounds that stand in the way."""
    lowers = [bound[BoundKind.GUARANTEE].units if BoundKind.GUARANTEE in bound else 0 for bound in bounds]
    uppers = [bound[BoundKind.CEILING].units if BoundKind.CEILING in bound else None for bound in bounds]
    try:
        return share_within(units, weights, lowers, uppers)
    except NoSolutionError as error:
        reason, kinds = {
            Obstacle.CROSSED: (Reason.GUARANTEE_ABOVE_CEILING, tuple(BoundKind)),
            Obstacle.TOO_LITTLE: (Reason.GUARANTEE_ABOVE_POOL, (BoundKind.GUARANTEE,)),
            Obstacle.TOO_MUCH: (Reason.CEILING_BELOW_POOL, (BoundKind.CEILING,)),
            Obstacle.NO_WEIGHT: (Reason.NO_HEAD_COUNTS, ()),
        }[error.obstacle]
        in_the_way = tuple(bounds[place][kind] for place in error.places for kind in kinds)
        numbers = {"pool": units * unit, "unit": unit}
        raise InfeasibleError(reason, by=error.by * unit, numbers=numbers, bounds=in_the_way) from error
