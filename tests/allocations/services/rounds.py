"""Made-up rounds for the engine's tests: any size of budget, ties, zero counts, bounds that bind on both sides."""

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from hypothesis import strategies as st

from allocations.services.round_input import BudgetInput, FixedAmount, KeyInput, NetworkInput, RoundInput

CATEGORIES = ["kindergarten_children", "pupils"]
amounts = st.integers(0, 10**7)
percents = st.none() | st.integers(0, 100) | st.decimals(0, 100, places=2).map(Fraction)


def bounds_in_units(network, budget, key):
    """The guarantee and the ceiling on the part by head counts, by the words of the rule."""
    given = budget.coordination_flat + budget.coordination_extra.get(network.code, 0) + key.base_grant
    lower, upper = 0, None
    if network.last_year is not None and key.max_fall_percent is not None:
        least = ceil(Fraction(network.last_year) * (100 - key.max_fall_percent) / 100)
        lower = ceil(Fraction(max(0, least - given), key.unit))
    if network.last_year is not None and key.max_rise_percent is not None:
        most = floor(Fraction(network.last_year) * (100 + key.max_rise_percent) / 100)
        upper = floor(Fraction(max(0, most - given), key.unit))
    return lower, upper


def weight_of(network, key):
    return sum(key.weights[category] * network.head_counts[category] for category in key.weights)


@st.composite
def rounds(draw, solvable=True, twins=False):
    """A round; where solvable, what is left to share lies between what the bounds need and what they take.

    With twins, the last two networks differ by nothing but their code.
    """
    few = draw(st.booleans())  # small numbers make ties and bounds that meet
    counts = st.integers(0, 4 if few else 30_000)
    last_years = st.none() | st.integers(0, 3_000 if few else 10**7)
    networks = tuple(
        NetworkInput(f"n{place}", {category: draw(counts) for category in CATEGORIES}, draw(last_years))
        for place in range(draw(st.integers(1, 7)))
    )
    if twins:
        networks = (*networks, replace(networks[-1], code="one"), replace(networks[-1], code="other"))
    small = st.integers(0, 300)
    key = KeyInput(
        base_grant=draw(small if few else st.integers(0, 500_000)),
        weights={category: draw(st.integers(0, 20)) for category in CATEGORIES},
        max_fall_percent=draw(percents),
        max_rise_percent=draw(percents),
        unit=draw(st.sampled_from([1, 1, 7, 1000])),
    )
    budget = BudgetInput(
        appropriation=0,
        fixed=tuple(FixedAmount("", "", amount) for amount in draw(st.lists(amounts, max_size=3))),
        common_measures=draw(amounts),
        reserve=draw(amounts),
        coordination_flat=draw(small if few else st.integers(0, 200_000)),
        coordination_extra={"n0": draw(small if few else st.integers(0, 200_000))},
    )
    if solvable:
        networks = tuple(_without_crossed_bounds(network, budget, key) for network in networks)
    pool = draw(_pools(networks, budget, key)) if solvable else draw(amounts) - draw(amounts)
    taken = sum(grant.amount for grant in budget.fixed) + budget.common_measures + budget.reserve
    taken += (budget.coordination_flat + key.base_grant) * len(networks) + budget.coordination_extra["n0"]
    return RoundInput(replace(budget, appropriation=max(0, taken + pool)), key, networks)


def _without_crossed_bounds(network, budget, key):
    lower, upper = bounds_in_units(network, budget, key)
    return network if upper is None or lower <= upper else replace(network, last_year=None)


def _pools(networks, budget, key):
    """Kroner to share by head counts such that the bounds can all be kept."""
    least, most = limits(networks, budget, key)
    spare = st.integers(0, key.unit - 1)
    units = st.integers(least, least + 10**7 // key.unit if most is None else most)
    return st.builds(lambda whole, rest: whole * key.unit + rest, units, spare)


def limits(networks, budget, key):
    """The least and the most units that the bounds leave room for; no most where somebody has no ceiling."""
    least, most = 0, 0
    for network in networks:
        lower, upper = bounds_in_units(network, budget, key)
        least += lower
        reachable = upper if weight_of(network, key) else lower
        most = None if most is None or reachable is None else most + reachable
    return least, most
