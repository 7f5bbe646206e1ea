"""The pages of accounts."""

import pytest
from django.urls import reverse

from allocations.models import Payee, PayeeChange
from networks.models import Organisation
from tests.allocations.world import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]

NUMBERS = {"organisation_number": "315 260 183", "account_number": "1234.62.81942", "source": "Brev"}


def edit(name="Stjørdal"):
    return reverse("payee_edit", args=[Organisation.objects.get(name=name).pk])


def names(client, somebody_name, **query):
    client.force_login(somebody(somebody_name))
    page = client.get(reverse("payee_list"), query)
    return [organisation.name for organisation in page.context["page"]] if page.status_code == 200 else page.status_code


def test_the_registrar_sees_who_has_none_and_enters_it(client):
    Payee.objects.filter(organisation__name="Stjørdal").delete()
    assert "Stjørdal" in names(client, "registrator")

    answer = client.post(edit(), NUMBERS)

    assert answer.url == reverse("payee_list")
    change = PayeeChange.objects.pending().get(organisation__name="Stjørdal")
    assert (change.organisation_number, change.account_number) == ("315260183", "12346281942")


def test_another_registrar_confirms_it_on_its_page(client):
    client.force_login(somebody("registrator"))
    client.post(edit(), NUMBERS)
    change = PayeeChange.objects.pending().get(organisation__name="Stjørdal")
    own = client.post(change.get_absolute_url(), {"version": change.version, "confirm": "1"})
    assert "En annen" in own.content.decode()

    client.force_login(somebody("registrator2"))
    page = client.get(change.get_absolute_url())
    stale = client.post(change.get_absolute_url(), {"version": 99, "confirm": "1"})
    answer = client.post(change.get_absolute_url(), {"version": page.context["change"].version, "confirm": "1"})

    assert stale.context["form"].non_field_errors()
    assert answer.url == reverse("payee_list")
    assert Payee.objects.get(organisation__name="Stjørdal").account_number == "12346281942"


def test_refusal_needs_a_reason(client):
    client.force_login(somebody("registrator"))
    client.post(edit(), NUMBERS)
    change = PayeeChange.objects.pending().get(organisation__name="Stjørdal")

    without = client.post(change.get_absolute_url(), {"version": 1, "refuse": "1"})
    answer = client.post(change.get_absolute_url(), {"version": 1, "refuse": "1", "reason": "Feil nummer"})

    assert list(without.context["form"].errors) == ["reason"]
    assert answer.url == reverse("payee_list")
    assert client.get(change.get_absolute_url()).context["change"].refusal == "Feil nummer"


def test_a_second_change_is_refused_and_loses_nothing(client):
    client.force_login(somebody("registrator"))
    client.post(edit(), NUMBERS)

    answer = client.post(edit(), NUMBERS)

    assert answer.context["form"].non_field_errors()
    assert answer.context["form"]["account_number"].value() == "1234.62.81942"


def test_wrong_numbers_are_said_at_their_fields(client):
    client.force_login(somebody("registrator"))

    answer = client.post(edit(), {**NUMBERS, "organisation_number": "315260184", "account_number": "12346281943"})

    assert sorted(answer.context["form"].errors) == ["account_number", "organisation_number"]


@pytest.mark.parametrize("name", ["revisor", "saksbehandler", "beslutter", "eier", "leder", "admin"])
def test_nobody_else_enters_accounts(client, name):
    client.force_login(somebody(name))

    assert client.get(edit("Ørland")).status_code == 403


def test_who_sees_which(client):
    assert names(client, "eier") == ["Ørland"]
    assert names(client, "leder") == ["Ørland"]
    assert names(client, "registrator", q="stjør") == ["Stjørdal"]
    assert len(names(client, "revisor")) > 10
    assert [names(client, name) for name in ("saksbehandler", "beslutter", "medlem", "uh")] == [403] * 4


def test_query_count(client, django_assert_max_num_queries):
    client.force_login(somebody("registrator"))

    for url in (reverse("payee_list"), edit()):
        with django_assert_max_num_queries(12):
            client.get(url)
