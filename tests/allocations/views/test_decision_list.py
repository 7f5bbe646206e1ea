"""The workbench of a round's decisions."""

import pytest
from django.urls import reverse

from allocations.models import LetterTerms
from networks.enums import ForumRole, RoleKind
from networks.models import LegalBasis
from tests.allocations.world import prepared, somebody, the_round
from tests.factories import FixedGrantFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]


def url():
    return reverse("decision_list", args=[the_round().pk])


def test_where_nothing_is_decided_nothing_is_planned_to_be_paid(client):
    client.force_login(somebody("saksbehandler"))

    rows = {row.facts.short_name: row for row in client.get(url()).context["rows"]}

    assert (rows["Værnesregionen"].payout[0], rows["Fosen"].payout) == ("hold", None)


def test_shows_what_is_recommended_decided_and_missing(client):
    prepared()
    LetterTerms.objects.update(case_number="")
    client.force_login(somebody("saksbehandler"))

    page = client.get(url())

    assert page.context["decided"] == 11_400_000 + 1_100_000
    assert [problem.value for problem in page.context["shared_problems"]] == ["no_case_number"]
    rows = {row.facts.short_name: row for row in page.context["rows"]}
    assert rows["Værnesregionen"].facts.payout_held is True
    assert len(rows) == 14


@pytest.mark.parametrize(
    ("forum_role", "heading", "button"),
    [
        (ForumRole.RECOMMENDS, ">Innstilt<", "Forbered 14 som innstilt"),
        (ForumRole.GIVES_INPUT, ">Foreslått<", "Forbered 14 som foreslått"),
    ],
)
def test_the_regime_says_what_the_amount_is_called(client, forum_role, heading, button):
    LegalBasis.objects.filter(rounds=the_round()).update(forum_role=forum_role)
    client.force_login(somebody("saksbehandler"))

    text = client.get(url()).content.decode()

    assert (heading in text, button in text) == (True, True)


def test_networks_come_in_norwegian_order_and_fixed_grants_last(client):
    client.force_login(somebody("revisor"))

    names = [row.facts.short_name for row in client.get(url()).context["rows"]]

    assert names[0] == "Fosen"
    assert names[-4] == "Ytre Namdal"


def test_preparing_all_is_the_secretariats(client):
    client.force_login(somebody("beslutter"))
    assert client.post(reverse("decisions_prepare", args=[the_round().pk])).status_code == 403
    client.force_login(somebody("saksbehandler"))

    client.post(reverse("decisions_prepare", args=[the_round().pk]))

    assert not the_round().decisions.filter(decided=None).exists()


@pytest.mark.parametrize(("name", "status"), [("leder", 403), ("medlem", 403), ("registrator", 403), ("revisor", 200)])
def test_who_may_see_it(client, name, status):
    client.force_login(somebody(name))

    assert client.get(url()).status_code == status


def test_strangers_to_the_county_do_not_find_it(client):
    client.force_login(person(RoleKind.SECRETARIAT))

    assert client.get(url()).status_code == 404


@pytest.mark.parametrize("more", [0, 20])
def test_query_count_does_not_grow(client, django_assert_num_queries, more):
    round_ = prepared()
    for order in range(more):
        round_.decisions.create(fixed_grant=FixedGrantFactory(budget=round_.budget, order=50 + order), recommended=1)
    client.force_login(somebody("saksbehandler"))

    with django_assert_num_queries(8):  # session, user, roles, round, decisions, their lines; measures by line, budget
        assert len(client.get(url()).context["rows"]) == 14 + more
