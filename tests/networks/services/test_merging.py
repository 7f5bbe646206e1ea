"""Two who write the same document lose nothing."""

from hypothesis import given
from hypothesis import strategies as st

from networks.services.merging import Conflict, merge

VALUES = st.dictionaries(st.sampled_from("abcd"), st.one_of(st.none(), st.integers(0, 2), st.sampled_from(["x", "y"])))


def test_a_field_left_alone_keeps_what_a_colleague_wrote():
    assert merge({"a": "theirs"}, {"a": "old"}, {"a": "old"}) == ({}, {})


def test_a_field_that_only_one_changed_is_written():
    assert merge({"a": "old"}, {"a": "old"}, {"a": "mine"}) == ({"a": "mine"}, {})


def test_a_field_that_both_changed_is_kept_and_shown():
    assert merge({"a": "theirs"}, {"a": "old"}, {"a": "mine"}) == ({}, {"a": Conflict("theirs", "mine")})


def test_both_wrote_the_same():
    assert merge({"a": "same"}, {"a": "old"}, {"a": "same"}) == ({}, {})


def test_without_a_beginning_what_stands_counts_as_it():
    assert merge({"a": "old"}, {}, {"a": "mine"}) == ({"a": "mine"}, {})


@given(VALUES, VALUES, VALUES)
def test_nothing_is_written_over_and_nothing_is_lost(current, began, typed):
    current = dict.fromkeys("abcd") | current

    changes, conflicts = merge(current, began, typed)

    for name, mine in typed.items():
        if name in changes:
            assert current[name] == began.get(name, current[name])
        elif name in conflicts:
            assert conflicts[name].mine == mine
        else:
            assert mine in (began.get(name, current[name]), current[name])
