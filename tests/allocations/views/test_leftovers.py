"""Leftover funds on their pages: the same few queries however much there is."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from allocations.models import LeftoverDistribution, PaymentReceipt, Settlement
from networks.models import Report, Round
from tests.allocations.world import somebody
from tests.factories import OwnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("past")]


@pytest.mark.parametrize("more", [0, 2])
def test_queries_do_not_grow(client, more, django_assert_max_num_queries):
    round_ = Round.objects.get(year=2024, scheme__code="kompetanseloftet")
    secretary, made = somebody("saksbehandler"), LeftoverDistribution.objects.get()
    for number in range(more):
        LeftoverDistribution.objects.create(
            round=round_,
            number=10 + number,
            distributed_on=date(2024, 9, 20),
            reference="More",
            method="named",
            available=0,
            remainder=0,
            made_by=secretary,
            made_at=timezone.now(),
        )
        Settlement.objects.create(
            report=Report.objects.get(round=round_, network__code="fosen"),
            recipient=OwnerFactory(county=round_.county, number=f"99{number:02}"),
            kind="pay_back",
            amount=1,
            reason="Why",
            proposed_by=secretary,
            proposed_at=timezone.now(),
        )
    client.force_login(secretary)

    with django_assert_max_num_queries(23):
        page = client.get(reverse("leftover_list", args=[round_.pk]))
    with django_assert_max_num_queries(12):
        client.get(made.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(reverse("payment_receipt_detail", args=[PaymentReceipt.objects.get().pk]))

    assert len(page.context["distributions"]) == 1 + more
