"""What all letters of a round share."""

import pytest
from django.forms.models import model_to_dict
from django.urls import reverse

from allocations.models import LetterTerms
from tests.allocations.world import approved, somebody, the_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drafts")]


def url():
    return reverse("letter_terms_edit", args=[the_round().pk])


def filled(client, **more):
    terms = client.get(url()).context["form"].instance
    return {name: value or "" for name, value in model_to_dict(terms, exclude=["id", "round"]).items()} | more


def test_texts_are_proposed_until_they_are_stored(client):
    LetterTerms.objects.all().delete()
    client.force_login(somebody("saksbehandler"))
    assert client.get(url()).context["is_proposal"] is True

    client.post(url(), filled(client, case_number="2025/77", pay_by="2025-05-09"))

    terms = LetterTerms.objects.get()
    assert (terms.case_number, str(terms.pay_by), terms.round) == ("2025/77", "2025-05-09", the_round())
    assert terms.purpose_nn.startswith("Pengane skal medverke")


def test_texts_stay_while_approved_decisions_wait(client):
    approved()
    client.force_login(somebody("saksbehandler"))

    answer = client.post(url(), filled(client, case_number="2025/77"))

    assert answer.context["form"].non_field_errors()
    assert LetterTerms.objects.get().case_number == "2025/1234"


@pytest.mark.parametrize("name", ["beslutter", "revisor", "leder"])
def test_others_may_not(client, name):
    client.force_login(somebody(name))

    assert client.get(url()).status_code == 403
