"""The frames of a round: exact sums, kept bounds, and a derivation that anyone can do again by hand."""

import json
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from allocations.services.case_file import read_round
from allocations.services.derivation import Formula
from allocations.services.frames import compute_frames
from allocations.services.infeasible import BoundKind, InfeasibleError, Reason
from allocations.services.prorata import share
from allocations.services.round_input import BudgetInput, KeyInput, NetworkInput, RoundInput
from tests.allocations.services.rounds import bounds_in_units, limits, rounds, weight_of

CASE = Path(__file__).parent.parent / "cases" / "example-2027.json"


def left_for_networks(budget):
    return budget.appropriation - sum(grant.amount for grant in budget.fixed) - budget.common_measures - budget.reserve


def test_the_example_of_2027_to_the_krone():
    case = json.loads(CASE.read_text(encoding="utf-8"))

    frames = compute_frames(read_round(CASE.read_text(encoding="utf-8")))

    for network, expected in zip(frames.networks, case["networks"], strict=True):
        assert {name: getattr(network, name) for name in expected["expected"]} == expected["expected"]
    assert (frames.total, frames.remainder) == (case["expected_total"], case["expected_remainder"])
    assert [network.code for network in frames.networks if network.binds] == [
        "fosen",
        "midtre-namdal",
        "indre-namdal",
        "ytre-namdal",
    ]


@given(rounds())
def test_every_krone_has_a_place(round_):
    frames = compute_frames(round_)

    assert frames.total + frames.remainder == left_for_networks(round_.budget)
    assert 0 <= frames.remainder < round_.key.unit
    for network in frames.networks:
        assert network.frame == network.coordination + network.base_grant + network.by_weight
        assert network.by_weight % round_.key.unit == 0
        assert network.by_weight >= 0


@given(rounds())
def test_the_guarantee_and_the_ceiling_are_kept_in_kroner(round_):
    for network, outcome in zip(round_.networks, compute_frames(round_).networks, strict=True):
        given_ = outcome.coordination + outcome.base_grant
        if network.last_year is None:
            assert outcome.binds is None
            continue
        if round_.key.max_fall_percent is not None:
            assert outcome.frame >= ceil(Fraction(network.last_year) * (100 - round_.key.max_fall_percent) / 100)
        if round_.key.max_rise_percent is not None:
            most = floor(Fraction(network.last_year) * (100 + round_.key.max_rise_percent) / 100)
            assert outcome.frame <= max(most, given_)


@given(rounds())
def test_those_at_no_bound_share_the_rest_by_weight(round_):
    frames, unit = compute_frames(round_), round_.key.unit

    rest = frames.pool // unit - sum(network.by_weight for network in frames.networks if network.binds) // unit
    free = [network for network in frames.networks if not network.binds]
    weights = [network.weight for network in free]

    assert [network.by_weight // unit for network in free] == (
        share(rest, weights) if any(weights) else [0] * len(free)
    )


@given(rounds())
def test_without_bounds_each_is_within_one_unit_of_its_quota(round_):
    free = replace(round_, key=replace(round_.key, max_fall_percent=None, max_rise_percent=None))
    assume(any(weight_of(network, free.key) for network in free.networks))

    frames = compute_frames(free)

    units, total = frames.pool // free.key.unit, sum(network.weight for network in frames.networks)
    for network in frames.networks:
        assert abs(Fraction(network.by_weight, free.key.unit) - Fraction(units * network.weight, total)) < 1


@given(rounds(twins=True))
def test_equal_networks_differ_by_at_most_one_unit(round_):
    *_, one, other = compute_frames(round_).networks

    assert abs(one.frame - other.frame) <= round_.key.unit


@given(rounds(), st.randoms())
def test_the_order_of_the_networks_decides_nothing_but_ties(round_, random):
    shuffled = replace(round_, networks=tuple(random.sample(round_.networks, len(round_.networks))))

    def outcome(frames):
        """Who is at a bound, by name; who shares the rest, by weight: equal weights may change places."""
        at_bounds = sorted((network.code, network.frame) for network in frames.networks if network.binds)
        return at_bounds, sorted((n.weight, n.by_weight) for n in frames.networks if not n.binds)

    assert outcome(compute_frames(round_)) == outcome(compute_frames(shuffled))


@given(rounds(), st.integers(1, 1000))
def test_scaling_all_weights_changes_nothing(round_, factor):
    weights = {category: weight * factor for category, weight in round_.key.weights.items()}
    scaled = replace(round_, key=replace(round_.key, weights=weights))

    assert [n.frame for n in compute_frames(scaled).networks] == [n.frame for n in compute_frames(round_).networks]


@given(rounds(), st.data())
def test_raising_a_count_lowers_its_part_by_at_most_one_unit(round_, data):
    place = data.draw(st.integers(0, len(round_.networks) - 1))
    category = data.draw(st.sampled_from(sorted(round_.key.weights)))
    networks = [*round_.networks]
    counts = dict(networks[place].head_counts)
    counts[category] += data.draw(st.integers(1, 5000))
    networks[place] = replace(networks[place], head_counts=counts)
    before = compute_frames(round_)

    after = compute_frames(replace(round_, networks=tuple(networks)))

    assert after.networks[place].by_weight >= before.networks[place].by_weight - round_.key.unit


@given(rounds(solvable=False))
def test_frames_come_out_exactly_when_all_can_be_kept(round_):
    budget, key, networks = round_.budget, round_.key, round_.networks
    left = left_for_networks(budget)
    coordination = budget.coordination_flat * len(networks) + budget.coordination_extra["n0"]
    base_grants = key.base_grant * len(networks)
    pool = left - coordination - base_grants
    pairs = [bounds_in_units(network, budget, key) for network in networks]
    least, most = limits(networks, budget, key)
    crossed = [lower - upper for lower, upper in pairs if upper is not None and lower > upper]
    units = pool // key.unit
    expected = (
        (Reason.SET_ASIDE, -left)
        if left < 0
        else (Reason.COORDINATION, coordination - left)
        if coordination > left
        else (Reason.BASE_GRANTS, -pool)
        if pool < 0
        else (Reason.GUARANTEE_ABOVE_CEILING, max(crossed) * key.unit)
        if crossed
        else (Reason.GUARANTEE_ABOVE_POOL, (least - units) * key.unit)
        if least > units
        else None
        if most is None or most >= units
        else (Reason.CEILING_BELOW_POOL, (units - most) * key.unit)
        if any(weight_of(network, key) for network in networks)
        else (Reason.NO_HEAD_COUNTS, (units - most) * key.unit)
    )
    if expected is None:
        assert compute_frames(round_).total <= left
        return

    with pytest.raises(InfeasibleError) as caught:
        compute_frames(round_)

    assert (caught.value.reason, caught.value.by) == expected


@given(rounds())
def test_the_derivation_alone_is_enough_to_compute_the_frame(round_):
    """What a person with the page before them and a pocket calculator would do."""
    frames = compute_frames(round_)
    opening = {step.formula: step for step in frames.steps}
    left, pool = opening[Formula.LEFT], opening[Formula.POOL]

    assert left.result == left.numbers["appropriation"] - sum(
        left.numbers[name] for name in ("fixed", "common_measures", "reserve")
    )
    assert pool.result == left.result - sum(pool.numbers[name] for name in ("coordination", "base_grants"))
    assert opening[Formula.UNITS].result + opening[Formula.UNITS].numbers["remainder"] == pool.result
    assert opening[Formula.REST].result == sum(network.by_weight for network in frames.networks if not network.binds)
    for network in frames.networks:
        assert by_hand(network.steps) == network.frame


def by_hand(steps):
    numbers = {step.formula: step.numbers for step in steps}
    given_ = sum(numbers[Formula.COORDINATION].values()) + numbers[Formula.BASE_GRANT]["base_grant"]
    weight = sum(term.factor * term.amount for step in steps for term in step.terms if step.formula is Formula.WEIGHT)
    shared = numbers.get(Formula.SHARED)
    if shared:
        floor_, remainder = divmod(shared["pot"] * shared["numerator"], shared["denominator"])
        assert (shared["numerator"], shared["floor"], shared["remainder"]) == (weight, floor_, remainder)
        return given_ + (floor_ + shared["extra"]) * shared["unit"]
    if Formula.AT_GUARANTEE in numbers:
        bound = numbers[Formula.GUARANTEE]
        limit = ceil(Fraction(bound["last_year"]) * (100 - bound["percent"]) / 100)
        return given_ + ceil(Fraction(max(0, limit - given_), bound["unit"])) * bound["unit"]
    if Formula.AT_CEILING in numbers:
        bound = numbers[Formula.CEILING]
        limit = floor(Fraction(bound["last_year"]) * (100 + bound["percent"]) / 100)
        return given_ + max(0, limit - given_) // bound["unit"] * bound["unit"]
    assert Formula.NOTHING in numbers
    return given_


@given(rounds())
def test_the_same_input_gives_the_same_result(round_):
    assert compute_frames(round_) == compute_frames(round_)


def small_round(pool=0, networks=(), **key):
    """Two networks of 1 and 3 children unless said otherwise; base grant 100 each, ``pool`` to share."""
    networks = networks or (NetworkInput("a", {"c": 1}), NetworkInput("b", {"c": 3}))
    budget = BudgetInput(appropriation=pool + 100 * len(networks))
    return RoundInput(budget, KeyInput(100, {"c": 1}, **key), tuple(networks))


def by_weight(round_):
    return [network.by_weight for network in compute_frames(round_).networks]


def test_a_rounding_unit_shows_what_no_unit_could_hold():
    frames = compute_frames(small_round(9_999, unit=1000))

    assert [network.by_weight for network in frames.networks] == [2000, 7000]
    assert frames.remainder == 999


def test_base_grants_that_the_appropriation_does_not_reach_are_named():
    with pytest.raises(InfeasibleError) as caught:
        compute_frames(small_round(-30))

    assert (caught.value.reason, caught.value.by) == (Reason.BASE_GRANTS, 30)
    assert caught.value.numbers["base_grants"] == 200


def test_sources_stand_on_the_steps_they_belong_to():
    sources = {Formula.WEIGHT: "Basil, 15 December", Formula.UNITS: "Item 3/27"}

    frames = compute_frames(small_round(4), sources)

    assert {s.formula: s.source for s in frames.networks[0].steps if s.source} == {Formula.WEIGHT: "Basil, 15 December"}
    assert {step.formula: step.source for step in frames.steps if step.source} == {Formula.UNITS: "Item 3/27"}


def test_what_base_grant_already_gives_is_no_bound():
    last = (NetworkInput("a", {"c": 1}, last_year=50), NetworkInput("b", {"c": 3}, last_year=50))

    assert by_weight(small_round(8, last, max_fall_percent=0)) == [2, 6]
    with pytest.raises(InfeasibleError) as caught:
        compute_frames(small_round(8, last, max_rise_percent=0))

    assert (caught.value.reason, caught.value.by) == (Reason.CEILING_BELOW_POOL, 8)
    assert [bound.units for bound in caught.value.bounds] == [0, 0]


def test_nobody_gets_anything_where_nothing_is_left_and_nobody_is_counted():
    nobody = (NetworkInput("a", {"c": 0}), NetworkInput("b", {"c": 0}))

    assert by_weight(small_round(0, nobody)) == [0, 0]
    assert compute_frames(small_round(0, nobody)).networks[0].steps[-2].formula is Formula.NOTHING
    with pytest.raises(InfeasibleError) as caught:
        compute_frames(small_round(7, nobody))

    assert (caught.value.reason, caught.value.by, caught.value.bounds) == (Reason.NO_HEAD_COUNTS, 7, ())


def test_a_network_without_children_still_has_its_guarantee():
    networks = (NetworkInput("a", {"c": 0}, last_year=150), NetworkInput("b", {"c": 3}))

    frames = compute_frames(small_round(80, networks, max_fall_percent=10))

    assert [(network.by_weight, network.binds) for network in frames.networks] == [
        (35, BoundKind.GUARANTEE),
        (45, None),
    ]


def test_bounds_that_cannot_be_kept_are_named():
    networks = (
        NetworkInput("a", {"c": 1}, last_year=200),
        NetworkInput("b", {"c": 3}),
        NetworkInput("d", {"c": 3}, 110),
    )

    with pytest.raises(InfeasibleError) as caught:
        compute_frames(small_round(80, networks, max_fall_percent=5))

    assert (caught.value.reason, caught.value.by) == (Reason.GUARANTEE_ABOVE_POOL, 15)
    assert [(bound.network, bound.limit, bound.units) for bound in caught.value.bounds] == [
        ("a", 190, 90),
        ("d", 105, 5),
    ]


def test_a_unit_can_make_the_guarantee_cross_the_ceiling():
    networks = (NetworkInput("a", {"c": 1}, last_year=1_550), NetworkInput("b", {"c": 3}))

    with pytest.raises(InfeasibleError) as caught:
        compute_frames(small_round(9_000, networks, max_fall_percent=5, max_rise_percent=5, unit=1000))

    assert (caught.value.reason, caught.value.by) == (Reason.GUARANTEE_ABOVE_CEILING, 1000)
    assert [(bound.kind, bound.limit, bound.units) for bound in caught.value.bounds] == [
        (BoundKind.GUARANTEE, 1473, 2),
        (BoundKind.CEILING, 1627, 1),
    ]


@pytest.mark.parametrize(
    ("networks", "budget", "key", "message"),
    [
        (["a", "a"], {}, {}, "same code"),
        (["a"], {"coordination_extra": {"x": 1}}, {}, "no network x"),
        (["a"], {}, {"unit": 0}, "at least one krone"),
        (["a"], {}, {"weights": {"c": 1, "pupils": 1}}, "a has no count of pupils"),
    ],
)
def test_input_that_contradicts_itself_is_refused(networks, budget, key, message):
    with pytest.raises(ValueError, match=message):
        RoundInput(
            BudgetInput(10, **budget),
            KeyInput(**{"base_grant": 0, "weights": {"c": 1}} | key),
            tuple(NetworkInput(code, {"c": 1}) for code in networks),
        )


def test_four_hundred_networks_at_bounds_on_both_sides():
    networks = tuple(
        NetworkInput(f"n{place}", {"c": place * 37 % 1009}, last_year=100 + place * 53 % 2003) for place in range(400)
    )

    frames = compute_frames(small_round(400_000, networks, max_fall_percent=15, max_rise_percent=15))

    assert frames.total == 440_000
    assert {network.binds for network in frames.networks} == {None, BoundKind.GUARANTEE, BoundKind.CEILING}
