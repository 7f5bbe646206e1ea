"""As many questions for one seat and one matter as for many, on every page of the forum's meetings."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.actions import absence, ballots, convene, motions, write
from forum.actions.cast import cast
from forum.models import Minutes, Remark
from tests.factories import DecisionBasisFactory, MeetingFactory, NetworkFactory, RoundFactory
from tests.forum.meeting_world import a_forum, at

pytestmark = pytest.mark.django_db
# session, user, roles, then what stands here
PAGES = {
    "seat_list of a forum": 8,
    "seat_detail of a seat": 5,
    "meeting_list of a forum": 5,
    "meeting_detail": 10,
    "meeting_agenda": 6,
    "item_detail of a item": 6,
    "meeting_attendance": 9,
    "meeting_run": 12,  # matters, motions; the table, who is there, who is away; who is recused from what
    "meeting_screen": 7,
    "minutes_edit": 10,
    "minutes_detail": 8,
    "minutes_word": 12,
    "minutes_follow_up_list of a forum": 5,
}
MEMBERS_PAGES = {"meeting_detail": 8, "meeting_vote": 9, "minutes_detail": 9, "item_detail of a item": 8}


def filled(size):
    """A meeting of ``size`` times three seats and as many matters, each with a motion, a vote and a follow-up."""
    world = a_forum(seats=3 * size, items=size)
    round_ = RoundFactory(county=world.forum.county)
    network = NetworkFactory(county=world.forum.county)
    DecisionBasisFactory(round=round_, network=network)
    world.call()
    absence.report(world.meeting, world.members[0], now=at(8))
    world.meeting.refresh_from_db()
    convene.begin(world.meeting, now=at(10))
    for term in world.members[1:]:
        world.arrive(term.person)
    for number, item in enumerate(world.items):
        item.refresh_from_db()
        for title in ("Main", "Line"):
            about = {"network": network, "round": round_} if title == "Line" else {}
            motions.propose(item, title=title, **about)
        ballots.unanimous(item.motions.get(title="Main"), actor=world.secretary, now=at(11, number))
        write.follow_up(item, text="Do it", owner=world.secretary, deadline=date(2025, 4, 1))
        MeetingFactory(forum=world.forum, date=date(2025, 5, 1) + timedelta(number))
    world.open = ballots.open_ballot(
        world.items[0].motions.get(title="Line"), method="seat", actor=world.secretary, now=at(12)
    )
    for term in world.members[1:-1]:
        cast(world.open, term.person, "for", now=at(12, 1))
    content = b"%PDF"
    minutes = Minutes.objects.create(
        meeting=world.meeting,
        version=1,
        sent_at=at(16),
        due_at=at(17),
        sent_by=world.secretary,
        sha256=hashlib.sha256(content).hexdigest(),
        pdf=content,
    )
    for term in world.members:
        Remark.objects.create(minutes=minutes, person=term.person, text="Remark", made_at=at(16, 30))
    return world


@pytest.mark.parametrize("size", [1, 3])
def test_every_page_asks_as_many_questions_for_one_as_for_three(size, client):
    world = filled(size)

    assert asked(client, world.secretary, world, PAGES) == PAGES
    assert asked(client, world.members[1].person, world, MEMBERS_PAGES) == MEMBERS_PAGES


def asked(client, reader, world, pages):
    """How many questions each page asks."""
    client.force_login(reader)
    subjects = {"forum": world.forum.pk, "item": world.items[0].pk, "seat": world.seats[0].pk}
    found = {}
    for name in pages:
        page, _colon, subject = name.partition(" of a ")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(reverse(page, args=[subjects.get(subject, world.meeting.pk)]))
        assert (name, answer.status_code) == (name, 200)
        found[name] = len(queries)
    return found
