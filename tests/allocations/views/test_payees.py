"""The pages of accounts."""

import pytest
from django.urls import reverse

from allocations.models import Payee, PayeeChange
from networks.enums import RoleKind
from networks.models import Organisation
from tests.allocations.world import somebody
from tests.factories import RoleFactory

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


def test_a_nul_among_the_words_is_passed_over(client):
    assert names(client, "registrator", q="Stjør\0dal") == ["Stjørdal"]


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


def test_who_entered_it_takes_it_back_and_another_refuses_it(client):
    client.force_login(somebody("registrator"))
    client.post(edit(), NUMBERS)
    address = PayeeChange.objects.pending().get(organisation__name="Stjørdal").get_absolute_url()

    own = client.get(address).content.decode()
    client.force_login(somebody("registrator2"))
    others = client.get(address).content.decode()

    assert ("Trekk tilbake" in own, "Avvis kontoen" in own) == (True, False)
    assert ("Trekk tilbake" in others, "Avvis kontoen" in others) == (False, True)


def test_anothers_account_is_told_to_both_registrars_and_refused_to_neither(client):
    malvik = Payee.objects.get(organisation__name="Malvik")
    Payee.objects.filter(organisation__name="Melhus").update(account_number=malvik.account_number)
    warning = "Samme konto som Malvik, Melhus. Kontroller at det er meningen."
    client.force_login(somebody("registrator"))

    entered = client.post(edit(), {**NUMBERS, "account_number": malvik.account_number}, follow=True)
    change = PayeeChange.objects.pending().get(organisation__name="Stjørdal")
    client.force_login(somebody("registrator2"))
    page = client.get(change.get_absolute_url())
    client.post(change.get_absolute_url(), {"version": change.version, "confirm": "1"})

    assert str(list(entered.context["messages"])[-1]) == warning
    assert warning in page.content.decode()
    assert Payee.objects.get(organisation__name="Stjørdal").account_number == malvik.account_number
    assert warning not in client.get(change.get_absolute_url()).content.decode()


def test_an_account_of_ones_own_is_no_warning(client):
    client.force_login(somebody("registrator"))

    entered = client.post(edit(), NUMBERS, follow=True)
    change = PayeeChange.objects.pending().get(organisation__name="Stjørdal")

    assert len(list(entered.context["messages"])) == 1
    assert "Samme konto" not in client.get(change.get_absolute_url()).content.decode()


def test_the_admin_tells_of_anothers_account_too(client):
    malvik = Payee.objects.get(organisation__name="Malvik")
    row = {"organisation_number": "315260183", "account_number": malvik.account_number, "source": "Brev"}
    stjordal = Organisation.objects.get(name="Stjørdal")
    client.force_login(somebody("registrator"))

    entered = client.post(
        reverse("admin:allocations_payeechange_add"), row | {"organisation": stjordal.pk}, follow=True
    )
    change = PayeeChange.objects.pending().get(organisation=stjordal)
    client.force_login(somebody("registrator2"))
    asked = client.post(
        reverse("admin:allocations_payeechange_changelist"), {"action": "confirm", "_selected_action": [change.pk]}
    )

    warning = "Stjørdal: Samme konto som Malvik. Kontroller at det er meningen."
    assert warning in [str(message) for message in entered.context["messages"]]
    assert warning in asked.content.decode()


def test_a_registrar_who_decides_on_money_reads_no_account(client):
    RoleFactory(user=somebody("registrator"), kind=RoleKind.DECISION_MAKER)
    client.force_login(somebody("registrator"))

    pages = [reverse(name) for name in ("payee_list", "admin:allocations_payee_changelist")]

    assert [client.get(url).status_code for url in pages] == [403, 403]


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
