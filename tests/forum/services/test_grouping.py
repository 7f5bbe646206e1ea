"""Groups in which nobody is recused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.services.grouping import propose

NTNU, NORD = {1, 2, 3, 4, 5, 6, 7}, {8, 9, 10, 11}


def test_a_universitys_members_are_put_where_their_university_helps_nobody():
    recusals = {100: NTNU, 101: NTNU, 102: NORD, 103: NORD, 104: {1}, 105: {8}, 106: set()}

    found = propose(3, range(1, 12), recusals)

    assert found.unplaced == ()
    assert sorted(len(group) for group in found.networks) == [3, 4, 4]
    for networks, people in zip(found.networks, found.people, strict=True):
        assert [person for person in people if recusals[person] & set(networks)] == []


def test_groups_are_uneven_where_that_makes_room_for_everybody_and_networks_change_places_for_it():
    found = propose(2, [1, 2, 3], {100: {1, 3}, 101: set()})  # in a row 2 and 1 stand together, beside 3

    assert (found.networks, found.people, found.unplaced) == (((1, 3), (2,)), ((101,), (100,)), ())


def test_whoever_is_tied_to_all_groups_is_told_of():
    found = propose(2, [1, 2], {100: {1, 2}, 101: {1}})

    assert (found.networks, found.people, found.unplaced) == (((1,), (2,)), ((), (101,)), (100,))


def test_networks_change_places_until_there_is_room_for_everybody():
    found = propose(2, [1, 2, 3, 4], {100: {1, 3}, 101: {2, 4}, 102: {1, 4}})

    assert found.unplaced in {(), (100,), (101,), (102,)}
    assert len(found.unplaced) == 1  # two groups of two can't suit all three


@pytest.mark.parametrize(("count", "networks"), [(0, [1]), (2, [1]), (1, [])])
def test_refuses_groups_without_networks(count, networks):
    with pytest.raises(ValueError, match="at least one group"):
        propose(count, networks, {})


@settings(max_examples=60)
@given(
    st.integers(1, 4),
    st.integers(4, 9),
    st.lists(st.sets(st.integers(0, 8), max_size=4), max_size=12),
)
def test_everybody_and_every_network_is_somewhere_once_and_nobody_where_they_are_recused(count, size, ties):
    recusals = dict(enumerate(ties, 100))

    found = propose(count, range(size), recusals)

    assert found == propose(count, range(size), recusals)
    assert sorted(network for group in found.networks for network in group) == list(range(size))
    assert sorted([person for group in found.people for person in group] + list(found.unplaced)) == sorted(recusals)
    for networks, people in zip(found.networks, found.people, strict=True):
        assert networks
        assert [person for person in people if recusals[person] & set(networks)] == []
