"""What a meeting's pages offer each reader to do next."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from forum.actions import absence, agenda, send_minutes
from forum.models import Absence, CallOut
from networks.enums import RoleKind
from tests.factories import ItemFactory, MeetingFactory, RoleFactory, person
from tests.forum.meeting_world import a_forum, at
from tests.page_guard import parsed

pytestmark = pytest.mark.django_db


def answers(client, reader, meeting):
    client.force_login(reader)
    return client.get(meeting.get_absolute_url()).context["answers"]


def test_a_member_reports_absence_from_the_meetings_page(client):
    world = a_forum().call()
    world.meeting.refresh_from_db()
    member = world.members[0]

    [(text, url)] = answers(client, member.person, world.meeting)
    client.post(url, {"scope": "whole", "reason": ""})

    assert text == "Meld forfall for Body 1"
    assert Absence.objects.get().appointment == member


def test_what_is_wrong_in_an_absence_stands_to_be_put_right(client):
    world = a_forum().call()
    world.meeting.refresh_from_db()
    [(_text, url)] = answers(client, world.members[0].person, world.meeting)
    typed = {"scope": "part", "begins": "14:00", "ends": "12:00", "item": world.items[0].pk, "reason": "Tannlege"}

    page = client.post(url, typed).content.decode()

    for shown in ('value="14:00"', 'value="12:00"', 'value="Tannlege"', f'value="{world.items[0].pk}" selected'):
        assert shown in page
    times = f"{world.meeting.starts:%H:%M}–{world.meeting.ends:%H:%M}"
    assert (times in page, ">Meld forfall</h1>" in page) == (True, True)


def test_a_deputy_answers_there_while_the_member_is_away(client):
    world = a_forum().call()
    world.meeting.refresh_from_db()
    deputy, member = world.deputies[0], world.members[0]
    RoleFactory(user=deputy.person, kind=RoleKind.FORUM_DEPUTY, county=world.forum.county)
    before = answers(client, deputy.person, world.meeting)
    away = absence.report(world.meeting, member, now=at(8))

    [(text, url)] = answers(client, deputy.person, world.meeting)
    client.post(url, {"answer": "yes"})
    said = CallOut.objects.get().answer
    absence.withdraw(away, now=at(9))

    assert (before, text, said) == ([], f"Du er spurt om å møte for {member.person}: svar", "yes")
    assert answers(client, deputy.person, world.meeting) == []


def test_nothing_is_answered_before_the_notice_or_by_those_who_follow(client):
    world = a_forum()

    assert answers(client, world.secretary, world.meeting) == []
    world.begin()
    world.meeting.refresh_from_db()
    assert answers(client, world.secretary, world.meeting) == []
    assert len(answers(client, world.members[0].person, world.meeting)) == 1


@pytest.mark.parametrize("name", ["meeting_run", "meeting_attendance"])
def test_the_desk_says_what_comes_first(client, name):
    world = a_forum().call()
    client.force_login(world.secretary)
    url = reverse(name, args=[world.meeting.pk])
    begin = reverse("meeting_begin", args=[world.meeting.pk])

    called = client.get(url).content.decode()
    client.post(begin)
    opened = client.get(url).content.decode()

    assert (begin in called, "Møtet er ikke åpnet ennå." in called) == (True, True)
    assert (begin in opened, "kan stemme nå" in opened) == (False, True)


@pytest.mark.parametrize("name", ["meeting_detail", "meeting_run", "meeting_attendance"])
def test_opening_on_another_day_than_its_own_asks_first(client, name):
    world = a_forum().call()
    client.force_login(world.secretary)
    url = reverse(name, args=[world.meeting.pk])

    other_day = client.get(url).content.decode()
    type(world.meeting).objects.filter(pk=world.meeting.pk).update(date=timezone.localdate())
    own_day = client.get(url).content.decode()

    begin = reverse("meeting_begin", args=[world.meeting.pk])
    asks = "Møtet er satt til 12. mars 2025, og det er ikke i dag."
    assert (asks in other_day, begin in other_day) == (True, True)
    assert ("det er ikke i dag" in own_day, begin in own_day) == (False, True)


def test_sending_the_notice_and_cancelling_ask_first(client):
    world = a_forum()
    client.force_login(world.secretary)
    url = world.meeting.get_absolute_url()

    planned = asked(client.get(url))
    world.call()
    called = asked(client.get(url))

    call, cancel = (reverse(f"meeting_{do}", args=[world.meeting.pk]) for do in ("call", "cancel"))
    assert "Alle med plass får innkallingen" in planned[call]
    assert "Alle som er innkalt, får straks beskjed" in called[cancel]


def asked(response):
    """The addresses that are posted to only after a question, with the question."""
    forms = parsed(response.content.decode()).xpath('//details[@class="dk-confirm"]/form')
    return {form.get("action"): "".join(form.itertext()) for form in forms}


def test_the_forums_page_leads_to_its_next_meeting(client):
    world = a_forum()
    far, near, off = (MeetingFactory(forum=world.forum, date=date(2099, month, 1)) for month in (3, 2, 1))
    type(off).objects.filter(pk=off.pk).update(status="cancelled")
    member = world.members[0].person
    client.force_login(world.secretary)

    shown = client.get(world.forum.get_absolute_url()).context["next_meeting"]
    client.force_login(member)
    members = client.get(world.forum.get_absolute_url()).context["next_meeting"]

    assert (shown, members) == (near, None)  # it is not called yet
    assert far.date > near.date


def test_whoever_is_outside_is_not_told_that_there_are_no_meetings(client):
    world = a_forum().call()
    leader = person(RoleKind.NETWORK_LEADER, world.forum.county)
    client.force_login(leader)

    forum = client.get(world.forum.get_absolute_url()).content.decode()
    page = client.get(reverse("meeting_list", args=[world.forum.pk])).content.decode()

    assert reverse("meeting_list", args=[world.forum.pk]) not in forum
    assert "Møtene er forumets egne" in page
    assert "Ingen møter er holdt ennå" not in page


def test_minutes_that_stay_are_read_and_not_shown_as_empty_boxes(client):
    world = a_forum(items=1).begin()
    type(world.meeting).objects.filter(pk=world.meeting.pk).update(opening="Velkommen")
    client.force_login(world.secretary)
    url = reverse("minutes_edit", args=[world.meeting.pk])

    written = client.get(url).content.decode()
    type(world.meeting).objects.filter(pk=world.meeting.pk).update(status="minutes_sent", closed_at=at(16))
    type(world.meeting).objects.filter(pk=world.meeting.pk).update(status="minutes_approved")
    read = client.get(url).content.decode()

    assert (written.count("<textarea class"), read.count("<textarea class")) == (3, 0)
    assert "<p>Velkommen</p>" in read
    assert reverse("minutes_detail", args=[world.meeting.pk]) in read


def test_moving_a_called_meeting_says_that_people_are_told(client):
    world = a_forum()
    client.force_login(world.secretary)
    url = reverse("meeting_edit", args=[world.meeting.pk])

    def move(place):
        form = client.get(url).context["form"]
        sent = {name: form[name].value() or "" for name in form.fields}
        return client.post(url, {**sent, "place": place}, follow=True)

    planned = [str(message) for message in move("Steinkjer").context["messages"]]
    world.call()
    called = [str(message) for message in move("Stjørdal").context["messages"]]

    assert planned == ["Lagret."]
    assert called == ["Lagret. De som er innkalt, får vite det."]


def test_what_was_decided_is_told_of_parts_too_and_of_nothing(client):
    world = a_forum(items=2).begin()
    first, second = world.items
    part = ItemFactory(meeting=world.meeting, forum=world.forum, parent=first, conclusion="Sendes ut i mai")
    for item in (first, second):
        agenda.close(item, now=at(15))
    world.meeting.refresh_from_db()
    send_minutes.send(world.meeting, actor=world.secretary, now=at(16))
    client.force_login(world.members[0].person)

    page = client.get(reverse("minutes_detail", args=[world.meeting.pk])).content.decode()

    assert (f"a) {part.title}" in page, "Sendes ut i mai" in page) == (True, True)
    assert page.count("Ingenting ble vedtatt.") == 1
