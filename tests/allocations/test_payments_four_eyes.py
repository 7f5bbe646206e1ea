"""Nobody attests what they prepared or approved, nobody orders what they attested, and nothing is paid twice.

By the page, by the admin, and by two requests at once on connections of their own. The actions' own tests are in
actions/test_payments.py, the database's there too.
"""

from io import BytesIO

import pytest
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from allocations.actions import attest_payments, hold_payments, order_payments
from allocations.models import Payment, PaymentList, PaymentReceipt
from allocations.selectors.payments_page import payment_rows
from dekom.core.kroner import format_kroner
from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import Role, Round
from tests.allocations.test_four_eyes import at_once
from tests.allocations.world import somebody


def last_year():
    return Round.objects.select_related("county", "scheme").get(year=2024, scheme__code="kompetanseloftet")


def free():
    """The made-up year's second instalments of two networks whose reports are accepted."""
    codes = ("fosen", "ytre-namdal")
    return Payment.objects.filter(round=last_year(), order=2, decision_line__decision__network__code__in=codes)


def seen():
    return dict(free().values_list("pk", "version"))


def give(name, kind):
    user = somebody(name)
    Role.objects.create(user=user, kind=kind, county=last_year().county, valid_from=timezone.localdate())
    return User.objects.get(pk=user.pk)


def attest(name):
    return attest_payments.attest(last_year(), seen(), actor=somebody(name), now=timezone.now())


# --- One at a time


@pytest.mark.django_db
@pytest.mark.usefixtures("past")
def test_nobody_attests_by_the_page_what_they_ordered_the_release_of(client):
    payment = free()[0]
    hold = hold_payments.hold(payment, reason="A doubt", actor=somebody("kollega"), now=timezone.now())
    hold_payments.release(hold, reason="Done", actor=somebody("saksbehandler"), now=timezone.now())
    client.force_login(somebody("saksbehandler"))
    url = reverse("payments_attest", args=[last_year().pk])
    payment.refresh_from_db()

    page = client.get(url)
    answer = client.post(url, {"seen": [f"{payment.pk}:{payment.version}"]})

    assert payment.pk not in {row.payment.pk for row in page.context["ready"]}
    assert answer.context["form"].errors
    payment.refresh_from_db()
    assert payment.status == "planned"


@pytest.mark.django_db
@pytest.mark.usefixtures("past")
def test_nobody_orders_by_the_page_what_they_attested(client):
    both = give("kollega", RoleKind.DECISION_MAKER)
    attest("kollega")
    client.force_login(both)
    url = reverse("payments_order", args=[last_year().pk])

    page = client.get(url)
    answer = client.post(url, {"seen": [f"{pk}:{version}" for pk, version in seen().items()]})

    assert page.context["ready"] == []
    assert answer.context["form"].errors
    assert set(free().values_list("status", flat=True)) == {"attested"}


@pytest.mark.django_db
@pytest.mark.usefixtures("past")
def test_nobody_orders_by_the_admin_what_they_attested(client):
    both = give("kollega", RoleKind.DECISION_MAKER)
    attest("kollega")
    client.force_login(both)

    client.post(
        reverse("admin:allocations_payment_changelist"),
        {
            "action": "order",
            "_selected_action": list(free().values_list("pk", flat=True)),
            "confirmed": "1",
            **{f"version_{pk}": version for pk, version in seen().items()},
        },
    )

    assert set(free().values_list("status", flat=True)) == {"attested"}
    assert PaymentList.objects.filter(round=last_year()).count() == 1, "the made-up year's own"


@pytest.mark.django_db
@pytest.mark.usefixtures("past")
def test_the_admin_attests_and_orders_by_two_people(client):
    def act(name, action):
        client.force_login(somebody(name))
        return client.post(
            reverse("admin:allocations_payment_changelist"),
            {
                "action": action,
                "_selected_action": list(free().values_list("pk", flat=True)),
                "confirmed": "1",
                **{f"version_{pk}": version for pk, version in seen().items()},
            },
        )

    act("kollega", "attest")
    assert set(free().values_list("status", flat=True)) == {"attested"}
    act("beslutter", "order")

    assert set(free().values_list("status", flat=True)) == {"ordered"}


@pytest.mark.django_db
@pytest.mark.usefixtures("past")
@pytest.mark.parametrize(("name", "action"), [("kollega", "attest"), ("beslutter", "order")])
def test_the_admin_shows_each_amount_and_the_sum_before_it_is_done(client, name, action):
    client.force_login(somebody(name))
    chosen = list(free())
    paid = {"action": action, "_selected_action": [payment.pk for payment in chosen]}

    page = client.post(reverse("admin:allocations_payment_changelist"), paid)

    assert dict(page.context["amounts"]) == {payment: payment.to_pay for payment in chosen}
    text = page.content.decode()
    assert f"<li>{chosen[0]}: {format_kroner(chosen[0].to_pay)}\u00a0kr</li>" in text
    assert f"{format_kroner(sum(payment.to_pay for payment in chosen))}\u00a0kr</p>" in text


@pytest.mark.django_db
@pytest.mark.usefixtures("past")
@pytest.mark.parametrize(("action", "status"), [("hold", "held"), ("release", "planned")])
def test_the_admin_holds_and_releases_with_a_reason(client, action, status):
    payment = free()[0]
    hold_payments.hold(payment, reason="A doubt", actor=somebody("kollega"), now=timezone.now())
    client.force_login(somebody("saksbehandler"))

    client.post(
        reverse("admin:allocations_payment_changelist"),
        {"action": action, "_selected_action": [payment.pk], "confirmed": "1", "reason": "Because"},
    )

    payment.refresh_from_db()
    assert payment.status == status


@pytest.mark.django_db
@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("name", ["beslutter", "registrator", "revisor", "leder"])
def test_who_does_not_handle_payments_attests_none(client, name):
    client.force_login(somebody(name))
    url = reverse("payments_attest", args=[last_year().pk])

    statuses = {client.get(url).status_code, client.post(url, {"seen": []}).status_code}

    assert statuses == {403}
    assert set(free().values_list("status", flat=True)) == {"planned"}


@pytest.mark.django_db
@pytest.mark.usefixtures("past")
def test_the_database_lets_nobody_order_what_they_attested():
    attest("kollega")
    made = PaymentList.objects.create(
        county=last_year().county,
        round=last_year(),
        year=2026,
        number=99,
        made_by=somebody("kollega"),
        made_at=timezone.now(),
        count=1,
        total=1,
        sha256="0" * 64,
    )

    with pytest.raises(InternalError, match="somebody else than who attested"), transaction.atomic():
        free().update(
            status="ordered", payment_list=made, account_number="12346281942", organisation_number="315260183"
        )


@pytest.mark.django_db
@pytest.mark.usefixtures("past")
def test_the_database_lets_nobody_attest_what_they_prepared():
    payment = Payment.objects.get(round=last_year(), order=1, decision_line__decision__network=None)
    preparer = payment.decision_line.decision.prepared_by

    with pytest.raises(InternalError, match="without a hand in the decision"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(
            status="attested", attested_by=preparer, attested_at=timezone.now()
        )


# --- Two at once


@pytest.mark.parametrize("attempt", range(3))
def test_two_attestants_at_once_attest_it_once(committed_past, attempt):
    versions = seen()

    def by(name):
        return lambda: attest_payments.attest(last_year(), versions, actor=somebody(name), now=timezone.now())

    refusals = at_once(by("saksbehandler"), by("kollega"))

    assert len(refusals) == 1
    assert set(free().values_list("status", flat=True)) == {"attested"}
    assert len(set(free().values_list("attested_by", flat=True))) == 1


@pytest.mark.parametrize("attempt", range(3))
def test_two_exports_at_once_order_each_payment_once(committed_past, attempt):
    attest("kollega")
    versions = seen()
    before = PaymentList.objects.count()

    def export():
        order_payments.order(last_year(), versions, actor=somebody("beslutter"), now=timezone.now())

    refusals = at_once(export, export)

    assert len(refusals) == 1
    assert PaymentList.objects.count() == before + 1
    made = PaymentList.objects.latest("pk")
    assert set(free().values_list("payment_list", "status")) == {(made.pk, "ordered")}
    assert made.total == sum(payment.to_pay for payment in free())


def test_two_exports_of_different_payments_get_numbers_of_their_own(committed_past):
    attest("kollega")

    def export(pk, version):
        return lambda: order_payments.order(last_year(), {pk: version}, actor=somebody("beslutter"), now=timezone.now())

    refusals = at_once(*(export(*item) for item in seen().items()))

    assert refusals == []
    numbers = sorted(PaymentList.objects.filter(year=timezone.localdate().year).values_list("number", flat=True))
    assert numbers == [1, 2]


def test_two_receipts_at_once_pay_each_payment_once(committed_past):
    attest("kollega")
    made = order_payments.order(last_year(), seen(), actor=somebody("beslutter"), now=timezone.now())
    day = timezone.localdate()
    lines = [f"{payment.reference};{payment.to_pay};{day}" for payment in made.payments.all()]
    content = "\n".join(["Referanse;Beløp;Betalt dato", *lines]).encode()

    def read():
        order_payments.receive(
            last_year(), name="a.csv", content=content, actor=somebody("saksbehandler"), now=timezone.now()
        )

    assert at_once(read, read) == []
    first, second = PaymentReceipt.objects.filter(file_name="a.csv").order_by("-paid")
    assert (first.paid, len(first.faults), second.paid, len(second.faults)) == (2, 0, 0, 2)
    assert set(free().values_list("status", flat=True)) == {"paid"}


def test_a_hold_and_an_attestation_at_once_leave_it_held(committed_past):
    payment, versions = free()[0], seen()

    def hold():
        hold_payments.hold(payment, reason="A doubt", actor=somebody("saksbehandler"), now=timezone.now())

    def attestation():
        attest_payments.attest(last_year(), versions, actor=somebody("kollega"), now=timezone.now())

    at_once(hold, attestation)

    assert Payment.objects.get(pk=payment.pk).status == "held"


@pytest.mark.django_db
@pytest.mark.usefixtures("past")
def test_the_admin_says_that_what_waits_is_held(client, django_assert_max_num_queries):
    """The last instalments wait for the report: nobody has put a hold on them, and they are held all the same."""
    client.force_login(somebody("saksbehandler"))
    rows = payment_rows(last_year(), somebody("saksbehandler"), timezone.localdate())

    with django_assert_max_num_queries(20):
        page = client.get(reverse("admin:allocations_payment_changelist"))
    sheet = client.get(reverse("admin:allocations_payment_spreadsheet"))

    shown = {payment.pk: payment.is_held for payment in page.context["cl"].result_list}
    assert any(row.is_held and row.payment.status == "planned" for row in rows)
    assert {row.payment.pk: row.is_held for row in rows}.items() <= shown.items()
    states = [row[2] for row in load_workbook(BytesIO(sheet.content)).active.iter_rows(min_row=2, values_only=True)]
    assert states.count("Holdt") == sum(shown.values())
