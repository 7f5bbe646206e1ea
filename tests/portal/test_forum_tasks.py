"""What waits on the home page before and after a meeting: a deputy's answer, minutes to read, seats to fill."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from forum.actions import absence, send_minutes
from forum.models import Appointment, Meeting, Minutes
from networks.enums import RoleKind
from tests.factories import SeatFactory, person
from tests.forum.meeting_world import a_forum, at, person_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(client):
    def look(who):
        client.force_login(who)
        return client.get("/").content.decode()

    return look


def coming(world):
    """The meeting is in ten days, and everybody's term lasts."""
    today = timezone.localdate()
    Appointment.objects.update(valid_from=today, valid_to=today + timedelta(days=700))
    Meeting.objects.filter(pk=world.meeting.pk).update(date=today + timedelta(days=10))
    world.meeting.refresh_from_db()
    return world.call()


def test_a_deputy_who_is_asked_answers_from_the_home_page(home, client):
    world = coming(a_forum())
    deputy = world.deputies[0]
    person_of(deputy, RoleKind.FORUM_DEPUTY, world.forum)
    label = f"Svar om du kommer som vara: {world.meeting}"
    assert label not in home(deputy.person)

    call_out = absence.report(world.meeting, world.members[0], now=at(8)).call_outs.get()
    page = home(deputy.person)
    link = next(part.split('"')[0] for part in page.split('href="') if part.startswith("/deputy/"))
    client.post(link, {"answer": "yes"})

    call_out.refresh_from_db()
    assert (label in page, call_out.answer, label in home(deputy.person)) == (True, "yes", False)


def test_minutes_wait_for_those_who_may_remark_until_they_have_or_the_time_is_out(home):
    world = a_forum()
    content, now = b"%PDF", timezone.now()
    world.begin()
    Meeting.objects.filter(pk=world.meeting.pk).update(status="minutes_sent")
    minutes = Minutes.objects.create(
        meeting=world.meeting,
        version=1,
        sent_at=now,
        due_at=now + timedelta(days=7),
        sent_by=world.secretary,
        sha256=hashlib.sha256(content).hexdigest(),
        pdf=content,
    )
    label = f"Les referatet: {world.meeting}"
    first, second = (term.person for term in world.members[:2])
    send_minutes.remark(minutes, first, "It was Tuesday", now=now)

    assert [label in home(who) for who in (first, second, world.secretary)] == [False, True, False]
    Minutes.objects.filter(pk=minutes.pk).update(due_at=now + timedelta(seconds=1))
    Meeting.objects.filter(pk=world.meeting.pk).update(status="minutes_approved")
    assert label not in home(second)


def test_the_secretariat_sees_vacant_seats_and_terms_that_end(home):
    world = coming(a_forum())
    assert [word in home(world.secretary) for word in ("ledig plass", "Forleng")] == [False, False]

    SeatFactory(composition=world.seats[0].composition, label="Statped")
    Appointment.objects.filter(pk=world.members[0].pk).update(valid_to=timezone.localdate() + timedelta(days=30))
    page = home(world.secretary)

    assert "Fyll 1 ledig plass" in page
    assert "Forleng 1 periode, eller finn en ny" in page
    assert "ledig plass" not in home(person(RoleKind.AUDITOR, world.forum.county))
