"""Preparing one decision by hand."""

import pytest
from django.urls import reverse

from networks.models import Organisation
from tests.allocations.world import approved, prepared, somebody, the_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]


def fosen():
    return the_round().decisions.get(network__code="fosen")


def url():
    return reverse("decision_edit", args=[fosen().pk])


def filled(**more):
    return {"version": fosen().version, "decided": "643 042", **more}


def test_one_recipient_follows_the_amount(client):
    client.force_login(somebody("saksbehandler"))
    assert client.get(url()).context["form"]["decided"].value() == "643\u00a0042"

    answer = client.post(url(), filled(decided="600 000", grounds="Mindre behov"))

    assert answer.url == reverse("decision_list", args=[the_round().pk])
    assert (fosen().decided, fosen().grounds) == (600_000, "Mindre behov")
    assert [(line.recipient.name, line.amount) for line in fosen().lines.all()] == [("Ørland", 600_000)]


def test_another_recipient_gets_a_part(client):
    prepared()
    client.force_login(somebody("saksbehandler"))
    host, ntnu = fosen().lines.get().recipient_id, Organisation.objects.get(name="NTNU").pk

    client.post(url(), filled(**{f"line_{host}": "443 042", "new_recipient": ntnu, "new_amount": "200 000"}))

    assert dict(fosen().lines.values_list("recipient", "amount")) == {host: 443_042, ntnu: 200_000}


def test_what_is_typed_to_the_one_recipient_is_not_dropped(client):
    prepared()
    client.force_login(somebody("saksbehandler"))
    host = fosen().lines.get().recipient_id

    wrong = client.post(url(), filled(**{f"line_{host}": "100"}))
    before = fosen().version
    followed = client.post(url(), filled(decided="600 000", grounds="Mindre behov", **{f"line_{host}": "643 042"}))

    assert list(wrong.context["form"].errors) == ["decided"]
    assert before == 2
    assert followed.status_code == 302, "an amount that nobody touched follows"
    assert fosen().lines.get().amount == 600_000


def told(answer):
    return [(message.level_tag, str(message).replace("\u00a0", " ")) for message in answer.context["messages"]]


def test_what_goes_beyond_the_appropriation_is_said_with_by_how_much(client):
    round_ = prepared()
    client.force_login(somebody("saksbehandler"))
    over = 643_042 + round_.budget.appropriation - 12_500_000 + 1_500

    within = client.post(url(), filled(), follow=True)
    beyond = client.post(url(), filled(decided=str(over), grounds="Mer"), follow=True)

    assert [tag for tag, _text in told(within)] == ["success"]
    assert [tag for tag, _text in told(beyond)] == ["success", "warning"]
    assert told(beyond)[1][1] == (
        f"Vedtakene er til sammen {round_.budget.appropriation + 1_500:_} kr: 1 500 kr mer enn tildelingen.".replace(
            "_", " "
        )
    )


def test_preparing_all_says_it_too(client):
    round_ = the_round()
    round_.budget.appropriation = 12_499_999
    round_.budget.save()
    client.force_login(somebody("saksbehandler"))

    answer = client.post(reverse("decisions_prepare", args=[round_.pk]), follow=True)

    assert told(answer)[1] == ("warning", "Vedtakene er til sammen 12 500 000 kr: 1 kr mer enn tildelingen.")


@pytest.mark.parametrize(
    ("change", "field"),
    [({"decided": "1.200"}, "decided"), ({"decided": ""}, "decided"), ({"line": "1", "new": "1"}, "decided")],
)
def test_what_does_not_add_up_is_said_at_the_field(client, change, field):
    prepared()
    client.force_login(somebody("saksbehandler"))
    host, ntnu = fosen().lines.get().recipient_id, Organisation.objects.get(name="NTNU").pk
    lines = {f"line_{host}": change.pop("line", ""), "new_amount": change.pop("new", "")}

    answer = client.post(url(), filled(**lines, new_recipient=ntnu, **change))

    assert list(answer.context["form"].errors) == [field]
    assert fosen().version == 2


def test_somebody_else_was_first(client):
    client.force_login(somebody("saksbehandler"))
    old = filled()
    client.post(url(), filled())

    answer = client.post(url(), old)

    assert answer.context["form"].non_field_errors()


@pytest.mark.parametrize(("name", "status"), [("beslutter", 403), ("revisor", 403), ("leder", 404), ("medlem", 404)])
def test_others_may_not(client, name, status):
    client.force_login(somebody(name))

    assert client.get(url()).status_code == status


def test_an_approved_decision_is_closed(client):
    approved()
    client.force_login(somebody("saksbehandler"))

    assert client.get(url()).status_code == 403


def test_query_count(client, django_assert_max_num_queries):
    prepared()
    client.force_login(somebody("saksbehandler"))

    with django_assert_max_num_queries(12):
        client.get(url())
