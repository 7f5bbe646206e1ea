"""The list of rounds."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.enums import BasisStatus, MilestoneKind, RoleKind
from tests.factories import BudgetFactory, DecisionBasisFactory, MilestoneFactory, RoundFactory, person

URL = reverse("round_list")


def test_it_shows_how_far_each_round_has_come(client, secretary, the_round):
    DecisionBasisFactory(round=the_round)
    DecisionBasisFactory(round=the_round, requested=1, status=BasisStatus.CHANGES_REQUESTED, change_reason="Sums")
    tomorrow = timezone.localdate() + timedelta(1)
    MilestoneFactory(round=the_round, kind=MilestoneKind.REPORT, date=tomorrow)
    client.force_login(secretary)

    [line] = client.get(URL).context["lines"]

    assert (line.round, line.appropriation, line.frames) == (the_round, 10_000, 400)
    assert (line.submitted, line.bases_count, line.issued, line.decisions_count) == (2, 4, 0, 2)
    assert (line.next_kind, line.next_date) == ("Reports", tomorrow)


def test_newest_first_and_filtered(client, secretary, county):
    old, new = (RoundFactory(county=county, year=year) for year in (2024, 2025))
    client.force_login(secretary)

    assert [line.round for line in client.get(URL).context["lines"]] == [new, old]
    assert [line.round for line in client.get(URL, {"year": "2024"}).context["lines"]] == [old]
    assert [line.round for line in client.get(URL, {"scheme": new.scheme.code}).context["lines"]] == [new]
    assert client.get(URL, {"scheme": new.scheme.code, "year": "2024"}).context["lines"] == []


def test_a_budget_without_frames_is_not_for_owners(client, county):
    BudgetFactory(round=RoundFactory(county=county))
    client.force_login(person(RoleKind.OWNER_CONTACT, county))

    [line] = client.get(URL).context["lines"]

    assert line.appropriation is None


def test_another_county_is_left_out(client, stranger_to_the_county, the_round):
    client.force_login(stranger_to_the_county)

    assert client.get(URL).context["lines"] == []


def test_nobody_signed_in(client):
    assert client.get(URL).headers["Location"] == f"/account/login/?next={URL}"


def test_wrong_method(client, secretary):
    client.force_login(secretary)

    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, secretary, make_round, count, django_assert_num_queries):
    for number in range(count):
        make_round(1, year=2020 + number)
    client.force_login(secretary)

    with django_assert_num_queries(7):  # session, user, roles, what there is, rounds, bases, decisions
        response = client.get(URL)

    assert len(response.context["lines"]) == count
