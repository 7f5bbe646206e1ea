"""Arrivals and departures, and the number entitled that follows."""

import pytest

from dekom.core.errors import DomainError
from forum.actions import absence, attend
from forum.enums import Capacity, SeatCategory
from forum.selectors.electorate import room_of
from forum.selectors.roster import terms_of
from tests.factories import AppointmentFactory, SeatFactory, UserFactory
from tests.forum.meeting_world import BEFORE, TEN, a_forum, at

pytestmark = pytest.mark.django_db


def entitled(world, moment):
    return len(room_of(world.meeting).electorate(moment).entitled)


def test_who_comes_at_eleven_counts_from_eleven_and_who_leaves_no_more():
    world = a_forum()
    late = world.members[2]
    world.begin(late)
    world.arrive(late.person, at(11))
    attend.leave(world.meeting, world.members[0].person, at=at(13))
    world.arrive(world.members[0].person, at(14))

    counts = [entitled(world, at(hour, minute)) for hour, minute in ((10, 59), (11, 0), (12, 59), (13, 0), (14, 0))]

    assert counts == [2, 3, 3, 2, 3]


def test_a_deputy_counts_for_an_absent_member_and_the_governor_never():
    world = a_forum().begin()
    attend.leave(world.meeting, world.members[0].person, at=at(12))
    world.arrive(world.deputies[0].person, at(12))
    world.arrive(world.secretary)

    assert entitled(world, at(12)) == 3


def test_coming_withdraws_a_reported_absence_from_the_whole_meeting():
    world = a_forum().call()
    reported = absence.report(world.meeting, world.members[0], now=BEFORE)
    world.meeting.refresh_from_db()
    from forum.actions import convene

    convene.begin(world.meeting, now=TEN)

    world.arrive(world.members[0].person)

    reported.refresh_from_db()
    assert reported.withdrawn_at == TEN
    assert entitled(world, at(10)) == 1


def test_mistakes_are_refused_in_words():
    world = a_forum().begin()
    member = world.members[0].person

    with pytest.raises(DomainError, match="allerede registrert"):
        world.arrive(member, at(11))
    with pytest.raises(DomainError, match="annen dag"):
        world.arrive(UserFactory(), BEFORE)
    with pytest.raises(DomainError, match="ikke registrert"):
        attend.leave(world.meeting, UserFactory(), at=at(11))
    with pytest.raises(DomainError, match="går før"):
        attend.leave(world.meeting, member, at=at(9))


def test_rows_are_corrected_and_struck_until_the_meeting_is_over():
    world = a_forum().begin()
    row = world.meeting.attendances.get(person=world.members[0].person)

    attend.correct(row, came_at=at(10, 30), left_at=at(12))
    assert [entitled(world, moment) for moment in (at(10), at(11), at(12))] == [2, 3, 2]
    attend.strike(row)

    assert not world.meeting.attendances.filter(person=world.members[0].person).exists()
    world.meeting.status = "minutes_sent"
    with pytest.raises(DomainError, match="mens møtet pågår"):
        attend.arrive(world.meeting, UserFactory(), at=TEN, terms=[])


def test_people_are_there_as_what_they_are():
    world = a_forum()
    observer = AppointmentFactory(
        seat=SeatFactory(composition=world.seats[0].composition, category=SeatCategory.OBSERVER, has_vote=False)
    )
    terms = terms_of(world.meeting)

    found = [
        attend.capacity_of(who, terms)
        for who in (world.members[0].person, world.deputies[0].person, observer.person, world.secretary, UserFactory())
    ]

    assert found == [
        Capacity.MEMBER,
        Capacity.DEPUTY,
        Capacity.OBSERVER,
        Capacity.SECRETARIAT,
        Capacity.SECRETARIAT,
    ]
