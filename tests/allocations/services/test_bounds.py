"""Sharing within bounds, against a second solution that walks λ from corner to corner in fractions."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocations.services.bounds import NoSolutionError, Obstacle, Side, share_within
from allocations.services.prorata import share


@st.composite
def bounded(draw, feasible=True):
    """Total, weights and bounds; where feasible, the bounds leave room for the total."""
    small = draw(st.booleans())
    most = 30 if small else 10**9
    weights = draw(st.lists(st.integers(0, 6 if small else 10**5), min_size=1, max_size=12))
    lowers = [draw(st.just(0) | st.integers(0, most)) for _ in weights]
    uppers = [draw(st.none() | st.integers(low, low + most)) for low in lowers]
    if not feasible:
        return draw(st.integers(0, 12 * most)), weights, lowers, uppers
    least, greatest = sum(lowers), greatest_sum(weights, lowers, uppers)
    return draw(st.integers(least, least + 12 * most if greatest is None else greatest)), weights, lowers, uppers


def greatest_sum(weights, lowers, uppers):
    reachable = [up if w else low for w, low, up in zip(weights, lowers, uppers, strict=True)]
    return None if None in reachable else sum(reachable)


def clamp(value, low, up):
    return max(low, value if up is None else min(value, up))


def exact_parts(total, weights, lowers, uppers):
    """clamp(λ·w, l, u) in fractions: λ lies between two neighbouring corners, where the sum is a straight line."""
    rows = list(zip(weights, lowers, uppers, strict=True))

    def parts(factor):
        return [clamp(factor * w, low, up) for w, low, up in rows]

    corners = sorted({Fraction(0)} | {Fraction(bound, w) for w, low, up in rows if w for bound in (low, up) if bound})
    for here, there in pairwise([*corners, corners[-1] + 1]):
        at_here, at_there = sum(parts(here)), sum(parts(there))
        if total <= at_there or there > corners[-1]:  # beyond the last corner the line goes on
            slope = (at_there - at_here) / (there - here)
            return parts(here + (total - at_here) / slope if slope else here)
    raise AssertionError("no λ")


@given(bounded())
def test_the_sum_is_exact_and_every_bound_is_kept(case):
    total, _weights, lowers, uppers = case

    amounts = [part.amount for part in share_within(*case)]

    assert sum(amounts) == total
    assert all(amount == clamp(amount, low, up) for amount, low, up in zip(amounts, lowers, uppers, strict=True))


@given(bounded())
def test_each_part_is_within_one_unit_of_the_exact_solution(case):
    exact = exact_parts(*case)

    for part, quota in zip(share_within(*case), exact, strict=True):
        assert abs(part.amount - quota) < 1
        if part.at:
            assert part.amount == quota


@given(bounded())
def test_those_at_no_bound_share_the_rest(case):
    total, weights, _, _ = case

    parts = share_within(*case)

    free = [(part, weight) for part, weight in zip(parts, weights, strict=True) if not part.at]
    rest = total - sum(part.amount for part in parts if part.at)
    if any(weight for _, weight in free):
        assert [part.amount for part, _ in free] == share(rest, [weight for _, weight in free])
    else:
        assert [part.amount for part, _ in free] == [0] * len(free)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**5), min_size=1, max_size=20).filter(any))
def test_without_bounds_it_is_share(total, weights):
    parts = share_within(total, weights, [0] * len(weights), [None] * len(weights))

    assert [part.amount for part in parts] == share(total, weights)


@given(bounded(), st.integers(1, 10**6))
def test_scaling_all_weights_changes_nothing(case, factor):
    total, weights, lowers, uppers = case

    scaled = share_within(total, [weight * factor for weight in weights], lowers, uppers)

    assert [(p.amount, p.at) for p in scaled] == [(p.amount, p.at) for p in share_within(*case)]


@given(bounded(), st.randoms())
def test_the_order_given_decides_nothing_but_ties(case, random):
    total, *columns = case
    rows = list(zip(*columns, strict=True))
    shuffled = random.sample(rows, len(rows))

    def outcome(ordered):
        parts = share_within(total, *(list(column) for column in zip(*ordered, strict=True)))
        return sorted((row[0], part.amount) for row, part in zip(ordered, parts, strict=True) if not part.at), sorted(
            (row[0], part.amount) for row, part in zip(ordered, parts, strict=True) if part.at
        )

    assert outcome(rows) == outcome(shuffled)


@given(bounded(), st.data())
def test_raising_a_weight_lowers_its_part_by_at_most_one(case, data):
    total, weights, lowers, uppers = case
    place = data.draw(st.integers(0, len(weights) - 1))
    raised = [*weights]
    raised[place] += data.draw(st.integers(1, 1000))

    before = share_within(*case)[place].amount

    assert share_within(total, raised, lowers, uppers)[place].amount >= before - 1


@given(bounded(feasible=False))
def test_a_solution_is_found_exactly_when_there_is_one(case):
    total, weights, lowers, uppers = case
    least, greatest = sum(lowers), greatest_sum(weights, lowers, uppers)

    if least <= total and (greatest is None or total <= greatest):
        assert sum(part.amount for part in share_within(*case)) == total
        return
    with pytest.raises(NoSolutionError) as caught:
        share_within(*case)

    if least > total:
        assert (caught.value.obstacle, caught.value.by) == (Obstacle.TOO_LITTLE, least - total)
    else:
        expected = Obstacle.TOO_MUCH if any(weights) else Obstacle.NO_WEIGHT
        assert (caught.value.obstacle, caught.value.by) == (expected, total - greatest)


@pytest.mark.parametrize(
    ("total", "weights", "lowers", "uppers", "expected"),
    [
        (100, [1, 1], [70, 0], [None, None], [(70, Side.LOWER), (30, None)]),
        (100, [1, 1], [0, 0], [20, None], [(20, Side.UPPER), (80, None)]),
        (100, [1, 1, 8], [16, 0, 0], [None, None, 70], [(16, Side.LOWER), (14, None), (70, Side.UPPER)]),
        (100, [0, 1], [40, 0], [None, None], [(40, Side.LOWER), (60, None)]),  # nobody counted, still guaranteed
        (100, [1, 1], [50, 0], [50, None], [(50, None), (50, None)]),  # on a bound, which does not bind
        (100, [0, 0], [60, 40], [None, None], [(60, Side.LOWER), (40, Side.LOWER)]),
        (0, [0, 0], [0, 0], [None, 0], [(0, None), (0, None)]),
        (10, [3, 3], [5, 5], [5, 5], [(5, None), (5, None)]),
        (12, [1, 2], [5, 0], [5, 7], [(5, Side.LOWER), (7, Side.UPPER)]),
        (0, [], [], [], []),
    ],
)
def test_worked_by_hand(total, weights, lowers, uppers, expected):
    parts = share_within(total, weights, lowers, uppers)

    assert [(part.amount, part.at) for part in parts] == expected


def test_bounds_that_bind_on_both_sides_one_after_the_other():
    """The first quota breaks the upper bound; what it leaves over lifts another above its own."""
    parts = share_within(100, [60, 30, 10], [0, 0, 12], [20, 50, None])

    assert [(part.amount, part.at) for part in parts] == [(20, Side.UPPER), (50, Side.UPPER), (30, None)]


@pytest.mark.parametrize(
    ("total", "weights", "lowers", "uppers", "obstacle", "by", "places"),
    [
        (10, [1, 1], [3, 5], [2, 1], Obstacle.CROSSED, 4, (0, 1)),
        (10, [1, 1, 1], [8, 0, 3], [None] * 3, Obstacle.TOO_LITTLE, 1, (0, 2)),
        (10, [1, 0, 2], [0, 0, 0], [4, None, 5], Obstacle.TOO_MUCH, 1, (0, 2)),
        (10, [0, 0], [4, 0], [None, None], Obstacle.NO_WEIGHT, 6, ()),
        (10, [], [], [], Obstacle.NO_WEIGHT, 10, ()),
    ],
)
def test_no_solution_says_by_how_much_and_where(total, weights, lowers, uppers, obstacle, by, places):
    with pytest.raises(NoSolutionError) as caught:
        share_within(total, weights, lowers, uppers)

    assert (caught.value.obstacle, caught.value.by, caught.value.places) == (obstacle, by, places)


@pytest.mark.parametrize(
    ("total", "weights", "lowers", "uppers"),
    [(1, [1], [0, 0], [None]), (-1, [1], [0], [None]), (1, [-1], [0], [None]), (1, [1], [-1], [None])],
)
def test_what_makes_no_sense_is_refused(total, weights, lowers, uppers):
    with pytest.raises(ValueError, match=r"negative|one lower"):
        share_within(total, weights, lowers, uppers)
