"""The demo's appeals: one to be assessed, one upheld, and pages that show them."""

import pytest
from django.urls import reverse

from allocations.enums.payments import SettlementKind
from allocations.models import Appeal
from dekom.portal.demo.appeals import lodge_appeals
from tests.allocations.settled import appealed, decided
from tests.allocations.world import somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("past")]


def test_two_appeals_are_lodged_once_and_their_pages_are_there(client):
    lodge_appeals()
    lodge_appeals()

    assert sorted(Appeal.objects.values_list("status", flat=True)) == ["received", "upheld"]
    client.force_login(somebody("saksbehandler"))
    listed = client.get(reverse("appeal_list"))
    assert len(listed.context["page"].object_list) == 2
    for appeal in Appeal.objects.all():
        page = client.get(appeal.get_absolute_url())
        assert appeal.grounds in page.content.decode()


def test_appeals_on_decisions_and_on_unspent_money_wait_on_the_first_page(client):
    lodge_appeals()
    appealed(decided(SettlementKind.CARRY_OVER))

    def told(name):
        client.force_login(somebody(name))
        return [str(task.label) for task in client.get(reverse("home")).context["tasks"] if "klage" in str(task.label)]

    assert (told("saksbehandler"), told("beslutter"), told("revisor")) == (
        ["Vurder 2 klager"],
        ["Følg opp 3 klager"],
        [],
    )
