"""Who may vote, held against a plain reference over generated meetings, and rule by rule."""

from datetime import date, datetime, time, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from forum.services.electorate import Away, Place, Presence, Reason, SeatFacts, Term, electorate, entitled

DAY = date(2025, 3, 12)
NOON = datetime(2025, 3, 12, 12)  # noqa: DTZ001 - the service takes local times
ITEMS = (1, 2, 3)


def a_meeting(size, chance):
    """``size`` seats, a few of them without a vote, and half as many people again, who are in and out of the room.

    Drawn from one random source: two numbers make a meeting, so that hundreds are cheap, and the smallest size that
    fails is found.
    """
    people = range(1, size + size // 2 + 3)
    seats = [SeatFacts(number, chance.random() > 0.1) for number in range(1, size + 1)]
    terms = []
    for seat in seats:
        sitting = chance.sample(people, chance.randint(0, min(4, len(people))))
        first = chance.randint(0, 1)  # some seats have deputies only
        for rank, person in enumerate(chance.sample(sitting, len(sitting)), first):
            begins = DAY + timedelta(chance.randint(-3, 1))
            ends = None if chance.random() < 0.6 else DAY + timedelta(chance.randint(-1, 3))
            terms.append(Term(seat.pk, person, rank, begins, ends))
    presences = [_presence(chance, chance.choice(people)) for _time in range(chance.randint(0, 3 * size))]
    recused = frozenset(chance.sample(people, chance.randint(0, len(people) // 3)))
    aways = [_away(chance, chance.choice(people)) for _time in range(chance.randint(0, size))]
    return seats, terms, presences, aways, recused, _clock(chance), chance.choice(ITEMS)


def _clock(chance):
    return NOON.replace(hour=chance.randint(9, 16))


def _presence(chance, who):
    came, hours = _clock(chance), chance.randint(0, 5)
    return Presence(who, came, came + timedelta(hours=hours) if hours else None)


def _away(chance, who):
    hour = chance.randint(9, 15)
    kinds = (Away(who), Away(who, time(hour), time(hour + 2)), Away(who, item=chance.choice(ITEMS)))
    return chance.choice(kinds)


MEETINGS = st.builds(a_meeting, st.integers(1, 41), st.integers(0, 2**32 - 1).map(Random))


def reference(seats, terms, presences, aways, recused, at, item):
    """The rules told naively: seat → person entitled."""

    def is_here(person):
        mine = [presence for presence in presences if presence.person == person and presence.came <= at]
        if not any(presence.left is None or presence.left > at for presence in mine):
            return False
        own = [away for away in aways if away.person == person]
        whole = [away for away in own if away.item is None and away.begins is None]
        matter = [away for away in own if away.item == item]
        part = [away for away in own if away.begins is not None and away.begins <= at.time() and at.time() < away.ends]
        return not (whole or matter or part)

    def in_force(term):
        return not (term.begins > at.date() or (term.ends is not None and term.ends < at.date()))

    order = {seat.pk: number for number, seat in enumerate(seats) if seat.has_vote}
    able = [
        term
        for term in terms
        if term.seat in order and in_force(term) and is_here(term.person) and term.person not in recused
    ]
    result = {}
    for term in sorted(able, key=lambda term: (term.rank > 0, order[term.seat], term.rank)):
        if term.seat not in result and term.person not in result.values():
            result[term.seat] = term.person
    return result


@given(MEETINGS)
def test_the_electorate_equals_a_plain_reference(meeting):
    """And never a seat or a person twice, nor the governor's, nor somebody recused."""
    seats, terms, presences, aways, recused, at, item = meeting

    places = electorate(seats, terms, presences, aways, recused, at=at, items={item})

    who = {place.seat: place.person for place in entitled(places)}
    assert who == reference(*meeting)
    assert [place.seat for place in places] == [seat.pk for seat in seats]
    assert len(entitled(places)) == len(who) == len(set(who.values()))
    assert not recused & set(who.values())
    without_vote = {seat.pk for seat in seats if not seat.has_vote}
    assert {place.seat for place in places if place.standing is Reason.NO_VOTE} == without_vote


def test_the_meetings_hold_what_they_are_to_try():
    """Of 200: deputies who vote, people recused while they are there, and seats that are vacant, empty or voteless."""
    made = [a_meeting(size % 41 + 1, Random(size)) for size in range(200)]
    found = [
        place
        for seats, terms, presences, aways, recused, at, item in made
        for place in electorate(seats, terms, presences, aways, recused, at=at, items={item})
    ]

    assert {place.standing for place in found} == set(Reason)
    assert sum(place.is_deputy for place in found) > 200


# --- Rule by rule

SEATS = [SeatFacts(1, has_vote=True), SeatFacts(2, has_vote=True), SeatFacts(3, has_vote=False)]


def term(seat, person, rank=0, begins=DAY, ends=None):
    return Term(seat, person, rank, begins, ends)


def here(*people):
    return [Presence(person, NOON.replace(hour=10), None) for person in people]


def places(terms, presences, aways=(), recused=(), at=NOON, items=()):
    return electorate(SEATS, terms, presences, aways, recused, at=at, items=items)


def test_a_present_member_sits_before_the_deputy():
    assert places([term(1, 10), term(1, 11, 1)], here(10, 11))[0] == Place(1, Reason.ENTITLED, 10)


def test_the_highest_ranked_deputy_present_sits_for_an_absent_member():
    terms = [term(1, 10), term(1, 13, 3), term(1, 12, 2), term(1, 11, 1)]

    assert places(terms, here(12, 13))[0] == Place(1, Reason.ENTITLED, 12, is_deputy=True)


def test_a_deputy_of_two_seats_sits_for_one():
    terms = [term(1, 10), term(2, 20), term(1, 11, 1), term(2, 11, 1)]

    first, second, _governor = places(terms, here(11))

    assert (first, second) == (Place(1, Reason.ENTITLED, 11, is_deputy=True), Place(2, Reason.ABSENT, 20))


def test_a_member_of_a_later_seat_is_not_taken_as_deputy_of_an_earlier():
    first, second, _governor = places([term(1, 10), term(1, 20, 1), term(2, 20)], here(20))

    assert (first, second) == (Place(1, Reason.ABSENT, 10), Place(2, Reason.ENTITLED, 20))


def test_a_recusal_empties_the_person_and_not_the_seat():
    terms = [term(1, 10), term(1, 11, 1)]

    assert places(terms, here(10, 11), recused={10})[0] == Place(1, Reason.ENTITLED, 11, is_deputy=True)
    assert places(terms, here(10), recused={10})[0] == Place(1, Reason.RECUSED, 10)
    assert places(terms, here(10, 11), recused={10, 11})[0] == Place(1, Reason.RECUSED, 10)


def test_an_absent_member_who_would_be_recused_is_absent():
    assert places([term(1, 10)], [], recused={10})[0] == Place(1, Reason.ABSENT, 10)


def test_a_seat_without_anybody_in_term_is_vacant():
    ended, begins_tomorrow = DAY - timedelta(1), DAY + timedelta(1)

    found = places([term(1, 10, begins=ended, ends=ended), term(1, 11, begins=begins_tomorrow)], here(10, 11))

    assert found[0] == Place(1, Reason.VACANT)


def test_a_seat_with_deputies_only_is_absent_when_none_is_there():
    assert places([term(1, 11, 1)], [])[0] == Place(1, Reason.ABSENT)


def test_the_governor_has_no_vote_present_or_not():
    assert places([term(3, 30)], here(30))[2] == Place(3, Reason.NO_VOTE, 30)
    assert places([], here(30))[2] == Place(3, Reason.NO_VOTE)


def test_who_came_at_eleven_counts_from_eleven_and_who_left_no_more():
    eleven, one = NOON.replace(hour=11), NOON.replace(hour=13)
    presence = [Presence(10, eleven, one)]

    def counted(at):
        return places([term(1, 10)], presence, at=at)[0].standing is Reason.ENTITLED

    assert [counted(eleven - timedelta(minutes=1)), counted(eleven), counted(one - timedelta(minutes=1))] == [0, 1, 1]
    assert not counted(one)


def test_an_absence_from_a_single_matter_counts_there_only():
    away = [Away(10, item=7)]

    assert places([term(1, 10)], here(10), away, items={7})[0].standing is Reason.ABSENT
    assert places([term(1, 10)], here(10), away, items={7, 71})[0].standing is Reason.ABSENT
    assert places([term(1, 10)], here(10), away, items={8})[0].standing is Reason.ENTITLED
