"""What the database itself refuses in the forum's room, by name."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from forum.enums import MEETING_MOVES, MeetingStatus, SeatCategory, Standing
from forum.models import Ballot, Elector, Item, Vote
from tests.factories import (
    OPENED_AT,
    AppointmentFactory,
    AttendanceFactory,
    BallotFactory,
    CompositionFactory,
    ElectorFactory,
    ItemFactory,
    MeetingFactory,
    SeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def refused_by(name, function, *args, **kwargs):
    with pytest.raises((IntegrityError, InternalError), match=name), transaction.atomic():
        function(*args, **kwargs)


@pytest.mark.parametrize("category", [SeatCategory.GOVERNOR, SeatCategory.OBSERVER])
def test_the_governors_seat_and_an_observers_never_vote(category):
    refused_by("seat_of_the_governor_never_votes", SeatFactory, category=category, has_vote=True)

    assert SeatFactory(category=category, has_vote=False).pk


def test_a_forum_has_one_composition_at_a_time():
    first = CompositionFactory(valid_from=date(2024, 1, 1), valid_to=date(2025, 12, 31))

    refused_by("composition_one_at_a_time", CompositionFactory, forum=first.forum, valid_from=date(2025, 12, 31))

    assert CompositionFactory(forum=first.forum, valid_from=date(2026, 1, 1)).pk


def test_a_seat_has_one_member_at_a_time_and_one_deputy_of_each_rank():
    member = AppointmentFactory(valid_from=date(2024, 1, 1), valid_to=date(2025, 12, 31))
    deputy = AppointmentFactory(seat=member.seat, rank=1, valid_from=date(2024, 1, 1), valid_to=date(2025, 12, 31))

    for rank in (member.rank, deputy.rank):
        again = {"seat": member.seat, "rank": rank, "valid_to": date(2027, 12, 31)}
        refused_by("appointment_one_per_seat_and_rank", AppointmentFactory, valid_from=date(2025, 12, 31), **again)
        assert AppointmentFactory(valid_from=date(2026, 1, 1), **again).pk


def test_a_person_is_not_both_member_and_deputy_of_a_seat():
    member = AppointmentFactory()

    refused_by(
        "appointment_once_per_seat_and_person", AppointmentFactory, seat=member.seat, person=member.person, rank=1
    )


def test_an_appointment_has_an_end():
    refused_by("appointment_has_an_end", AppointmentFactory, valid_to=None)


def test_a_persons_attendances_do_not_overlap():
    first = AttendanceFactory(left_at=OPENED_AT.replace(hour=11))
    again = {"meeting": first.meeting, "person": first.person}

    refused_by("attendance_once_at_a_time", AttendanceFactory, came_at=OPENED_AT.replace(hour=10), **again)

    assert AttendanceFactory(came_at=first.left_at, **again).pk


@pytest.mark.parametrize("old", MeetingStatus.values)
@pytest.mark.parametrize("new", MeetingStatus.values)
def test_a_meeting_moves_as_declared(old, new):
    meeting = MeetingFactory(status=old)
    if old == new:
        return
    meeting.status = new
    meeting.called_at = meeting.called_at or OPENED_AT
    meeting.opened_at = OPENED_AT if new in ("in_session", "minutes_sent", "minutes_approved") else None

    if MEETING_MOVES.allows(old, new):
        meeting.save()
    else:
        refused_by("Invalid transition", meeting.save)


def test_a_given_number_is_kept():
    meeting = MeetingFactory(status=MeetingStatus.CALLED)
    item = ItemFactory(meeting=meeting, year=2025, number=8)

    refused_by("number_is_never_given_away", Item.objects.filter(pk=item.pk).update, number=9)
    refused_by("number_is_never_given_away", Item.objects.filter(pk=item.pk).update, meeting=None, number=None)
    refused_by("numbered_matter_is_kept", item.delete)
    refused_by("item_number_used_once", ItemFactory, meeting=meeting, year=2025, number=8)


def test_an_electorate_is_frozen():
    elector = ElectorFactory()

    refused_by("elector_is_frozen", Elector.objects.filter(pk=elector.pk).update, standing=Standing.ABSENT)
    refused_by("elector_is_frozen", elector.delete)


def test_a_person_is_entitled_for_one_seat_in_a_ballot():
    elector = ElectorFactory()

    refused_by("elector_one_per_person", ElectorFactory, ballot=elector.ballot, person=elector.person)


def test_only_the_entitled_vote():
    elector = ElectorFactory(standing=Standing.RECUSED)

    refused_by("only the entitled vote", _vote, elector)


def test_nobody_votes_in_a_closed_ballot_nor_changes_a_vote_there():
    elector, other = ElectorFactory(), UserFactory()
    late = ElectorFactory(ballot=elector.ballot)
    vote = _vote(elector)
    closed = {"status": "closed", "closed_at": OPENED_AT, "votes_for": 1, "votes_against": 0, "abstained": 0}
    Ballot.objects.filter(pk=elector.ballot_id).update(carried=True, **closed)

    refused_by("only the entitled vote", _vote, late, other)
    refused_by("only the entitled vote", Vote.objects.filter(pk=vote.pk).update, choice="against")
    refused_by("vote_is_kept", vote.delete)
    refused_by("ballot_closed_count_stays", Ballot.objects.filter(pk=elector.ballot_id).update, votes_for=2)


def test_a_meeting_has_one_open_ballot():
    ballot = BallotFactory()

    refused_by("ballot_one_open_in_a_meeting", BallotFactory, motion__item__meeting=ballot.meeting)


def _vote(elector, person=None):
    return Vote.objects.create(
        elector=elector, choice="for", cast_by=person or elector.person, cast_at=OPENED_AT.replace(minute=5)
    )
