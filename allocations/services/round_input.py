"""What the frames of a round are computed from: the budget, the key, and the networks with their head counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from allocations.services.derivation import Number


@dataclass(frozen=True, slots=True)
class FixedAmount:
    """A yearly grant outside the frames. Whole kroner."""

    purpose: str
    recipient: str
    amount: int


@dataclass(frozen=True, slots=True)
class BudgetInput:
    """What there is, and what is set aside before the networks. Whole kroner."""

    appropriation: int
    fixed: tuple[FixedAmount, ...] = ()
    common_measures: int = 0
    reserve: int = 0
    coordination_flat: int = 0
    coordination_extra: Mapping[str, int] = field(default_factory=dict)  # by network code

    def __hash__(self) -> int:  # a mapping has no hash: equal budgets have equal sums all the same
        return hash((self.appropriation, self.fixed, self.common_measures, self.reserve, self.coordination_flat))


@dataclass(frozen=True, slots=True)
class KeyInput:
    """The distribution key: a base grant for all, and what each head of a category weighs.

    ``max_fall_percent`` 10 means no less than 90 % of last year's frame; None means no guarantee; likewise the ceiling.
    """

    base_grant: int
    weights: Mapping[str, int]
    max_fall_percent: Number | None = None
    max_rise_percent: Number | None = None
    unit: int = 1

    def __hash__(self) -> int:  # as the budget's
        return hash((self.base_grant, self.max_fall_percent, self.max_rise_percent, self.unit))


@dataclass(frozen=True, slots=True)
class NetworkInput:
    code: str
    head_counts: Mapping[str, int]
    last_year: int | None = None  # last year's frame in whole kroner; None: it had none
    name: str = ""


@dataclass(frozen=True, slots=True)
class RoundInput:
    budget: BudgetInput
    key: KeyInput
    networks: tuple[NetworkInput, ...]

    def __post_init__(self) -> None:
        codes = [network.code for network in self.networks]
        if len(set(codes)) < len(codes):
            raise ValueError("Two networks have the same code.")
        if strangers := self.budget.coordination_extra.keys() - set(codes):
            raise ValueError(f"There is no network {', '.join(sorted(strangers))} to give extra coordination to.")
        if self.key.unit < 1:
            raise ValueError("The rounding unit is at least one krone.")
        for network in self.networks:
            if missing := self.key.weights.keys() - network.head_counts.keys():
                raise ValueError(f"{network.code} has no count of {', '.join(sorted(missing))}.")
