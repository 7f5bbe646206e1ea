"""What a decision lacks, and who is paid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocations.enums import LetterProblem
from allocations.services.decisions import DecisionFacts, Refusal, decision_problems, lines_for, outcome_for

COMPLETE = {
    "pk": 1,
    "name": "Kompetansenettverk Fosen",
    "short_name": "Fosen",
    "is_network": True,
    "decided": 100,
    "recommended": 100,
    "line_amounts": (60, 40),
    "reference": "sak 8/25",
}


def test_a_complete_decision_lacks_nothing():
    assert decision_problems(DecisionFacts(**COMPLETE)) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"line_amounts": ()}, LetterProblem.NO_LINES),
        ({"line_amounts": (60, 41)}, LetterProblem.LINES_DIFFER),
        ({"recommended": 90}, LetterProblem.NO_GROUNDS),
        ({"reference": ""}, LetterProblem.NO_MEETING),
        ({"payout_held": True}, LetterProblem.NO_RELEASE),
        ({"basis_read": False}, LetterProblem.BASIS_NOT_READ),
    ],
)
def test_each_lack_is_named(change, problem):
    assert decision_problems(DecisionFacts(**COMPLETE | change)) == [problem]


def test_what_is_not_decided_lacks_its_amount():
    facts = DecisionFacts(**COMPLETE | {"decided": None, "line_amounts": (), "grounds": "x"})

    assert decision_problems(facts) == [LetterProblem.NO_AMOUNT]


def test_without_lines_the_default_recipient_gets_all_and_nobody_gets_nothing():
    assert lines_for(100, given={}, default=7) == {7: 100}
    assert lines_for(100, given={7: 0}, default=8) == {8: 100}
    assert lines_for(100, given={}, default=None) == {}
    assert lines_for(100, given={7: 1, 8: 0}, default=None) == {7: 100}


@given(st.integers(0, 10**9), st.dictionaries(st.integers(1, 99), st.integers(0, 10**6), min_size=1))
def test_lines_lose_no_krone(decided, given_lines):
    lines = lines_for(decided, given=given_lines, default=100)

    assert sum(lines.values()) == decided
    assert all(lines.values()) or lines == {100: 0}, "a refusal has a line of nothing: who is told"


@pytest.mark.parametrize(
    ("decided", "requested", "chosen", "outcome"),
    [
        (0, 100, "grant", "refusal"),
        (0, None, "dismissal", "dismissal"),
        (50, 100, "refusal", "partial"),
        (100, 100, "grant", "grant"),
        (100, None, "dismissal", "grant"),
    ],
)
def test_the_outcome_follows_from_the_amounts(decided, requested, chosen, outcome):
    assert outcome_for(decided, requested=requested, chosen=chosen) == outcome


def test_a_refusal_names_who_is_told():
    assert lines_for(0, given={7: 5}, default=8) == {8: 0}
    assert lines_for(0, given={7: 5}, default=None) == {7: 0}
    assert lines_for(0, given={}, default=None) == {}


PART = Refusal("x", 20, "rule", "facts", "assessment")


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"outcome": "refusal", "decided": 0, "recommended": 0, "line_amounts": (0,)}, ["no_refusal_grounds"]),
        ({"outcome": "partial", "requested": 600, "frame": 900}, ["no_refusal_grounds"]),
        ({"outcome": "partial", "requested": 600, "refused_parts": (PART,)}, ["parts_differ"]),
        ({"change": "amendment", "recommended": 1}, ["no_change_reason"]),
        ({"change": "correction", "change_reason": "x"}, []),
    ],
)
def test_what_a_refusal_or_a_change_lacks(change, problems):
    assert decision_problems(DecisionFacts(**COMPLETE | change)) == problems
