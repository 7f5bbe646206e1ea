"""Settlements in the admin: decided by another than who proposed them, and noted when the money has come back."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse
from django.utils import timezone

from allocations.models import DecisionLetter, Settlement
from tests.allocations.world import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("past")]
LIST = reverse("admin:allocations_settlement_changelist")


def act(client, action, name, **answer):
    """Choose the row, see what will happen, and say yes."""
    settlement = Settlement.objects.get()
    client.force_login(somebody(name))
    chosen = {"action": action, ACTION_CHECKBOX_NAME: [settlement.pk]}
    if not answer:
        client.post(LIST, chosen)
    return client.post(
        LIST, chosen | {"confirmed": "1", f"version_{settlement.pk}": settlement.version, **answer}, follow=True
    )


def as_pay_back():
    """The demo's own proposal carries money over; what is proposed stays, so another is made."""
    old = Settlement.objects.get()
    fields = {name: getattr(old, name) for name in ("report", "recipient", "amount", "reason", "proposed_by")}
    old.delete()
    Settlement.objects.create(kind="pay_back", proposed_at=timezone.now(), **fields)


def test_the_decision_maker_decides_with_a_letter_and_the_secretariat_notes_the_return(client):
    as_pay_back()

    act(client, "decide", "saksbehandler")
    assert Settlement.objects.get().status == "proposed", "not who proposed it"
    act(client, "decide", "beslutter")
    assert Settlement.objects.get().status == "decided"
    assert DecisionLetter.objects.waiting().get().title == ""

    act(client, "returned", "beslutter", on="2025-10-01")
    assert Settlement.objects.get().status == "decided", "not who decided it"
    act(client, "returned", "saksbehandler", on="2025-10-01")
    assert str(Settlement.objects.get().settled_on) == "2025-10-01"


@pytest.mark.parametrize("name", ["settlement", "leftoverdistribution", "instalment"])
def test_each_list_is_searched_and_shows_its_rows(client, name):
    client.force_login(somebody("revisor"))

    page = client.get(reverse(f"admin:allocations_{name}_changelist"))
    none = client.get(reverse(f"admin:allocations_{name}_changelist"), {"q": "finnes ikke"})

    assert page.context["cl"].result_count > 0
    assert none.context["cl"].result_count == 0
