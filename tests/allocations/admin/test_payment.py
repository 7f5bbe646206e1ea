"""Payments in the admin: which day is which, and what stands in the way said once."""

import pytest
from django.urls import reverse

from allocations.models import Payee
from networks.enums import RoleKind
from tests.factories import RoundFactory, person
from tests.factories.payments import planned_payment

pytestmark = pytest.mark.django_db

LIST = reverse("admin:allocations_payment_changelist")


@pytest.fixture
def round_(client):
    round_ = RoundFactory()
    client.force_login(person(RoleKind.SECRETARIAT, round_.county))
    return round_


def test_the_day_it_falls_due_and_the_day_it_was_paid_have_names_of_their_own(client, round_):
    planned_payment(round_)

    columns = client.get(LIST).content.decode().split("<thead>")[1].split("</thead>")[0]

    assert (columns.count(">Utbetales<"), columns.count(">Utbetalt dato<")) == (1, 1)


def test_a_payment_that_cannot_be_attested_is_named_once(client, round_):
    payment = planned_payment(round_)
    Payee.objects.all().delete()  # nobody is paid without an account
    data = {"action": "attest", "_selected_action": [payment.pk], "confirmed": "1"}

    page = client.post(LIST, data | {f"version_{payment.pk}": payment.version}, follow=True)

    [told] = [str(message) for message in page.context["messages"]]
    assert told.count(str(payment)) == 1
