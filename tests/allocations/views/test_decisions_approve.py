"""What the decision maker reads before approving: each decision with its letter, the sums, and days that are past."""

from datetime import date

import pytest
from django.urls import reverse

from allocations.models import LetterTerms
from tests.allocations.world import prepared, somebody, the_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]
LATER = date(2099, 1, 1)


@pytest.fixture
def round_():
    round_ = prepared()
    LetterTerms.objects.update(finish_by=LATER, pay_by=LATER)
    round_.milestones.filter(kind="report").update(date=LATER)
    return round_


def page_of(client):
    client.force_login(somebody("beslutter"))
    return client.get(reverse("decisions_approve", args=[the_round().pk]))


def test_each_row_leads_to_the_decision_and_to_its_letters(client, round_):
    page = page_of(client)

    text = page.content.decode()
    for decision in round_.decisions.all():
        assert reverse("decision_detail", args=[decision.pk]) in text
    of_letters = {
        f"{reverse('letter_preview', args=[round_.pk, line.recipient_id])}?change={row.decision.change}" in text
        for row in page.context["ready"]
        for line in row.lines
        if row.gets_letter
    }
    assert of_letters == {True}
    assert [row.gets_letter for row in page.context["ready"]].count(False) == 1
    governor = round_.decisions.get(lines__recipient__kind="governor").lines.get().recipient_id
    assert reverse("letter_preview", args=[round_.pk, governor]) not in text, "the governor writes itself none"


def test_what_is_asked_for_stands_beside_and_everything_has_a_sum(client, round_):
    page = page_of(client)

    asked = sum(row.facts.requested or 0 for row in page.context["ready"])
    assert page.context["sums"] == {"requested": asked, "recommended": 12_500_000, "decided": 12_500_000}
    assert "Søkt" in page.content.decode()


def test_days_that_have_passed_are_said_before_the_letters_give_them(client, round_):
    LetterTerms.objects.update(pay_by=date(2025, 5, 10))
    round_.milestones.filter(kind="report").update(date=date(2026, 2, 1))

    page = page_of(client)

    assert [day for _label, day in page.context["passed"]] == [date(2025, 5, 10), date(2026, 2, 1)]
    assert "Brevene vil vise datoer som er passert." in page.content.decode()
    assert "10. mai 2025" in page.content.decode()


def test_where_no_day_has_passed_nothing_is_said(client, round_):
    page = page_of(client)

    assert page.context["passed"] == []
    assert "Brevene vil vise datoer" not in page.content.decode()


def test_the_governors_own_grant_has_no_letter_that_could_give_a_day(client, round_):
    LetterTerms.objects.update(pay_by=date(2025, 5, 10))
    round_.decisions.exclude(lines__recipient__kind="governor").update(prepared_by=None)

    page = page_of(client)

    assert [row.gets_letter for row in page.context["ready"]] == [False]
    assert page.context["passed"] == []


def test_query_count(client, round_, django_assert_num_queries):
    client.force_login(somebody("beslutter"))
    url = reverse("decisions_approve", args=[round_.pk])

    with django_assert_num_queries(7):  # session, user, roles, round, decisions, their lines, who prepared them
        client.get(url)
