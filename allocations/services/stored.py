"""What an adoption keeps of its computation, as plain values, and how it is read back: a re-run gives the same."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from typing import Any

from allocations.services.derivation import Formula, Number, Step, Term, number_as_json, step_as_json
from allocations.services.frames import Frames, NetworkFrame
from allocations.services.round_input import BudgetInput, FixedAmount, KeyInput, NetworkInput, RoundInput

Plain = dict[str, Any]


def inputs_as_json(round_: RoundInput) -> Plain:
    """Budget and key; each network's own numbers are kept with its frame."""
    budget, key = round_.budget, round_.key
    return {
        "appropriation": budget.appropriation,
        "fixed": [
            {"purpose": grant.purpose, "recipient": grant.recipient, "amount": grant.amount} for grant in budget.fixed
        ],
        "common_measures": budget.common_measures,
        "reserve": budget.reserve,
        "coordination_flat": budget.coordination_flat,
        "coordination_extra": dict(budget.coordination_extra),
        "base_grant": key.base_grant,
        "weights": dict(key.weights),
        "max_fall_percent": _percent(key.max_fall_percent),
        "max_rise_percent": _percent(key.max_rise_percent),
        "unit": key.unit,
    }


def frame_as_json(frame: NetworkFrame, network: NetworkInput, place: int) -> Plain:
    """One network's inputs, what came out, and every step. ``place`` is its place in the order that settles ties."""
    line = frame.line
    return {
        "place": place,
        "head_counts": dict(network.head_counts),
        "last_year": network.last_year,
        "coordination": frame.coordination,
        "base_grant": frame.base_grant,
        "weight": frame.weight,
        "by_weight": frame.by_weight,
        "binds": frame.binds.value if frame.binds else None,
        "line": line
        and {
            "pot": line.pot,
            "numerator": line.numerator,
            "denominator": line.denominator,
            "floor": line.floor,
            "remainder": line.remainder,
            "rank": line.rank,
            "extra": line.extra,
        },
        "steps": [step_as_json(step) for step in frame.steps],
    }


def steps_as_json(frames: Frames) -> list[Plain]:
    return [step_as_json(step) for step in frames.steps]


def fingerprint(frames: Frames) -> str:
    """Says in short which frames these are, so that others are not adopted in their place."""
    told = ";".join(f"{network.code}={network.frame}" for network in frames.networks)
    return sha256(told.encode()).hexdigest()[:16]


def budget_fingerprint(budget: BudgetInput, source: str) -> str:
    """Says in short which budget somebody had before them, so that nobody overwrites another's."""
    extras = sorted((code, amount) for code, amount in budget.coordination_extra.items() if amount)
    told = repr((replace(budget, coordination_extra={}), extras, source))
    return sha256(told.encode()).hexdigest()[:16]


def step_from_json(plain: Mapping[str, Any]) -> Step:
    """A step as it was."""
    return Step(
        Formula(plain["formula"]),
        {name: _number(number) for name, number in plain["numbers"].items()},
        plain["result"],
        plain["source"],
        tuple(Term(term["label"], term["amount"], term["factor"]) for term in plain.get("terms", ())),
    )


def round_from_json(inputs: Mapping[str, Any], networks: Mapping[str, Mapping[str, Any]]) -> RoundInput:
    """The round as it was computed. ``networks`` holds by code what each frame kept."""
    fall, rise = inputs["max_fall_percent"], inputs["max_rise_percent"]
    in_order = sorted(networks.items(), key=lambda item: item[1]["place"])
    return RoundInput(
        BudgetInput(
            inputs["appropriation"],
            tuple(FixedAmount(grant["purpose"], grant["recipient"], grant["amount"]) for grant in inputs["fixed"]),
            inputs["common_measures"],
            inputs["reserve"],
            inputs["coordination_flat"],
            inputs["coordination_extra"],
        ),
        KeyInput(
            inputs["base_grant"],
            inputs["weights"],
            None if fall is None else _number(fall),
            None if rise is None else _number(rise),
            inputs["unit"],
        ),
        tuple(NetworkInput(code, kept["head_counts"], kept["last_year"]) for code, kept in in_order),
    )


def _percent(percent: Number | None) -> int | str | None:
    return None if percent is None else number_as_json(percent)


def _number(plain: int | str) -> Number:
    return plain if isinstance(plain, int) else Fraction(plain)
