"""The one rule that divides money: no krone lost, none invented, and the same result whoever computes it."""

from fractions import Fraction
from itertools import pairwise
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocations.services.prorata import share, share_lines

totals = st.integers(0, 10**12)
any_weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any)
close_weights = st.lists(st.integers(0, 4), min_size=1, max_size=40).filter(any)  # many ties
weight_lists = st.one_of(any_weights, close_weights)

# The eleven networks' frames of 2025 less coordination, as published: 10 100 000 in all.
NET_2025 = [3233145, 543042, 761904, 837783, 480367, 279221, 706583, 654521, 693881, 349418, 1560135]


def share_by_the_book(total, weights):
    """The rule word for word, in fractions: the slow witness."""
    quotas = [Fraction(total * weight, sum(weights)) for weight in weights]
    parts = [floor(quota) for quota in quotas]
    order = sorted(range(len(weights)), key=lambda i: (parts[i] - quotas[i], -weights[i], i))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts


@given(totals, weight_lists)
def test_share_loses_no_krone_and_stays_within_one_of_the_quota(total, weights):
    shares = share(total, weights)

    assert sum(shares) == total
    assert all(abs(s * sum(weights) - total * w) < sum(weights) for s, w in zip(shares, weights, strict=True))


@given(st.one_of(totals, st.integers(0, 60)), weight_lists)
def test_share_is_the_rule_word_for_word(total, weights):
    assert share(total, weights) == share_by_the_book(total, weights)


@given(st.one_of(totals, st.integers(0, 60)), weight_lists)
def test_lines_explain_what_share_gives(total, weights):
    lines = share_lines(total, weights)

    assert [line.amount for line in lines] == share(total, weights)
    assert sorted(line.rank for line in lines) == list(range(1, len(weights) + 1))
    for line, weight in zip(lines, weights, strict=True):
        assert (line.pot, line.numerator, line.denominator) == (total, weight, sum(weights))
        assert line.floor * line.denominator + line.remainder == line.pot * line.numerator
        assert 0 <= line.remainder < line.denominator


@given(st.one_of(totals, st.integers(0, 60)), weight_lists)
def test_equal_weights_differ_by_at_most_one_and_a_larger_never_gets_less(total, weights):
    by_weight = sorted(zip(weights, share(total, weights), strict=True))

    for (weight, part), (next_weight, next_part) in pairwise(by_weight):
        assert part <= next_part
        if weight == next_weight:
            assert next_part - part <= 1


@given(st.one_of(totals, st.integers(0, 60)), weight_lists, st.randoms())
def test_the_order_given_decides_nothing_but_ties(total, weights, random):
    shuffled = random.sample(weights, len(weights))

    assert sorted(zip(weights, share(total, weights), strict=True)) == sorted(
        zip(shuffled, share(total, shuffled), strict=True)
    )


@given(totals, weight_lists, st.integers(1, 10**6))
def test_scaling_all_weights_changes_nothing(total, weights, factor):
    assert share(total, [weight * factor for weight in weights]) == share(total, weights)


@given(totals, weight_lists, st.data())
def test_raising_a_weight_lowers_its_part_by_at_most_one(total, weights, data):
    place = data.draw(st.integers(0, len(weights) - 1))
    raised = [*weights]
    raised[place] += data.draw(st.integers(1, 10**6))

    assert share(total, raised)[place] >= share(total, weights)[place] - 1


@given(totals, weight_lists)
def test_zero_weight_gets_zero(total, weights):
    assert all(part == 0 for part, weight in zip(share(total, weights), weights, strict=True) if weight == 0)


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (0, [1, 2], [0, 0]),
        (10, [1, 1, 1], [4, 3, 3]),  # equal remainder, equal weight: the first
        (1, [1, 3, 3, 1], [0, 1, 0, 0]),  # the larger remainder, and then the first
        (2, [1, 3, 0], [0, 2, 0]),  # quotas ½ and 1½, equal remainders: the larger weight gets the krone
        (5, [7], [5]),
        (10**30, [1, 1], [5 * 10**29, 5 * 10**29]),
    ],
)
def test_worked_by_hand(total, weights, expected):
    assert share(total, weights) == expected


def test_the_net_amounts_of_2025_give_themselves():
    assert share(10_100_000, NET_2025) == NET_2025


def test_a_million_recipients_lose_nothing():
    weights = [(place * 7919) % 30011 for place in range(1_000_000)]

    assert sum(share(10**10 + 1, weights)) == 10**10 + 1


@pytest.mark.parametrize(
    ("total", "weights"), [(10, []), (10, [0, 0]), (0, []), (0, [0]), (-1, [1]), (10, [3, -1]), (10, [-1])]
)
@pytest.mark.parametrize("function", [share, share_lines])
def test_what_cannot_be_shared_is_refused(function, total, weights):
    with pytest.raises(ValueError, match=r"negative|nothing to share by"):
        function(total, weights)


@pytest.mark.parametrize(
    ("total", "weights"), [(10.0, [1]), (True, [1]), (10, [1, 2.0]), (10, [True, 1]), (10, ["1"]), (10, [None])]
)
@pytest.mark.parametrize("function", [share, share_lines])
def test_only_whole_numbers_are_taken(function, total, weights):
    with pytest.raises(TypeError, match="whole numbers"):
        function(total, weights)
