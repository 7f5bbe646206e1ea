"""One decision's page, its editions and moves."""

import pytest
from django.urls import reverse

from allocations.enums import DecisionChange
from allocations.models import Decision, SmallMove
from tests.allocations.lived import secretary, the_decision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def post(client, name, decision, **data):
    client.force_login(secretary())
    return client.post(reverse(name, args=[decision.pk]), data)


@pytest.mark.parametrize("moves", [1, 3])
def test_query_count_does_not_grow(client, django_assert_num_queries, moves):
    decision = the_decision()
    for number in range(moves):
        SmallMove.objects.create(
            decision=decision,
            amount=1,
            moved_from="a",
            moved_to=str(number),
            reason="x",
            noted_by=secretary(),
            noted_at=decision.approved_at,
        )
    client.force_login(secretary())

    with django_assert_num_queries(10):
        response = client.get(reverse("decision_detail", args=[decision.pk]))

    assert len(response.context["moves"]) == moves


def test_an_amendment_begins_as_a_draft_that_one_writes_on(client):
    old = the_decision()

    answer = post(client, "decision_amend", old, change=DecisionChange.AMENDMENT, reason="De ba om det.")

    draft = Decision.objects.get(replaces=old)
    assert (answer.status_code, answer.url) == (302, reverse("decision_edit", args=[draft.pk]))
    page = client.get(answer.url)
    assert "change_reason" in page.context["form"].fields
    page = client.get(reverse("decision_list", args=[old.round_id]))
    assert [row.decision.pk for row in page.context["rows"]].count(draft.pk) == 1
    assert old.pk not in [row.decision.pk for row in page.context["rows"]]


def test_what_is_refused_stays_on_the_page(client):
    answer = post(client, "decision_amend", the_decision(), change="appeal", reason="x")

    assert answer.context["form"].errors.keys() == {"change"}


def test_refused_parts_are_whole_or_left_out(client):
    post(client, "decision_amend", the_decision(), change=DecisionChange.AMENDMENT, reason="x")
    draft = Decision.objects.get(replaces=the_decision())
    given = {
        "decided": draft.decided,
        "version": draft.version,
        "change_reason": "x",
        "parts-TOTAL_FORMS": 2,
        "parts-INITIAL_FORMS": 0,
        "parts-0-title": "Lisenser",
        f"line_{draft.lines.get().recipient_id}": draft.decided,
    }

    half = post(client, "decision_edit", draft, **given)
    whole = post(
        client,
        "decision_edit",
        draft,
        **given
        | {
            "parts-0-amount": "1 000",
            "parts-0-rule": "§ 4",
            "parts-0-facts": "Innkjøp",
            "parts-0-assessment": "Ikke kompetanseutvikling",
        },
    )

    assert half.context["parts"].forms[0].errors.keys() == {"amount", "rule", "facts", "assessment"}
    assert whole.status_code == 302
    assert draft.refused_parts.get().amount == 1000


def test_a_draft_is_given_up(client):
    post(client, "decision_amend", the_decision(), change=DecisionChange.AMENDMENT, reason="x")
    draft = Decision.objects.get(replaces=the_decision())

    answer = post(client, "decision_drop", draft)

    assert answer.url == reverse("decision_list", args=[draft.round_id])
    assert not Decision.objects.filter(pk=draft.pk).exists()


def test_a_move_over_the_limit_says_what_to_do_instead(client):
    move = {"moved_from": "a", "moved_to": "b", "reason": "c"}

    over = post(client, "decision_move", the_decision(), amount="50 001", **move)
    within = post(client, "decision_move", the_decision(), amount="50 000", **move)

    assert "50" in str(over.context["form"].errors)
    assert within.status_code == 302
    assert the_decision().small_moves.get().amount == 50_000
