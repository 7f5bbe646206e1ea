"""Leftover funds go out to the krone, and what stays is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocations.services.derivation import Formula
from allocations.services.leftovers import OverdrawnError, give_named, share_by_key, share_flat
from allocations.services.prorata import share

weights = st.dictionaries(st.text(max_size=3), st.integers(0, 10**6), min_size=1).filter(lambda w: any(w.values()))


@given(st.integers(0, 10**9), weights, st.sampled_from([1, 100, 1000]))
def test_every_krone_is_given_or_stays(amount, weights, unit):
    for distribution in (share_flat(amount, list(weights), unit=unit), share_by_key(amount, weights, unit=unit)):
        given_ = [part.amount for part in distribution.parts]

        assert sum(given_) + distribution.remainder == amount
        assert 0 <= distribution.remainder < unit
        assert all(part % unit == 0 for part in given_)


@given(st.integers(0, 10**9), weights)
def test_the_key_shares_as_it_shared_the_frames(amount, weights):
    distribution = share_by_key(amount, weights)

    assert [part.amount for part in distribution.parts] == share(amount, list(weights.values()))


def test_flat_gives_the_last_kroner_to_those_listed_first():
    distribution = share_flat(1_739_000, ["a", "b", "c"], source="Item 21/25")

    assert [(part.code, part.amount) for part in distribution.parts] == [("a", 579_667), ("b", 579_667), ("c", 579_666)]
    assert {(part.step.formula, part.step.source) for part in distribution.parts} == {(Formula.FLAT, "Item 21/25")}


def test_named_amounts_leave_the_rest():
    distribution = give_named(500_000, {"vaernes": 163_881, "ytre-namdal": 100_000}, source="Item 21/25")

    assert [(part.code, part.amount) for part in distribution.parts] == [("vaernes", 163_881), ("ytre-namdal", 100_000)]
    assert distribution.remainder == 236_119
    assert distribution.parts[0].step.formula is Formula.NAMED


def test_more_than_there_is_cannot_be_named():
    with pytest.raises(OverdrawnError) as caught:
        give_named(100, {"a": 60, "b": 60})

    assert (caught.value.what, caught.value.by) == ("leftover funds", 20)


def test_nothing_is_taken_by_naming_it():
    with pytest.raises(ValueError, match="given, not taken"):
        give_named(100, {"a": -1})
