"""Who changed what in a round."""

import pghistory
import pytest
from django.urls import reverse

from allocations.models import Budget
from networks.enums import RoleKind
from networks.models import DecisionBasis, Milestone
from tests.factories import FixedGrantFactory, MilestoneFactory, RoundFactory, person


def events_of(client, user, round_, **query):
    client.force_login(user)
    return list(client.get(reverse("round_history", args=[round_.pk]), query).context["page"])


def the_event(events, what, happened="changed"):
    """Events of one transaction have the same time, so they are found by what they tell."""
    [event] = [event for event in events if (event.what, event.happened) == (what, happened)]
    return event


def changes(event):
    return [(change.field, change.old, change.new) for change in event.changed]


def test_a_change_tells_who_where_what_from_and_to(client, secretary, the_round):
    with pghistory.context(user=secretary.pk, url="/admin/budget/"):
        Budget.objects.update(appropriation=12_000)

    event = the_event(events_of(client, secretary, the_round), "Budget")

    assert (event.who, event.where) == (secretary.name, "/admin/budget/")
    assert changes(event) == [("Appropriation", "10\u00a0000", "12\u00a0000")]


def test_a_command_is_told_by_its_name(client, secretary, the_round):
    with pghistory.context(command="load_round"):
        Budget.objects.update(appropriation=12_000)

    event = the_event(events_of(client, secretary, the_round), "Budget")

    assert (event.who, event.where) == ("", "load_round")


def test_words_are_those_of_the_page(client, secretary, the_round):
    basis = DecisionBasis.objects.order_by("pk").first()
    DecisionBasis.objects.filter(pk=basis.pk).update(status="decided")

    told = [
        changes(event)
        for event in events_of(client, secretary, the_round)
        if event.what == f"Decision basis: {basis.network.name}"
    ]
    assert [("State", "In review", "Decided")] in told


def test_what_is_added_and_removed_is_told_whole(client, secretary, county):
    round_ = RoundFactory(county=county)
    milestone = MilestoneFactory(round=round_)
    Milestone.objects.filter(pk=milestone.pk).delete()

    events = events_of(client, secretary, round_)

    removed, added = (event for event in events if event.what.startswith("Milestone"))
    told = [("Round", str(round_)), ("Milestone", "Decision bases"), ("Date", "Feb. 1, 2025")]
    assert (added.happened, changes(added)) == ("added", [(field, "", value) for field, value in told])
    assert (removed.happened, changes(removed)) == ("removed", [(field, value, "") for field, value in told])


def test_what_stands_deeper_in_the_round_belongs_to_it(client, secretary, the_round):
    FixedGrantFactory(budget=the_round.budget, purpose="Meetings", amount=7)
    FixedGrantFactory()

    grants = [event.what for event in events_of(client, secretary, the_round) if event.what.startswith("Fixed")]
    assert sorted(grants) == ["Fixed grant: Meetings", "Fixed grant: To the university"]


def test_pages(client, secretary, county):
    round_ = RoundFactory(county=county)
    for year in range(30):
        round_.title = str(year)
        round_.save()

    assert len(events_of(client, secretary, round_)) == 25
    assert len(events_of(client, secretary, round_, page=2)) == 6


@pytest.mark.parametrize("kind", [RoleKind.SECRETARIAT, RoleKind.DECISION_MAKER, RoleKind.AUDITOR])
def test_those_who_read_all_may_read_it(client, county, the_round, kind):
    assert events_of(client, person(kind, county), the_round) != []


@pytest.mark.parametrize("kind", [RoleKind.PAYEE_REGISTRAR, RoleKind.FORUM_MEMBER, RoleKind.OWNER_CONTACT])
def test_others_in_the_county_may_not(client, county, the_round, kind):
    client.force_login(person(kind, county))

    assert client.get(reverse("round_history", args=[the_round.pk])).status_code == 403


def test_another_county_does_not_see_it(client, stranger_to_the_county, the_round):
    client.force_login(stranger_to_the_county)

    assert client.get(reverse("round_history", args=[the_round.pk])).status_code == 404


def test_nobody_signed_in(client, the_round):
    url = reverse("round_history", args=[the_round.pk])

    assert client.get(url).headers["Location"] == f"/account/login/?next={url}"


def test_wrong_method(client, secretary, the_round):
    client.force_login(secretary)

    assert client.post(reverse("round_history", args=[the_round.pk])).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, secretary, make_round, count, django_assert_num_queries):
    round_ = make_round(count)
    client.force_login(secretary)

    with django_assert_num_queries(7):  # session, user, roles, round, count, events, names
        client.get(reverse("round_history", args=[round_.pk]))
