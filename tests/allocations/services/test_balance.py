"""The balance finds every krone, and says when there are too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocations.services.balance import balance, network_share

AMOUNTS = st.integers(0, 10**10)
NETWORKS = st.lists(st.tuples(AMOUNTS, AMOUNTS), max_size=40)


@given(AMOUNTS, NETWORKS, st.lists(AMOUNTS, max_size=6), AMOUNTS, AMOUNTS)
def test_the_parts_with_what_is_left_are_the_appropriation_and_what_is_over(total, networks, fixed, common, reserve):
    found = balance(total, networks, fixed, common, reserve)

    parts = [found.measures, found.coordination, *found.fixed, found.common_measures, found.reserve, found.left]
    assert sum(parts) == total + found.over
    assert min(found.left, found.over) == 0
    assert found.adds_up == (found.over == 0)


@given(AMOUNTS, NETWORKS)
def test_coordination_takes_nothing_from_a_network_that_it_does_not_have(total, networks):
    found = balance(total, networks)

    assert [share.amount for share in found.shares] == [amount for amount, _ in networks]
    assert all(share.measures >= 0 for share in found.shares)


def test_the_round_of_2025():
    frames = (3533145, 643042, 861904, 937783, 580367, 379221, 806583, 754521, 793881, 449418, 1660135)
    networks = [(frame, 300_000 if frame == 3533145 else 100_000) for frame in frames]

    found = balance(14_239_000, networks, [200_000, 600_000, 300_000])

    assert found.measures == 10_100_000
    assert found.coordination == 1_300_000
    assert found.networks == 11_400_000
    assert found.left == 1_739_000
    assert found.adds_up


def test_too_much_is_distributed():
    found = balance(1_000, [(900, 100)], [200])

    assert (found.left, found.over, found.adds_up) == (0, 100, False)


@pytest.mark.parametrize(
    "arguments", [(-1, []), (1, [(-1, 0)]), (1, [(1, -1)]), (1, [], [-1]), (1, [], [], -1), (1, [], [], 0, -1)]
)
def test_a_negative_amount_is_no_amount(arguments):
    with pytest.raises(ValueError, match="negative"):
        balance(*arguments)


def test_a_network_with_less_than_its_coordination_has_no_measures():
    share = network_share(70_000, 100_000)

    assert (share.measures, share.coordination) == (0, 70_000)
    assert share.amount == 70_000
