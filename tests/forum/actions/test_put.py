"""The recommendation's points put before a meeting in session, voted on, and settled by those votes."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from dekom.core.errors import DomainError
from forum.actions import agenda, attend, ballots, convene, motions, put, settle
from forum.actions import recommendation as writing
from forum.enums import Dealing
from forum.models import Meeting, RecommendationPoint
from forum.selectors.minutes import item_texts, minutes_text
from forum.selectors.recommendation_votes import votes_on
from forum.selectors.roster import terms_of
from networks.enums import RoleKind
from tests.factories import AppointmentFactory, BudgetFactory, CompositionFactory, ItemFactory, RoleFactory, SeatFactory
from tests.factories.sheets import hand_in

pytestmark = pytest.mark.django_db
TEN = datetime(2025, 3, 12, 9, tzinfo=UTC)
NOW = TEN.replace(hour=13)


@pytest.fixture
def held(world):
    """The round's meeting in session with three seats filled; the first member leads one of its two networks."""
    BudgetFactory(round=world.round, appropriation=500_000)
    hand_in(world.sheet, world.keeper, amount=90_000, remark="Plan", payout_held=True, release_condition="Svar")
    hand_in(world.their, world.stranger, amount=100_000)
    composition = CompositionFactory(forum=world.meeting.forum)
    world.terms = [AppointmentFactory(seat=SeatFactory(composition=composition)) for _seat in range(3)]
    leader = world.terms[0].person
    RoleFactory(user=leader, kind=RoleKind.NETWORK_LEADER, county=world.round.county, network=world.sheet.network)
    world.item = agenda.place(ItemFactory(meeting=None, forum=world.meeting.forum, round=world.round), world.meeting)
    convene.begin(world.meeting, now=TEN)
    for term in world.terms:
        attend.arrive(world.meeting, term.person, at=TEN, terms=terms_of(world.meeting))
    world.made = writing.build(world.assessment, item=world.item, actor=world.secretary, now=NOW)
    return world


def put_all(held):
    return put.recommendation(held.made, actor=held.secretary, now=NOW)


def test_each_point_is_a_motion_and_lines_with_somebody_recused_stand_alone(held):
    made = put_all(held)

    kr = "\u00a0000\u00a0kr"
    assert [(each.point, each.network, each.text) for each in made[3:]] == [
        ("4", held.sheet.network, f"{held.sheet.network.short_name}: 90{kr}. Plan Utbetalingen holdes tilbake."),
        ("4", None, f"{held.their.network.short_name}: 100{kr}."),
    ]
    assert [each.point for each in made[:3]] == ["1", "2", "3"]
    assert list(made[4].covers.all()) == [held.their.network]
    with pytest.raises(DomainError, match="before the meeting already"):
        put_all(held)


def test_the_votes_settle_the_points_and_stand_in_the_minutes_table(held):
    first, second, third, single, common = put_all(held)
    for motion in (first, second, single, common):
        ballots.unanimous(motion, actor=held.secretary, now=NOW)
    assert votes_on(held.made).result(held.made.points.get(number=3)) is None
    motions.settle(third, carried=True, dealing=Dealing.AGREED)

    settle.settle(held.made, results={}, actor=held.secretary, now=NOW)

    points = list(RecommendationPoint.objects.filter(recommendation=held.made).order_by("number"))
    assert [(point.result, point.votes_for) for point in points] == [
        ("Enstemmig vedtatt.", 3),
        ("Enstemmig vedtatt.", 3),
        ("Vedtatt.", None),
        ("Votert linje for linje: 2 av 2 vedtatt.", None),
    ]
    text = minutes_text(held.meeting).items[0]
    leader = f"{held.terms[0].person}, {held.terms[0].seat.label}"
    assert [each.motion for each in text.told] == [first, second, third]
    assert text.cells == [
        [
            held.sheet.network.short_name,
            "100\u00a0000",
            "90\u00a0000",
            f"Plan. The payout is held until this is done: Svar. Carried unanimously, by 2. Recused: {leader}.",
        ],
        [held.their.network.short_name, "100\u00a0000", "100\u00a0000", "Carried unanimously, by 3."],
    ]
    assert text.table.total == 190_000
    assert item_texts(held.meeting)[0].cells == []


def test_a_line_that_falls_is_changed_and_put_anew(held):
    *points, single, common = put_all(held)
    for motion in (*points, common):
        ballots.unanimous(motion, actor=held.secretary, now=NOW)
    assert votes_on(held.made).result(held.made.points.get(number=4)) is None
    ballot = ballots.open_ballot(single, method="count", actor=held.secretary, now=NOW)
    ballots.close(ballot, now=NOW, hands=ballots.Hands(0, 2))
    with pytest.raises(DomainError, match="voted against the line"):
        settle.settle(held.made, results={}, actor=held.secretary, now=NOW)

    line = held.made.points.get(number=4).lines.get(network=held.sheet.network)
    writing.write_line(line, seen={}, fields={"amount": 80_000}, actor=held.secretary)
    (again,) = put_all(held)
    ballots.unanimous(again, actor=held.secretary, now=NOW)

    done = settle.settle(held.made, results={}, actor=held.secretary, now=NOW)
    assert "80\u00a0000" in again.text
    assert done.points.get(number=4).result == "Votert linje for linje: 2 av 2 vedtatt."


def test_what_is_before_the_meeting_stays_until_it_is_taken_back(held):
    first, *_others, common = put_all(held)
    line = held.made.points.get(number=4).lines.get(network=held.their.network)
    grant = held.made.points.get(number=1)
    texts = {1: "Something else"}
    for change in (
        lambda: writing.write_line(line, seen={}, fields={"amount": 1}, actor=held.secretary),
        lambda: writing.write_points(held.made, texts=texts, whole="", reference="", actor=held.secretary),
        lambda: writing.build(held.assessment, item=None, actor=held.secretary, now=NOW),
    ):
        with pytest.raises(DomainError, match="Take"):
            change()

    motions.withdraw(common)
    motions.withdraw(first)

    writing.write_line(line, seen={}, fields={"amount": 1}, actor=held.secretary)
    writing.write_points(held.made, texts=texts, whole="", reference="", actor=held.secretary)
    grant.refresh_from_db()
    assert grant.text == "Something else"


def test_somebody_who_comes_late_and_is_recused_from_a_part_stops_the_common_vote(held):
    common = put_all(held)[-1]
    late = held.terms[1].person
    RoleFactory(user=late, kind=RoleKind.NETWORK_LEADER, county=held.round.county, network=held.their.network)

    with pytest.raises(DomainError, match="is recused from"):
        ballots.unanimous(common, actor=held.secretary, now=NOW)
    motions.withdraw(common)

    (alone,) = put_all(held)
    assert (alone.network, ballots.unanimous(alone, actor=held.secretary, now=NOW).votes_for) == (held.their.network, 2)


def test_nothing_is_put_before_it_can_be_voted_on(held):
    line = held.made.points.get(number=4).lines.get(network=held.their.network)
    with pytest.raises(DomainError, match="Only the secretariat"):
        put.recommendation(held.made, actor=held.keeper, now=NOW)
    writing.write_line(line, seen={}, fields={"amount": None}, actor=held.secretary)
    with pytest.raises(DomainError, match="No amount yet"):
        put_all(held)
    held.made.item = None
    with pytest.raises(DomainError, match="in session"):
        put_all(held)
    held.made.status = "voted"
    with pytest.raises(DomainError, match="settled this already"):
        put_all(held)
    held.made.kind = "gives_input"
    with pytest.raises(DomainError, match="gives input"):
        put_all(held)


def test_the_button_leads_to_the_chairs_desk(held, client):
    client.force_login(held.secretary)
    url = reverse("recommendation_put", args=[held.made.pk])
    assert url in client.get(held.made.get_absolute_url()).content.decode()

    first, again = client.post(url), client.post(url)

    assert first.url == f"{reverse('meeting_run', args=[held.meeting.pk])}?item={held.item.pk}"
    assert again.url == held.made.get_absolute_url()
    assert Meeting.objects.get(pk=held.meeting.pk).items.get(pk=held.item.pk).motions.count() == 5
