"""Every krone of the round has one place, at any date: told with the real year's amounts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocations.services import ledger
from allocations.services.ledger import Entry, Place, balances, by_place, leftover
from allocations.services.leftovers import OverdrawnError, give_named, share_by_key

LETTER, FORUM, BASES = date(2025, 1, 2), date(2025, 1, 15), date(2025, 2, 1)
DECIDED, RETURNED, SEPTEMBER = date(2025, 4, 15), date(2025, 8, 20), date(2025, 9, 10)


@pytest.fixture
def round_2025():
    """Two of the year's networks: one asks for less than its frame, one is filled up again by the forum."""
    return [
        *ledger.appropriated(LETTER, 2_000_000, note="Letter of appropriation"),
        *ledger.set_aside(FORUM, Place.FIXED, 300_000),
        *ledger.set_aside(FORUM, Place.COMMON_MEASURES, 200_000),
        *ledger.set_aside(FORUM, Place.RESERVE, 100_000),
        *ledger.frames_adopted(FORUM, {"vaernes": 793_881, "ytre-namdal": 449_418}),
        *ledger.asked(BASES, "vaernes", frame=793_881, requested=630_000),
        *ledger.asked(BASES, "ytre-namdal", frame=449_418, requested=349_418),
        *ledger.decided(DECIDED, "vaernes", asked_for=630_000, granted=600_000, below_frame=163_881),
        *ledger.decided(DECIDED, "ytre-namdal", asked_for=349_418, granted=449_418, below_frame=100_000),
        *ledger.returned(RETURNED, "vaernes", 50_000),
    ]


@pytest.mark.parametrize("day", [LETTER, FORUM, BASES, DECIDED, RETURNED, SEPTEMBER])
def test_the_sum_is_the_appropriation_at_any_date(round_2025, day):
    assert sum(balances(round_2025, day).values()) == 2_000_000


def test_nothing_stands_anywhere_before_the_letter(round_2025):
    assert balances(round_2025, LETTER - timedelta(days=1)) == {}


def test_each_krone_has_its_place_when_bases_are_in(round_2025):
    assert by_place(balances(round_2025, BASES)) == {
        Place.NOT_DISTRIBUTED: 156_701,
        Place.FIXED: 300_000,
        Place.COMMON_MEASURES: 200_000,
        Place.RESERVE: 100_000,
        Place.FRAME: 0,
        Place.ASKED: 979_418,
        Place.BELOW_FRAME: 263_881,
        Place.REFUSED: 0,
        Place.RECOMMENDED: 0,
        Place.GRANTED: 0,
        Place.PAID: 0,
        Place.UNSPENT: 0,
        Place.CARRIED_OVER: 0,
        Place.SET_OFF: 0,
        Place.RETURNED: 0,
    }


def test_what_is_free_in_september(round_2025):
    standing = balances(round_2025, SEPTEMBER)

    assert standing[Place.GRANTED, "ytre-namdal"] == 449_418
    assert standing[Place.BELOW_FRAME, "vaernes"] == 163_881
    assert standing[Place.REFUSED, "vaernes"] == 30_000
    assert standing[Place.RETURNED, "vaernes"] == 50_000
    assert leftover(standing) == 156_701 + 163_881 + 30_000 + 50_000


def test_the_free_money_is_gathered_and_given_anew(round_2025):
    gathering = ledger.gathered(SEPTEMBER, balances(round_2025, SEPTEMBER))
    free = leftover(balances(round_2025, SEPTEMBER))
    giving = ledger.leftover_given(SEPTEMBER, share_by_key(free, {"vaernes": 2, "ytre-namdal": 1, "nobody": 0}))

    standing = balances([*round_2025, *gathering, *giving], SEPTEMBER)

    assert leftover(standing) == 0
    assert standing[Place.GRANTED, "vaernes"] == 550_000 + 267_055
    assert standing[Place.GRANTED, "ytre-namdal"] == 449_418 + 133_527
    assert sum(standing.values()) == 2_000_000


def test_more_than_the_frame_asks_for_nothing_but_the_frame():
    assert ledger.asked(BASES, "indre-namdal", frame=379_221, requested=380_009) == [
        Entry(BASES, 379_221, Place.FRAME, Place.ASKED, "indre-namdal", "indre-namdal")
    ]


def test_more_than_the_frame_can_be_granted_from_what_is_not_distributed():
    entries = ledger.decided(DECIDED, "a", asked_for=100, granted=150, below_frame=20)

    assert [(entry.amount, entry.taken_from, entry.put_in) for entry in entries] == [
        (100, Place.ASKED, Place.GRANTED),
        (20, Place.BELOW_FRAME, Place.GRANTED),
        (30, Place.NOT_DISTRIBUTED, Place.GRANTED),
    ]


def test_money_goes_back_to_the_state_and_leaves_the_round(round_2025):
    back = Entry(SEPTEMBER, 100_000, Place.NOT_DISTRIBUTED, Place.STATE)

    assert sum(balances([*round_2025, back], SEPTEMBER).values()) == 1_900_000


def test_a_place_cannot_give_what_it_has_not(round_2025):
    too_much = ledger.leftover_given(SEPTEMBER, give_named(200_000, {"vaernes": 200_000}))

    with pytest.raises(OverdrawnError) as caught:
        balances([*round_2025, *too_much], SEPTEMBER)

    assert (caught.value.what, caught.value.by) == ("not_distributed", 43_299)


def test_a_network_cannot_return_more_than_it_got(round_2025):
    with pytest.raises(OverdrawnError, match="granted vaernes: 1 kroner too much"):
        balances([*round_2025, *ledger.returned(SEPTEMBER, "vaernes", 550_001)], SEPTEMBER)


def test_an_entry_is_never_negative():
    with pytest.raises(ValueError, match="the other way"):
        balances([Entry(LETTER, -1, Place.STATE, Place.NOT_DISTRIBUTED)], LETTER)


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**7)), max_size=12), st.data())
def test_no_krone_is_lost_whatever_is_asked_and_decided(networks, data):
    frames = {f"n{place}": frame for place, (frame, _, _) in enumerate(networks)}
    free = 10**7 * len(networks)
    entries = ledger.appropriated(LETTER, sum(frames.values()) + free) + ledger.frames_adopted(FORUM, frames)
    for code, (frame, requested, granted) in zip(frames, networks, strict=True):
        within = min(frame, requested)
        entries += ledger.asked(BASES, code, frame=frame, requested=requested)
        entries += ledger.decided(DECIDED, code, asked_for=within, granted=granted, below_frame=frame - within)
        entries += ledger.returned(RETURNED, code, data.draw(st.integers(0, granted)))
    standing = balances(entries, SEPTEMBER)

    after = balances([*entries, *ledger.gathered(SEPTEMBER, standing)], SEPTEMBER)

    for day in (LETTER, FORUM, BASES, DECIDED, RETURNED, SEPTEMBER):
        assert sum(balances(entries, day).values()) == sum(frames.values()) + free
    assert by_place(after)[Place.NOT_DISTRIBUTED] == leftover(after) == leftover(standing)


# --- From decided to paid, reported and given out again

SETTLED = date(2026, 8, 1)


def standing(entries):
    return balances(entries, SETTLED)


def test_what_is_recommended_waits_for_its_decision(round_2025):
    entries = [*round_2025, *ledger.gathered(SEPTEMBER, balances(round_2025, SEPTEMBER))]
    free = leftover(standing(entries))
    entries += ledger.recommended(SEPTEMBER, {"vaernes": 60_000, "": 40_000, "ytre-namdal": 0})
    assert leftover(standing(entries)) == free - 100_000

    entries += ledger.granted_more(SEPTEMBER, "vaernes", 70_000, standing(entries))
    entries += ledger.granted_more(SEPTEMBER, "", 40_000, standing(entries))

    assert by_place(standing(entries))[Place.RECOMMENDED] == 0
    assert leftover(standing(entries)) == free - 110_000


def test_more_is_found_where_money_is_free_the_networks_own_first(round_2025):
    found = standing(round_2025)

    entries = ledger.granted_more(SEPTEMBER, "vaernes", 220_000, found)

    assert [(entry.amount, entry.taken_from, entry.from_network) for entry in entries] == [
        (50_000, Place.RETURNED, "vaernes"),
        (156_701, Place.NOT_DISTRIBUTED, ""),
        (13_299, Place.BELOW_FRAME, "vaernes"),
    ]
    with pytest.raises(OverdrawnError, match="not_distributed: 1 kroner too much"):
        standing([*round_2025, *ledger.granted_more(SEPTEMBER, "vaernes", leftover(found) + 1, found)])
