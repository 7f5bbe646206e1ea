"""Leftover funds, the ledger and settlements on their pages: the same few queries however much there is."""

from datetime import date, timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from allocations.actions import amend
from allocations.models import Decision, FrameAdoption, LeftoverDistribution, Payment, PaymentReceipt, Settlement
from dekom.core.kroner import format_kroner
from networks.enums import RoleKind
from networks.models import Report, Round
from tests.allocations.world import somebody
from tests.factories import OwnerFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("past")]


def round_of_2024():
    return Round.objects.get(year=2024, scheme__code="kompetanseloftet")


def report_of(code="fosen"):
    return Report.objects.get(round=round_of_2024(), network__code=code)


def grow(more):
    """As many more distributions, settlements and versions of the frames."""
    round_, secretary = round_of_2024(), somebody("saksbehandler")
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
            report=report_of(),
            recipient=OwnerFactory(county=round_.county, number=f"99{number:02}"),
            kind="pay_back",
            amount=1,
            reason="Why",
            proposed_by=secretary,
            proposed_at=timezone.now(),
        )
        FrameAdoption.objects.create(round=round_, version=10 + number, adopted_on=date(2050, 1, 1), reason="Why")


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize(
    ("name", "found", "queries"),
    [
        # session, user, roles, round; frames, bases, decisions, payments, reports, settlements, distributions
        ("ledger", round_of_2024, 11),
        ("leftover_list", round_of_2024, 11),
        ("leftover_new", round_of_2024, 12),  # and who may be paid
        # session, user, roles, distribution, round, parts
        ("leftover_detail", LeftoverDistribution.objects.earliest, 6),
        # session, user, roles, receipt, round
        ("payment_receipt_detail", PaymentReceipt.objects.get, 5),
        # session, user, roles, settlement, round
        ("settlement_returned", Settlement.objects.earliest, 5),
    ],
)
def test_queries_do_not_grow(client, name, found, queries, more, django_assert_num_queries):
    grow(more)
    client.force_login(somebody("saksbehandler"))
    at = found("pk") if found.__name__ == "earliest" else found()

    with django_assert_num_queries(queries):
        page = client.get(reverse(name, args=[at.pk]))

    if name == "leftover_list":
        assert len(page.context["distributions"]) == 1 + more
        assert [len(each.settlements) for each in page.context["unspent"]] == [1 + more]


@pytest.mark.parametrize("settled", [1, 3])
def test_a_settlement_is_proposed_in_as_few_queries(client, settled, django_assert_num_queries):
    Settlement.objects.all().delete()
    grow(settled)
    client.force_login(somebody("saksbehandler"))
    url = reverse("settlement_new", args=[report_of().pk])

    # session, user, roles, report, round; its sums, what is settled, recipients twice (as the form has them)
    with django_assert_num_queries(9):
        page = client.get(url)

    assert page.context["left"] == 40_000 - settled


def test_where_all_is_settled_nothing_can_be_proposed(client):
    client.force_login(somebody("saksbehandler"))

    page = client.get(reverse("settlement_new", args=[report_of().pk]))

    assert page.context["left"] == 0
    assert "Alt i denne rapporten er gjort opp." in page.content.decode()
    assert "<form class" not in page.content.decode()


@pytest.mark.parametrize("networks", [1, 3])
def test_a_distribution_is_looked_at_in_as_few_queries(client, networks, django_assert_num_queries):
    round_ = round_of_2024()
    round_.budget.appropriation += 90
    round_.budget.save()
    client.force_login(somebody("saksbehandler"))
    typed = {
        "look": "1",
        "on": timezone.localdate().isoformat(),
        "reference": "Item 1",
        "method": "flat",
        "networks": ["fosen", "gauldal", "ytre-namdal"][:networks],
        "unit": "1",
    }

    with django_assert_num_queries(12):
        page = client.post(reverse("leftover_new", args=[round_.pk]), typed)

    assert page.context["form"].errors == {}
    assert [row[2] for row in page.context["preview"]["rows"]] == [90 // networks] * networks
    assert page.context["preview"]["problems"] == []


def looked_at(client, **typed):
    given = {"look": "1", "reference": "Item 1", "method": "flat", "networks": ["fosen"], "unit": "1"} | typed
    return client.post(reverse("leftover_new", args=[round_of_2024().pk]), given)


def test_a_day_that_money_is_not_distributed_as_of_is_marked_in_its_field(client):
    last = round_of_2024().leftover_distributions.get().distributed_on
    client.force_login(somebody("saksbehandler"))

    early = looked_at(client, on=last - timedelta(days=1))
    late = looked_at(client, on=timezone.localdate() + timedelta(days=1))

    assert (early.context["preview"], late.context["preview"]) == (None, None)
    assert set(early.context["form"].errors) == set(late.context["form"].errors) == {"on"}
    assert "Velg 18. september 2024 eller senere." in early.content.decode().replace("\u00a0", " ")


def test_the_preview_shows_no_more_than_was_left_on_any_day_since(client):
    round_, now = round_of_2024(), timezone.now()
    round_.budget.appropriation += 90
    round_.budget.save()
    draft = amend.new_edition(
        round_.decisions.get(network__code="fosen"), change="amendment", reason="Why", actor=somebody("saksbehandler")
    )
    draft.lines.update(amount=F("amount") + 60)
    Decision.objects.filter(pk=draft.pk).update(decided=F("decided") + 60 * draft.lines.count())
    Decision.objects.filter(pk=draft.pk).update(status="approved", approved_at=now - timedelta(days=5))
    client.force_login(somebody("saksbehandler"))

    page = looked_at(client, on=timezone.localdate() - timedelta(days=9))

    assert page.context["preview"]["plan"].available == page.context["available"] == 30


def test_a_network_or_recipient_that_is_no_choice_is_refused(client):
    client.force_login(somebody("saksbehandler"))
    typed = {"on": "2024-09-17", "reference": "Item 1", "method": "flat", "networks": ["vaernes"], "unit": "1"}

    page = client.post(
        reverse("leftover_new", args=[round_of_2024().pk]),
        typed | {"purpose_1": "More", "amount_1": "10", "recipients_1": ["0"]},
    )

    assert {"networks", "recipients_1"} <= set(page.context["form"].errors)
    assert page.context["preview"] is None


def test_nothing_is_left_to_settle_of_a_report_that_is_not_accepted(client):
    report = Report.objects.exclude(status="accepted").get(round=round_of_2024(), network__isnull=False)
    client.force_login(somebody("saksbehandler"))

    page = client.get(reverse("settlement_new", args=[report.pk]))

    assert page.context["left"] == 0


def test_another_countys_secretariat_finds_none_of_it(client):
    client.force_login(person(RoleKind.SECRETARIAT))

    assert [
        client.get(reverse(name, args=[found.pk])).status_code
        for name, found in (
            ("ledger", round_of_2024()),
            ("leftover_list", round_of_2024()),
            ("leftover_new", round_of_2024()),
            ("settlement_new", report_of()),
            ("settlement_returned", Settlement.objects.get()),
        )
    ] == [404] * 5


def test_the_button_says_what_is_decided_and_asks_first(client):
    client.force_login(somebody("beslutter"))
    settlement = Settlement.objects.get()

    text = " ".join(client.get(reverse("leftover_list", args=[round_of_2024().pk])).content.decode().split())

    text = text.replace("\u00a0", " ")
    assert ">Avgjør: overført til neste år, 40 000 kr</summary>" in text
    assert f"{settlement.recipient} får brev om det. Det kan ikke gjøres om." in text


def test_the_ledger_says_why_its_paid_is_less_than_the_payments(client):
    client.force_login(somebody("saksbehandler"))
    paid = sum(Payment.objects.filter(round=round_of_2024(), status="paid").values_list("amount", flat=True))

    page = client.get(reverse("ledger", args=[round_of_2024().pk]))

    [line] = [line for line in page.context["lines"] if line["label"] == "Utbetalt"]
    assert (page.context["paid_out"], page.context["unspent"]) == (paid, paid - line["amount"])
    text = " ".join(page.text.replace("\u00a0", " ").split())
    assert f"Herav er {format_kroner(page.context['unspent'])} kr rapportert ubrukt".replace("\u00a0", " ") in text
