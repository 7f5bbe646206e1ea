"""Absence by one click, and the deputies who are asked in turn."""

from datetime import time

import pytest

from dekom.core.errors import DomainError
from dekom.core.models import OutboxMail
from forum.actions import absence
from forum.models import CallOut, Meeting
from forum.selectors.attendance import roster_fill
from tests.factories import AppointmentFactory
from tests.forum.meeting_world import BEFORE, a_forum

pytestmark = pytest.mark.django_db


def a_day_meeting():
    """Called, from ten to four."""
    world = a_forum()
    Meeting.objects.filter(pk=world.meeting.pk).update(starts=time(10), ends=time(16))
    world.meeting.refresh_from_db()
    return world.call()


def asked(reported):
    return [(each.appointment.rank, each.answer) for each in reported.call_outs.order_by("pk")]


def test_the_deputy_is_asked_at_once_and_the_next_after_a_no():
    world = a_forum()
    second = AppointmentFactory(seat=world.seats[0], rank=2)
    world.call()

    reported = absence.report(world.meeting, world.members[0], now=BEFORE, reason="Ill")
    absence.answer(reported.call_outs.get(), comes=False, now=BEFORE)
    absence.answer(reported.call_outs.get(appointment=second), comes=True, now=BEFORE)

    assert asked(reported) == [(1, "no"), (2, "yes")]
    mails = OutboxMail.objects.filter(template="forum/deputy_asked").order_by("pk")
    assert [mail.recipient for mail in mails] == [world.deputies[0].person, second.person]
    fill = roster_fill(world.meeting)
    assert (fill.filled, fill.voting, fill.reported, fill.waiting) == (3, 3, 1, 0)
    assert fill.seats[0].comes == second


def test_the_secretariat_sees_a_seat_that_nobody_takes():
    world = a_forum().call()
    reported = absence.report(world.meeting, world.members[0], now=BEFORE)
    fill = roster_fill(world.meeting)
    assert (fill.filled, fill.waiting, fill.seats[0].asked) == (2, 1, world.deputies[0])

    absence.answer(reported.call_outs.get(), comes=False, now=BEFORE)
    absence.answer(reported.call_outs.get(), comes=False, now=BEFORE)  # once more changes nothing

    fill = roster_fill(world.meeting)
    assert (fill.filled, fill.waiting, fill.seats[0].is_empty) == (2, 0, True)


def test_a_part_or_a_single_matter():
    world = a_day_meeting()

    part = absence.report(world.meeting, world.members[0], now=BEFORE, begins=time(13), ends=time(14))
    matter = absence.report(world.meeting, world.members[1], now=BEFORE, item=world.items[0])

    assert (part.scope, matter.scope) == ("part", "item")
    for wrong in ({"begins": time(13)}, {"begins": time(14), "ends": time(13)}):
        with pytest.raises(DomainError):
            absence.report(world.meeting, world.members[2], now=BEFORE, **wrong)
    with pytest.raises(DomainError, match="allerede meldt"):
        absence.report(world.meeting, world.members[1], now=BEFORE, item=world.items[0])


@pytest.mark.parametrize(("begins", "ends"), [(time(3), time(4)), (time(8), time(10)), (time(16), time(17))])
def test_an_absence_beside_the_meeting_is_none(begins, ends):
    world = a_day_meeting()

    with pytest.raises(DomainError, match="10:00–16:00"):
        absence.report(world.meeting, world.members[0], now=BEFORE, begins=begins, ends=ends)
    absence.report(world.meeting, world.members[0], now=BEFORE, begins=time(8), ends=time(10, 1))


def test_a_deputy_who_is_away_or_promised_or_sits_elsewhere_is_not_asked():
    world = a_forum()
    shared = AppointmentFactory(seat=world.seats[1], rank=2, person=world.deputies[0].person)
    AppointmentFactory(seat=world.seats[0], rank=2, person=world.members[2].person)
    world.call()
    first = absence.report(world.meeting, world.members[0], now=BEFORE)
    second = absence.report(world.meeting, world.members[1], now=BEFORE)

    absence.answer(second.call_outs.get(), comes=False, now=BEFORE)

    assert asked(first) == [(1, "none")]
    assert not CallOut.objects.filter(appointment=shared).exists()


def test_a_deputy_who_had_said_yes_and_cannot_come_leaves_it_to_the_next():
    world = a_forum()
    second = AppointmentFactory(seat=world.seats[0], rank=2)
    world.call()
    reported = absence.report(world.meeting, world.members[0], now=BEFORE)
    absence.answer(reported.call_outs.get(), comes=True, now=BEFORE)

    absence.report(world.meeting, world.deputies[0], now=BEFORE)

    assert asked(reported) == [(1, "no"), (2, "none")]
    assert reported.call_outs.get(answer="none").appointment == second


def test_only_one_deputy_comes():
    world = a_forum().call()
    reported = absence.report(world.meeting, world.members[0], now=BEFORE)
    absence.answer(reported.call_outs.get(), comes=True, now=BEFORE)
    other = CallOut.objects.create(
        absence=reported, appointment=AppointmentFactory(seat=world.seats[0], rank=2), sent_at=BEFORE
    )

    with pytest.raises(DomainError, match="annen vara"):
        absence.answer(other, comes=True, now=BEFORE)
    assert absence.ask_next(reported, now=BEFORE) is None


def test_who_comes_after_all_releases_the_deputy():
    world = a_forum().call()
    reported = absence.report(world.meeting, world.members[0], now=BEFORE)
    call_out = reported.call_outs.get()

    absence.withdraw(reported, now=BEFORE)

    assert OutboxMail.objects.get(template="forum/deputy_not_needed").recipient == world.deputies[0].person
    with pytest.raises(DomainError, match="trukket tilbake"):
        absence.withdraw(reported, now=BEFORE)
    with pytest.raises(DomainError, match="kommer likevel"):
        absence.answer(call_out, comes=True, now=BEFORE)


def test_absence_is_for_a_meeting_that_is_called():
    world = a_forum()

    with pytest.raises(DomainError, match="Forfall kan meldes"):
        absence.report(world.meeting, world.members[0], now=BEFORE)
