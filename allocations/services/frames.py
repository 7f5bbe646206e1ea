"""The frames of a round: from the appropriation to each network's krone, with every step on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from allocations.services.bounds import NoSolutionError, Obstacle, Part, Side, share_within
from allocations.services.derivation import Formula, Step, Term, shared_step
from allocations.services.infeasible import Bound, BoundKind, InfeasibleError, Reason
from allocations.services.prorata import ShareLine
from allocations.services.round_input import NetworkInput, RoundInput

Sources = Mapping[Formula, str]


@dataclass(frozen=True, slots=True)
class NetworkFrame:
    """One network's frame, its parts, and how they came about. Whole kroner; ``line`` counts in units."""

    code: str
    coordination: int
    base_grant: int
    weight: int
    by_weight: int
    frame: int
    binds: BoundKind | None
    line: ShareLine | None
    steps: tuple[Step, ...]


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
    sources = sources or {}
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
            sources.get(Formula.UNITS, ""),
        ),
        Step(
            Formula.REST,
            {"units": units, "at_guarantee": at[Side.LOWER], "at_ceiling": at[Side.UPPER], "unit": unit},
            (units - at[Side.LOWER] - at[Side.UPPER]) * unit,
            sources.get(Formula.REST, ""),
        ),
    )
    networks = tuple(
        _network_frame(network, round_, weight, bound, part, sources)
        for network, weight, bound, part in zip(round_.networks, weights, bounds, parts, strict=True)
    )
    return Frames(networks, left, pool, remainder, opening + closing)


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
        Step(Formula.LEFT, set_aside, left, sources.get(Formula.LEFT, ""), fixed),
        Step(Formula.COORDINATION_TOTAL, flat, coordination, sources.get(Formula.COORDINATION_TOTAL, ""), named),
        Step(
            Formula.BASE_TOTAL,
            {"base_grant": key.base_grant, "networks": count},
            base_grants,
            sources.get(Formula.BASE_TOTAL, ""),
        ),
        Step(Formula.POOL, down, pool, sources.get(Formula.POOL, "")),
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
        kind: Bound(network.code, kind, last_year, percent, given, round_.key.unit)
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


def _network_frame(
    network: NetworkInput,
    round_: RoundInput,
    weight: int,
    bounds: Mapping[BoundKind, Bound],
    part: Part,
    sources: Sources,
) -> NetworkFrame:
    unit = round_.key.unit
    coordination, base_grant = _given(network, round_)
    by_weight = part.amount * unit
    frame = coordination + base_grant + by_weight
    extra = coordination - round_.budget.coordination_flat
    terms = tuple(
        Term(category, network.head_counts[category], factor) for category, factor in round_.key.weights.items()
    )
    binds = {Side.LOWER: BoundKind.GUARANTEE, Side.UPPER: BoundKind.CEILING}[part.at] if part.at else None
    steps = [
        Step(Formula.COORDINATION, {"flat": round_.budget.coordination_flat, "extra": extra}, coordination),
        Step(Formula.BASE_GRANT, {"base_grant": base_grant}, base_grant),
        Step(Formula.WEIGHT, {}, weight, terms=terms),
        *(bound.step() for bound in bounds.values()),
        _weighted_step(part, unit),
        Step(Formula.FRAME, {"coordination": coordination, "base_grant": base_grant, "by_weight": by_weight}, frame),
    ]
    steps = [replace(step, source=sources.get(step.formula, "")) for step in steps]
    return NetworkFrame(
        network.code, coordination, base_grant, weight, by_weight, frame, binds, part.line, tuple(steps)
    )


def _weighted_step(part: Part, unit: int) -> Step:
    if part.line:
        return shared_step(Formula.SHARED, part.line, unit=unit)
    formula = {Side.LOWER: Formula.AT_GUARANTEE, Side.UPPER: Formula.AT_CEILING, None: Formula.NOTHING}[part.at]
    return Step(formula, {"units": part.amount, "unit": unit}, part.amount * unit)
