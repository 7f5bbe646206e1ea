"""How an amount came about, step by step, as codes and numbers: a page or a paper makes the sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from allocations.services.prorata import ShareLine

Number = int | Fraction  # a percentage may have decimals; kroner and counts never


class Formula(StrEnum):
    """What a step computes. Beside each: the numbers it carries, and how its result follows from them."""

    # The round
    LEFT = "left"  # appropriation − fixed − common_measures − reserve; terms: the fixed grants
    COORDINATION_TOTAL = "coordination_total"  # flat × networks + extra; terms: the named extras
    BASE_TOTAL = "base_total"  # base_grant × networks
    POOL = "pool"  # left − coordination − base_grants
    UNITS = "units"  # ⌊pool / unit⌋ × unit = units × unit; remainder = what is over
    REST = "rest"  # (units − at_guarantee − at_ceiling) × unit: what those at no bound share

    # One network
    COORDINATION = "coordination"  # flat + extra
    BASE_GRANT = "base_grant"  # base_grant
    WEIGHT = "weight"  # terms: Σ factor × amount, a category each
    GUARANTEE = "guarantee"  # limit = ⌈last_year × (100 − percent) / 100⌉; ⌈(limit − given) / unit⌉ × unit, least 0
    CEILING = "ceiling"  # limit = ⌊last_year × (100 + percent) / 100⌋; ⌊(limit − given) / unit⌋ × unit, least 0
    AT_GUARANTEE = "at_guarantee"  # what the guarantee leaves to the weighted part: the bound itself
    AT_CEILING = "at_ceiling"  # what the ceiling leaves to the weighted part: the bound itself
    SHARED = "shared"  # pot × numerator / denominator = floor, remainder; (floor + extra) × unit, extra by rank
    NOTHING = "nothing"  # no head counts to weigh by, and nothing left: 0
    FRAME = "frame"  # coordination + base_grant + by_weight

    # Leftover funds
    FLAT = "flat"  # as SHARED, the same weight for all
    NAMED = "named"  # amount, by a decision

    # Cost sharing of a network
    NET_EXPENSES = "net_expenses"  # expenses − earmarked, least 0
    EQUAL_PART = "equal_part"  # as SHARED, the same weight for all
    COUNT_PART = "count_part"  # as SHARED, by children and pupils
    PRIVATE_PART = "private_part"  # as SHARED, out of the municipality's count part
    COST = "cost"  # equal_part + count_part


@dataclass(frozen=True, slots=True)
class Term:
    """One of the things that a step adds up: ``factor × amount``."""

    label: str
    amount: int
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a derivation: the formula, its numbers, what came out (whole kroner or weight), and the source."""

    formula: Formula
    numbers: Mapping[str, Number]
    result: int
    source: str = ""
    terms: tuple[Term, ...] = ()


def number_as_json(number: Number) -> int | str:
    """A whole number as it is; a percentage with decimals as its decimal figures."""
    if number.denominator == 1:
        return int(number)
    return str(Decimal(number.numerator) / number.denominator)


def step_as_json(step: Step) -> dict[str, object]:
    """The step as plain values, in the order in which it is read."""
    plain: dict[str, object] = {
        "formula": step.formula.value,
        "numbers": {name: number_as_json(number) for name, number in step.numbers.items()},
        "result": step.result,
        "source": step.source,
    }
    if step.terms:
        plain["terms"] = [{"label": term.label, "amount": term.amount, "factor": term.factor} for term in step.terms]
    return plain


def shared_step(formula: Formula, line: ShareLine, *, unit: int = 1, source: str = "") -> Step:
    """The step of one who shares a pot with others: the line's own numbers."""
    numbers = {
        "pot": line.pot,
        "numerator": line.numerator,
        "denominator": line.denominator,
        "floor": line.floor,
        "remainder": line.remainder,
        "rank": line.rank,
        "extra": line.extra,
        "unit": unit,
    }
    return Step(formula, numbers, line.amount * unit, source)
