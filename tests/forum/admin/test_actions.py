"""Meetings are called, opened and cancelled, terms extended and recommendations moved on from the admin's lists."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from dekom.core.models import OutboxMail
from forum.actions import recommendation, settle
from forum.models import Appointment, Meeting, Recommendation
from networks.enums import RoleKind
from tests.factories import BudgetFactory, MeetingFactory, RoleFactory, person
from tests.factories.sheets import SAID_AT, hand_in
from tests.forum.meeting_world import a_forum
from tests.forum.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_forum(items=1)


def run(client, model, action, *rows, confirmed=True):
    """Choose rows and an action; what the person is told."""
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    if confirmed:
        data |= {"confirmed": "1", **{f"version_{row.pk}": getattr(row, "version", "") for row in rows}}
    answer = client.post(reverse(f"admin:forum_{model}_changelist"), data, follow=True)
    return answer, [str(message) for message in answer.context["messages"]]


def sign_in(client, kind, forum):
    client.force_login(person(kind, forum.county))


def test_the_notice_is_sent_when_it_is_confirmed(client, world):
    sign_in(client, RoleKind.SECRETARIAT, world.forum)

    asked, _told = run(client, "meeting", "call", world.meeting, confirmed=False)
    before = Meeting.objects.get(pk=world.meeting.pk).status
    _answer, told = run(client, "meeting", "call", world.meeting)

    assert (asked.status_code, before) == (200, "planned")
    assert str(world.meeting) in asked.content.decode()
    assert (Meeting.objects.get(pk=world.meeting.pk).status, told) == (
        "called",
        ["Send innkallingen: Utført for 1 rad."],
    )
    assert OutboxMail.objects.filter(template="forum/meeting_called").count() == 4


def test_a_meeting_without_an_agenda_is_not_called_and_the_next_one_is(client, world):
    sign_in(client, RoleKind.SECRETARIAT, world.forum)
    empty = MeetingFactory(forum=world.forum, date=date(2025, 5, 14))

    _answer, told = run(client, "meeting", "call", empty, world.meeting)

    assert dict(Meeting.objects.values_list("pk", "status")) == {empty.pk: "planned", world.meeting.pk: "called"}
    assert [text for text in told if text.startswith(str(empty))] == [f"{empty}: Det er ingenting på sakslisten ennå."]


def test_a_meeting_is_opened_and_can_not_be_cancelled_then(client, world):
    world.call()
    world.meeting.refresh_from_db()
    sign_in(client, RoleKind.SECRETARIAT, world.forum)

    run(client, "meeting", "begin", world.meeting)
    world.meeting.refresh_from_db()
    _answer, told = run(client, "meeting", "cancel", world.meeting)

    world.meeting.refresh_from_db()
    assert (world.meeting.status, world.meeting.current_item) == ("in_session", world.item)
    assert len(told) == 1
    assert told[0].startswith(f"{world.meeting}: ")


def test_a_called_meeting_is_cancelled_and_everybody_is_told(client, world):
    world.call()
    world.meeting.refresh_from_db()
    sign_in(client, RoleKind.SECRETARIAT, world.forum)

    _answer, told = run(client, "meeting", "cancel", world.meeting)

    assert (Meeting.objects.get(pk=world.meeting.pk).status, told) == ("cancelled", ["Avlys møtet: Utført for 1 rad."])
    assert OutboxMail.objects.filter(template="forum/meeting_cancelled").count() == 4


@pytest.mark.parametrize("kind", [RoleKind.AUDITOR, RoleKind.DECISION_MAKER])
@pytest.mark.parametrize(("model", "action"), [("meeting", "call"), ("meeting", "cancel"), ("appointment", "extend")])
def test_whoever_only_reads_is_not_offered_the_actions(client, world, kind, model, action):
    row = world.meeting if model == "meeting" else world.members[0]
    sign_in(client, kind, world.forum)

    run(client, model, action, row)

    assert Meeting.objects.get(pk=world.meeting.pk).status == "planned"
    assert Appointment.objects.filter(person=world.members[0].person).count() == 1


def test_a_secretary_here_who_only_reads_there_moves_nothing_there(client, world):
    other = a_forum(items=1)
    both = person(RoleKind.SECRETARIAT, world.forum.county)
    RoleFactory(user=both, kind=RoleKind.AUDITOR, county=other.forum.county)
    client.force_login(both)

    _answer, called = run(client, "meeting", "call", other.meeting)
    _answer, extended = run(client, "appointment", "extend", other.members[0])

    assert (called, extended) == (
        [f"{other.meeting}: Dette har du ikke lov til."],
        [f"{other.members[0]}: Dette har du ikke lov til."],
    )
    assert Meeting.objects.get(pk=other.meeting.pk).status == "planned"
    assert Appointment.objects.filter(person=other.members[0].person).count() == 1


def test_terms_are_extended_by_two_years_where_nobody_follows(client, world):
    sign_in(client, RoleKind.SECRETARIAT, world.forum)
    first, second = world.members[:2]

    run(client, "appointment", "extend", first)
    _answer, told = run(client, "appointment", "extend", first, second)

    after = {term.person_id: term.valid_from for term in Appointment.objects.filter(valid_from__gt=first.valid_to)}
    assert set(after) == {first.person_id, second.person_id}
    assert [text.startswith(f"{first}: ") for text in told] == [True, False]
    assert told[1] == "1 periode er forlenget."


def test_a_recommendation_is_forwarded_once_the_forum_has_settled_it(client):
    world = make_world()
    BudgetFactory(round=world.round, appropriation=500_000)
    hand_in(world.sheet, world.keeper)
    hand_in(world.their, world.stranger)
    made = recommendation.build(world.assessment, item=None, actor=world.secretary, now=SAID_AT)
    client.force_login(world.secretary)

    _answer, early = run(client, "recommendation", "forward", made)
    _answer, presented = run(client, "recommendation", "present", made)
    Recommendation.objects.filter(pk=made.pk).update(reference="sak 8/25")
    made.refresh_from_db()
    results = {number: settle.Result("Vedtatt") for number in (1, 2, 3, 4)}
    settle.settle(made, results=results, actor=world.secretary, now=datetime(2025, 3, 12, 14, tzinfo=UTC))
    _answer, done = run(client, "recommendation", "forward", made)

    made.refresh_from_db()
    assert (len(early), len(presented)) == (1, 1)
    assert "Send over til Statsforvalteren: Utført for 1 rad." in done
    assert (made.status, world.round.decisions.count()) == ("forwarded", 2)


def test_a_called_meeting_that_is_moved_in_the_admin_is_told_of_too(client, world):
    world.call()
    sign_in(client, RoleKind.SECRETARIAT, world.forum)
    url = reverse("admin:forum_meeting_change", args=[world.meeting.pk])
    form = client.get(url).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields}
    inline = {"items-TOTAL_FORMS": "0", "items-INITIAL_FORMS": "0"}

    client.post(url, {**sent, **inline, "place": "Steinkjer"})

    assert Meeting.objects.get(pk=world.meeting.pk).place == "Steinkjer"
    assert OutboxMail.objects.filter(template="forum/meeting_changed").count() == 4


def test_a_new_meeting_is_made_in_the_admin_in_silence(client, world):
    sign_in(client, RoleKind.SECRETARIAT, world.forum)
    sent = {"forum": world.forum.pk, "title": "Nytt møte", "date": "2099-03-12", "starts": "10:00", "ends": "15:00"}
    inline = {"items-TOTAL_FORMS": "0", "items-INITIAL_FORMS": "0"}

    client.post(reverse("admin:forum_meeting_add"), {**sent, **inline, "language": "nb"})

    assert Meeting.objects.get(title="Nytt møte").status == "planned"
    assert not OutboxMail.objects.exists()
