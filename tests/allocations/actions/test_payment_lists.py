"""Attested payments are ordered in one list, and paid by receipt; what is sent stays as it was sent."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, InternalError, transaction

from allocations.actions import attest_payments, order_payments, payees
from allocations.models import Payment, PaymentHold, PaymentList, PaymentReceipt
from allocations.selectors.holds import holds_of, with_facts
from allocations.selectors.payment_lists import file_of, payments_of
from dekom.core.errors import DomainError
from networks.enums import RoleKind
from tests.factories import CountyFactory, OwnerFactory, RoundFactory, person
from tests.factories.payments import PAY_BY, account, planned_payment, registered_number, with_account

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 5, 5, 12, tzinfo=UTC)
DAY = NOW.date()


@pytest.fixture
def county():
    return CountyFactory()


@pytest.fixture
def round_(county):
    return RoundFactory(county=county)


@pytest.fixture
def secretary(county):
    return person(RoleKind.SECRETARIAT, county)


@pytest.fixture
def decider(county):
    return person(RoleKind.DECISION_MAKER, county)


def seen(*payments):
    return {payment.pk: Payment.objects.get(pk=payment.pk).version for payment in payments}


def attested(payment, by):
    attest_payments.attest(payment.round, seen(payment), actor=by, now=NOW)
    payment.refresh_from_db()
    return payment


def ordered(payment, by):
    made = order_payments.order(payment.round, seen(payment), actor=by, now=NOW)
    payment.refresh_from_db()
    return made


def kinds(payment):
    return [hold.kind for hold in holds_of(with_facts(Payment.objects.filter(pk=payment.pk)), DAY)[payment.pk]]


def receipt(*lines, header="Referanse;Beløp;Betalt dato"):
    return "\n".join([header, *lines]).encode()


# --- Ordered


def test_a_list_has_number_sum_and_checksum_and_the_account_of_that_day(round_, secretary, decider):
    owner = OwnerFactory(county=round_.county)
    payee = with_account(owner)
    payment = attested(planned_payment(round_, owner=owner, amount=75_000), secretary)

    made = ordered(payment, decider)

    assert (made.number_text, made.count, made.total) == ("U1/2025", 1, 75_000)
    assert (payment.status, payment.account_number) == ("ordered", payee.account_number)
    assert file_of(made, payments_of(made)).sha256 == made.sha256
    payee.delete()
    assert file_of(made, payments_of(made)).sha256 == made.sha256
    assert ordered(attested(planned_payment(round_), secretary), decider).number_text == "U2/2025"


def test_what_is_not_attested_is_not_ordered(round_, decider):
    with pytest.raises(DomainError, match="not attested"):
        ordered(planned_payment(round_), decider)


def test_a_hold_after_attestation_stops_the_order(round_, secretary, decider):
    owner = OwnerFactory(county=round_.county)
    payment = attested(planned_payment(round_, owner=owner), secretary)
    registrar = person(RoleKind.PAYEE_REGISTRAR, round_.county)
    numbers = {"organisation_number": registered_number(901), "account_number": account(901)}
    payees.register(owner, **numbers, source="Letter", actor=registrar, now=NOW)

    with pytest.raises(DomainError, match="awaits confirmation"):
        ordered(payment, decider)


# --- Paid


def test_the_receipt_pays_what_fits_and_names_what_does_not(round_, secretary, decider):
    good, short, waiting, paid = (planned_payment(round_, amount=amount) for amount in (100, 200, 300, 400))
    for each in (good, short, paid):
        ordered(attested(each, secretary), decider)
    order_payments.receive(
        round_, name="a.csv", content=receipt(f"{paid.reference};400;2025-05-05"), actor=secretary, now=NOW
    )

    found = order_payments.receive(
        round_,
        name="b.csv",
        content=receipt(
            f"{good.reference};100,00;05.05.2025",
            f"{good.reference};100;2025-05-05",
            f"{short.reference};150;2025-05-05",
            f"{waiting.reference};300;2025-05-05",
            f"{paid.reference};400;2025-05-05",
            "999999;100;2025-05-05",
            ";100;2025-05-05",
        ),
        actor=secretary,
        now=NOW,
    )

    assert (found.paid, found.total) == (1, 100)
    assert [(fault["line"], fault["fault"]) for fault in found.faults] == [
        (3, "doubled"),
        (4, "partial"),
        (5, "not_ordered"),
        (6, "already_paid"),
        (7, "unknown"),
        (8, "no_reference"),
    ]
    good.refresh_from_db()
    assert (good.status, good.paid_on) == ("paid", date(2025, 5, 5))
    assert set(Payment.objects.filter(status="paid")) == {good, paid}


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"PK\x03\x04nothing", "can't be read"), (b"Navn;Sum\nFosen;100\n", "no columns"), (b"", "no columns")],
)
def test_a_file_that_is_no_receipt_is_refused(round_, secretary, content, said):
    with pytest.raises(DomainError, match=said):
        order_payments.receive(round_, name="x", content=content, actor=secretary, now=NOW)
    assert not PaymentReceipt.objects.exists()


def test_only_the_secretariat_reads_receipts(round_, decider):
    with pytest.raises(DomainError, match="secretariat"):
        order_payments.receive(round_, name="x", content=receipt(), actor=decider, now=NOW)


# --- What the database keeps


def test_lists_holds_and_paid_payments_stay(round_, secretary, decider):
    payment = planned_payment(round_, payout_held=True)
    other = attested(planned_payment(round_), secretary)
    ordered(other, decider)
    order_payments.receive(
        round_, name="a", content=receipt(f"{other.reference};100000;2025-05-05"), actor=secretary, now=NOW
    )
    for statement in (
        lambda: PaymentList.objects.update(total=1),
        lambda: PaymentHold.objects.all().delete(),
        lambda: Payment.objects.filter(pk=other.pk).update(paid_on=date(2024, 1, 1)),
        lambda: Payment.objects.filter(pk=payment.pk).update(amount=1),
        lambda: Payment.objects.filter(pk=payment.pk).update(status="paid"),
    ):
        with pytest.raises(InternalError, match="pgtrigger"), transaction.atomic():
            statement()


def test_a_second_line_for_the_same_instalment_is_refused(round_):
    payment = planned_payment(round_)

    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Payment.objects.create(
            round=round_,
            letter=payment.letter,
            decision_line=payment.decision_line,
            recipient=payment.recipient,
            order=1,
            due_on=PAY_BY,
            amount=1,
        )
