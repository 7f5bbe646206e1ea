"""The notice with its links and calendar entry, cancelling, and opening."""

import pytest
from icalendar import Calendar

from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import MailAttachment, OutboxMail
from forum.actions import absence, convene
from forum.links import absence_token
from forum.models import Meeting
from tests.factories import MeetingFactory
from tests.forum.meeting_world import BEFORE, TEN, a_forum

pytestmark = pytest.mark.django_db


def test_everybody_is_called_with_their_own_link_and_a_calendar_entry():
    world = a_forum().call()

    mails = OutboxMail.objects.filter(template="forum/meeting_called")
    assert {mail.recipient for mail in mails} == {term.person for term in world.members} | {world.secretary}
    member = world.members[0]
    mail = mails.get(recipient=member.person)
    assert absence_token(world.meeting, member).split(":")[0] in mail.body
    assert "Sak 1/25 " in mail.body
    event = Calendar.from_ical(bytes(MailAttachment.objects.get(mail=mail).content)).walk("VEVENT")[0]
    assert event["SUMMARY"] == world.meeting.title
    assert event.decoded("DTSTART").strftime("%Y-%m-%d %H:%M") == f"2025-03-12 {world.meeting.starts:%H:%M}"


def test_a_vacant_seats_deputy_is_called_and_nobody_twice():
    world = a_forum()
    world.members[0].delete()
    world.deputies[1].person = world.members[2].person
    world.deputies[1].save()

    called = {term.person for term in convene.summoned(world.meeting)}

    assert called == {world.deputies[0].person, world.members[1].person, world.members[2].person, world.secretary}


def test_an_empty_meeting_is_not_called_and_every_reason_is_said():
    with pytest.raises(DomainError) as refused:
        convene.call(MeetingFactory(), now=BEFORE)

    assert len(refused.value.messages) == 2


def test_a_meeting_is_called_once_and_by_whoever_is_first():
    world = a_forum()
    stale = Meeting.objects.get(pk=world.meeting.pk)
    world.call()

    with pytest.raises(DomainError, match="Møtet kan ikke"):
        world.call()
    with pytest.raises(StaleStateError):
        convene.call(stale, now=BEFORE)


def test_cancelling_tells_those_who_were_called_and_the_deputy_who_comes():
    world = a_forum().call()
    reported = absence.report(world.meeting, world.members[0], now=BEFORE)
    absence.answer(reported.call_outs.get(), comes=True, now=BEFORE)

    convene.cancel(world.meeting, now=BEFORE)

    told = OutboxMail.objects.filter(template="forum/meeting_cancelled")
    expected = {term.person for term in world.members} | {world.secretary, world.deputies[0].person}
    assert {mail.recipient for mail in told} == expected
    entry = bytes(MailAttachment.objects.filter(mail__in=told)[0].content).decode()
    assert "METHOD:CANCEL" in entry
    assert "SEQUENCE:1" in entry


def test_cancelling_what_nobody_knew_of_tells_nobody():
    world = a_forum()

    convene.cancel(world.meeting, now=BEFORE)

    assert not OutboxMail.objects.exists()


def test_opening_puts_the_first_matter_on_the_screen():
    world = a_forum().call()

    convene.begin(world.meeting, now=TEN)

    assert (world.meeting.status, world.meeting.current_item) == ("in_session", world.items[0])


def test_a_changed_notice_is_told_to_those_who_come_and_to_their_calendars():
    world = a_forum().call()
    world.meeting.refresh_from_db()
    away = absence.report(world.meeting, world.members[0], now=BEFORE)
    absence.answer(away.call_outs.get(), comes=True, now=BEFORE)
    world.meeting.place = "Steinkjer"

    told = convene.change(world.meeting, ["place"], now=BEFORE)

    mails = OutboxMail.objects.filter(template="forum/meeting_changed")
    people = {term.person for term in (*world.members, world.deputies[0])} | {world.secretary}
    assert (told, {mail.recipient for mail in mails}) == (True, people)
    mail = mails.get(recipient=world.deputies[0].person)
    assert "Sted: Steinkjer" in mail.body
    event = Calendar.from_ical(bytes(MailAttachment.objects.get(mail=mail).content)).walk("VEVENT")[0]
    assert (event["SEQUENCE"], event["LOCATION"]) == (1, "Steinkjer")


def test_what_nobody_needs_to_know_and_what_is_not_called_yet_is_changed_in_silence():
    world = a_forum()

    planned = convene.change(world.meeting, ["place"], now=BEFORE)
    world.call()
    world.meeting.refresh_from_db()
    chair = convene.change(world.meeting, ["chair"], now=BEFORE)

    assert (planned, chair) == (False, False)
    assert not OutboxMail.objects.filter(template="forum/meeting_changed").exists()
    assert Meeting.objects.get(pk=world.meeting.pk).notice_sequence == 2


def test_a_meeting_that_is_over_is_not_moved():
    world = a_forum().begin()
    Meeting.objects.filter(pk=world.meeting.pk).update(status="minutes_sent", closed_at=TEN)

    with pytest.raises(DomainError, match="over"):
        convene.change(world.meeting, ["place"], now=BEFORE)
