"""Who may vote, held against a plain reference over generated meetings, and rule by rule."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forum.services.electorate import Away, Place, Presence, Reason, SeatFacts, Term, electorate, entitled

DAY = date(2025, 3, 12)
NOON = datetime(2025, 3, 12, 12)  # noqa: DTZ001 - the service takes local times
PEOPLE = st.integers(1, 12)
CLOCKS = st.integers(9, 16).map(lambda hour: NOON.replace(hour=hour))


@st.composite
def meetings(draw):
    """Up to eight seats, the last perhaps the governor's, among twelve people who are in and out of the room."""
    count = draw(st.integers(1, 8))
    seats = [SeatFacts(number, draw(st.integers(0, 9)) > 0) for number in range(1, count + 1)]
    terms = []
    for seat in seats:
        people = draw(st.lists(PEOPLE, max_size=4, unique=True))
        ranks = draw(st.permutations(range(len(people)))) if draw(st.booleans()) else range(1, len(people) + 1)
        for person, rank in zip(people, ranks, strict=True):
            begins = DAY + timedelta(draw(st.integers(-3, 1)))
            ends = draw(st.one_of(st.none(), st.integers(-1, 3).map(lambda days: DAY + timedelta(days))))
            terms.append(Term(seat.pk, person, rank, begins, ends))
    presences = [
        Presence(person, came, came + timedelta(hours=hours) if hours else None)
        for person, came, hours in draw(st.lists(st.tuples(PEOPLE, CLOCKS, st.integers(0, 5)), max_size=16))
    ]
    aways = draw(
        st.lists(
            st.one_of(
                st.builds(Away, PEOPLE),
                st.builds(lambda who, hour: Away(who, time(hour), time(hour + 2)), PEOPLE, st.integers(9, 15)),
                st.builds(lambda who, item: Away(who, item=item), PEOPLE, st.integers(1, 3)),
            ),
            max_size=4,
        )
    )
    recused = draw(st.frozensets(PEOPLE, max_size=4))
    return seats, terms, presences, aways, recused, draw(CLOCKS), draw(st.integers(1, 3))


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


@given(meetings())
def test_the_electorate_equals_a_plain_reference(meeting):
    seats, terms, presences, aways, recused, at, item = meeting

    places = electorate(seats, terms, presences, aways, recused, at=at, items={item})

    assert {place.seat: place.person for place in entitled(places)} == reference(*meeting)


@given(meetings())
def test_never_a_seat_or_a_person_twice_nor_the_governors_nor_somebody_recused(meeting):
    seats, terms, presences, aways, recused, at, item = meeting

    places = electorate(seats, terms, presences, aways, recused, at=at, items={item})

    who = [place.person for place in entitled(places)]
    assert [place.seat for place in places] == [seat.pk for seat in seats]
    assert len(who) == len(set(who))
    assert not recused & set(who)
    without_vote = {seat.pk for seat in seats if not seat.has_vote}
    assert {place.seat for place in places if place.standing is Reason.NO_VOTE} == without_vote


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
