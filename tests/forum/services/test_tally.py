"""What votes come to: the real ones of 2025, each fault, and what always holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.services.tally import (
    Count,
    Fault,
    Result,
    Rule,
    TallyError,
    check_quorum,
    count_votes,
    majority,
    quorum_needed,
    tally,
)

FORUM = Rule(seats_total=41, quorum_needed=21)


def fault(*args, **kwargs):
    with pytest.raises(TallyError) as caught:
        tally(*args, **kwargs)
    return caught.value.fault, caught.value.numbers


def test_the_vote_of_march_2025_fell_by_twelve():
    result = tally(FORUM, 34, Count(11, 23))

    assert (result.carried, result.margin, result.not_voted, result.is_unanimous) == (False, 12, 0, False)
    assert majority(34) == 18


def test_unanimous_is_everybody_who_voted():
    assert tally(FORUM, 35, Count(35)) == Result(35, Count(35), carried=True)
    assert tally(FORUM, 35, Count(35)).is_unanimous
    assert not tally(FORUM, 35, Count(34, 0, 1)).is_unanimous


@pytest.mark.parametrize(
    ("seats", "percent", "needed"), [(41, 50, 21), (40, 50, 20), (1, 50, 1), (0, 50, 1), (3, 67, 3)]
)
def test_quorum_is_at_least_the_share(seats, percent, needed):
    assert quorum_needed(seats, percent) == needed


def test_more_votes_than_electors_is_refused():
    assert fault(FORUM, 34, Count(11, 24)) == (Fault.MORE_VOTES_THAN_ELECTORS, {"cast": 35, "electors": 34})


def test_a_quorum_not_met_is_refused():
    assert fault(FORUM, 20, Count(20)) == (Fault.NO_QUORUM, {"present": 20, "needed": 21, "seats": 41})
    assert tally(FORUM, 21, Count(21)).carried


def test_nobody_entitled_is_refused():
    with pytest.raises(TallyError) as caught:
        check_quorum(FORUM, 0)

    assert caught.value.fault is Fault.NO_ELECTORS


def test_other_counts_that_cannot_stand():
    duty = Rule(41, 21, abstain_allowed=False)

    assert fault(FORUM, 30, Count(-1, 5))[0] is Fault.NEGATIVE
    assert fault(duty, 30, Count(10, 5, 1)) == (Fault.ABSTAINING_NOT_ALLOWED, {"abstained": 1})
    assert fault(FORUM, 30, Count()) == (Fault.NOBODY_VOTED, {"electors": 30})


def test_a_tie_is_the_chairs_or_falls():
    assert fault(FORUM, 30, Count(15, 15)) == (Fault.TIE_NEEDS_THE_CHAIR, {"votes": 15})
    for says_for in (True, False):
        result = tally(FORUM, 30, Count(15, 15), chair_says_for=says_for)
        assert (result.carried, result.by_the_chair, result.margin) == (says_for, True, 0)
    assert not tally(Rule(41, 21, chair_decides=False), 30, Count(15, 15)).carried


def test_the_chairs_word_changes_no_majority():
    assert tally(FORUM, 30, Count(16, 14), chair_says_for=False).carried


@given(st.lists(st.sampled_from(["for", "against", "abstain"]), min_size=1, max_size=60), st.integers(0, 5))
def test_every_vote_is_counted_once_and_more_than_half_carries(choices, silent):
    electors = len(choices) + silent
    count = count_votes(choices)

    result = tally(Rule(electors, quorum_needed(electors), chair_decides=False), electors, count)

    assert count.cast == len(choices)
    assert result.not_voted == silent
    assert result.carried == (count.votes_for >= majority(count.votes_for + count.against))
