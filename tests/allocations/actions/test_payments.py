"""Payments are planned with the letter, held and released, attested, ordered, and paid by receipt."""

from datetime import UTC, date, datetime

import pytest
from django.db import InternalError, transaction

from allocations.actions import attest_payments, hold_payments, order_payments, payees, plan_payments
from allocations.enums import NoticeRule
from allocations.enums.payments import HoldKind, PaymentStatus
from allocations.models import Appeal, Decision, Payment
from allocations.selectors.holds import holds_of, with_facts
from allocations.services.instalments import InstalmentRule
from dekom.core.errors import DomainError, StaleStateError
from networks.enums import ReportStatus, RoleKind
from networks.models import Report
from tests.factories import CountyFactory, DecisionFactory, NetworkFactory, OwnerFactory, RoundFactory, person
from tests.factories.payments import PAY_BY, account, issued_letter, planned_payment, registered_number, with_account

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


# --- Planned


def test_a_line_is_paid_once_on_the_day_of_the_rounds_letters_unless_something_else_is_planned(round_):
    payment = planned_payment(round_, amount=100_001)

    assert (payment.amount, payment.order, payment.due_on, payment.status) == (100_001, 1, PAY_BY, "planned")


def test_instalments_lose_no_krone(round_, secretary):
    rules = [InstalmentRule(date(2025, 11, 1), 33, after_report=True), InstalmentRule(date(2025, 5, 9), 67)]
    plan_payments.instalments(round_, rules, actor=secretary)
    owner = OwnerFactory(county=round_.county)
    decision = DecisionFactory(round=round_, status="issued", recommended=100_001, lines={owner: 100_001})

    letter = issued_letter(decision, recipient=owner)

    parts = list(letter.payments.order_by("order").values_list("amount", "due_on", "after_report"))
    assert parts == [(67_001, date(2025, 5, 9), False), (33_000, date(2025, 11, 1), True)]
    assert plan_payments.plan(letter, now=NOW) == []


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([(date(2025, 5, 9), 60), (date(2025, 6, 9), 30)], "90 percent"),
        ([(date(2025, 5, 9), 60), (date(2025, 5, 9), 40)], "same day"),
        ([(date(2025, 5, 9), 100), (date(2025, 6, 9), 0)], "at least 1 percent"),
        ([], "0 percent"),
    ],
)
def test_a_plan_that_does_not_add_up_is_refused(round_, secretary, rules, said):
    with pytest.raises(DomainError, match=said):
        plan_payments.instalments(round_, [InstalmentRule(*rule) for rule in rules], actor=secretary)


def test_only_the_secretariat_plans(round_, decider):
    with pytest.raises(DomainError, match="secretariat"):
        plan_payments.instalments(round_, [InstalmentRule(PAY_BY, 100)], actor=decider)


def test_a_new_edition_pays_the_difference_and_lets_the_rest_lapse(round_, secretary, decider):
    network, owner = NetworkFactory(county=round_.county), OwnerFactory(county=round_.county)
    rules = [InstalmentRule(date(2025, 5, 9), 50), InstalmentRule(date(2025, 11, 1), 50)]
    plan_payments.instalments(round_, rules, actor=secretary)
    with_account(owner)
    old = DecisionFactory(round=round_, network=network, status="issued", recommended=100, lines={owner: 100})
    first, second = issued_letter(old, recipient=owner).payments.order_by("order")
    ordered(attested(first, secretary), decider)
    Decision.objects.filter(pk=old.pk).update(status="replaced")
    new = replacing(old, recommended=150, lines={owner: 150})

    letter = issued_letter(new, recipient=owner)

    second.refresh_from_db()
    assert second.status == PaymentStatus.LAPSED
    assert [payment.amount for payment in letter.payments.order_by("order")] == [25, 75]


def test_what_waits_for_the_report_waits_for_it_in_a_new_edition_too(round_, secretary, decider):
    network, owner = NetworkFactory(county=round_.county), OwnerFactory(county=round_.county)
    rules = [InstalmentRule(PAY_BY, 50), InstalmentRule(date(2025, 11, 1), 50, after_report=True)]
    plan_payments.instalments(round_, rules, actor=secretary)
    with_account(owner)
    old = DecisionFactory(round=round_, network=network, status="issued", recommended=500_000, lines={owner: 500_000})
    first, _second = issued_letter(old, recipient=owner).payments.order_by("order")
    ordered(attested(first, secretary), decider)
    Decision.objects.filter(pk=old.pk).update(status="replaced")

    letter = issued_letter(replacing(old, recommended=510_000, lines={owner: 510_000}), recipient=owner)

    planned = [(payment.amount, payment.after_report) for payment in letter.payments.order_by("order")]
    assert planned == [(5_000, False), (255_000, True)]


def test_what_somebody_holds_is_held_in_a_new_edition_too(round_, secretary):
    network, owner, other = NetworkFactory(county=round_.county), *OwnerFactory.create_batch(2, county=round_.county)
    shared = {"round": round_, "network": network, "status": "issued"}
    old = DecisionFactory(**shared, recommended=150, lines={owner: 100, other: 50})
    suspected = issued_letter(old, recipient=owner).payments.get()
    issued_letter(old, recipient=other)
    hold = hold_payments.hold(suspected, reason="Fraud suspected", actor=secretary, now=NOW)
    done = hold_payments.hold(suspected, reason="A doubt", actor=secretary, now=NOW)
    hold_payments.release(done, reason="Settled", actor=secretary, now=NOW)
    Decision.objects.filter(pk=old.pk).update(status="replaced")
    new = replacing(old, recommended=170, lines={owner: 110, other: 60})

    free, held = (issued_letter(new, recipient=each).payments.get() for each in (other, owner))

    suspected.refresh_from_db()
    kept = held.holds.get()
    assert (suspected.status, held.status, held.amount) == (PaymentStatus.LAPSED, PaymentStatus.HELD, 110)
    assert (kept.reason, kept.set_by, kept.set_at) == (hold.reason, secretary, NOW)
    assert (free.status, free.amount) == (PaymentStatus.PLANNED, 60)
    hold_payments.release(kept, reason="It was not", actor=secretary, now=NOW)
    held.refresh_from_db()
    assert held.status == PaymentStatus.PLANNED


def test_an_appeal_that_suspends_payment_suspends_that_of_a_new_edition_too(round_):
    networks, owner = NetworkFactory.create_batch(2, county=round_.county), OwnerFactory(county=round_.county)
    with_account(owner)
    old, other = (
        DecisionFactory(round=round_, network=network, status="issued", recommended=100, lines={owner: 100})
        for network in networks
    )
    letter = issued_letter(old, other, recipient=owner)
    Appeal.objects.create(
        letter=letter,
        decision=old,
        appellant=owner,
        received_on=DAY,
        grounds="Too little",
        notice_on=DAY,
        counts_from=NoticeRule.NOTICE,
        deadline=DAY,
        suspends=True,
    )
    Decision.objects.filter(pk=old.pk).update(status="replaced")

    again = issued_letter(replacing(old, recommended=110, lines={owner: 110}), recipient=owner)

    assert kinds(again.payments.get()) == [HoldKind.APPEAL]
    assert kinds(letter.payments.get(decision_line__decision=other)) == []


def replacing(old, **fields):
    """A new edition of a decision, as far as there are such."""
    if hasattr(old, "edition"):
        fields |= {"replaces": old, "edition": old.edition + 1, "change": "amendment", "change_reason": "A reason"}
    return DecisionFactory(round=old.round, network=old.network, status="issued", **fields)


def test_the_database_plans_no_more_than_the_line(round_):
    payment = planned_payment(round_)

    with pytest.raises(InternalError, match="more than the line"), transaction.atomic():
        Payment.objects.create(
            round=round_,
            letter=payment.letter,
            decision_line=payment.decision_line,
            recipient=payment.recipient,
            order=2,
            due_on=PAY_BY,
            amount=1,
        )


# --- Held


def test_a_held_decision_holds_its_payment_until_somebody_says_what_has_happened(round_, secretary):
    payment = planned_payment(round_, payout_held=True, release_condition="Talk to NTNU")
    hold = payment.holds.get()
    assert (payment.status, hold.kind, hold.reason) == ("held", HoldKind.CONDITION, "Talk to NTNU")

    with pytest.raises(DomainError, match="what has happened"):
        hold_payments.release(hold, reason=" ", actor=secretary, now=NOW)
    hold_payments.release(hold, reason="They met on 28 April.", actor=secretary, now=NOW)

    payment.refresh_from_db()
    hold.refresh_from_db()
    assert payment.status == PaymentStatus.PLANNED
    assert (hold.released_by, hold.released_at, hold.release_reason) == (secretary, NOW, "They met on 28 April.")
    with pytest.raises(StaleStateError):
        hold_payments.release(hold, reason="Again", actor=secretary, now=NOW)


def test_a_held_decision_without_words_says_where_to_read(round_):
    payment = planned_payment(round_, payout_held=True)

    assert "brevet" in payment.holds.get().reason


def test_two_holds_are_released_one_by_one(round_, secretary):
    payment = planned_payment(round_)
    first, second = (hold_payments.hold(payment, reason=text, actor=secretary, now=NOW) for text in ("One", "Two"))

    hold_payments.release(first, reason="Done", actor=secretary, now=NOW)
    payment.refresh_from_db()
    assert payment.status == PaymentStatus.HELD
    hold_payments.release(second, reason="Done", actor=secretary, now=NOW)
    payment.refresh_from_db()

    assert payment.status == PaymentStatus.PLANNED


def test_an_attested_payment_that_is_held_must_be_attested_anew(round_, secretary):
    payment = attested(planned_payment(round_), secretary)

    hold_payments.hold(payment, reason="A doubt", actor=secretary, now=NOW)

    payment.refresh_from_db()
    assert (payment.status, payment.attested_by, payment.attested_at) == ("held", None, None)


def test_what_is_ordered_is_not_held(round_, secretary, decider):
    payment = attested(planned_payment(round_), secretary)
    ordered(payment, decider)

    with pytest.raises(DomainError, match="can't go from «Ordered»"):
        hold_payments.hold(payment, reason="Too late", actor=secretary, now=NOW)


def test_holds_have_reasons_and_are_the_secretariats(round_, secretary, decider):
    payment = planned_payment(round_)

    with pytest.raises(DomainError, match="Say why"):
        hold_payments.hold(payment, reason=" ", actor=secretary, now=NOW)
    with pytest.raises(DomainError, match="secretariat"):
        hold_payments.hold(payment, reason="Mine", actor=decider, now=NOW)


def test_somebody_else_was_first(round_):
    payment = planned_payment(round_)
    Payment.objects.filter(pk=payment.pk).update(version=7)

    with pytest.raises(StaleStateError):
        hold_payments.move(payment, PaymentStatus.HELD)


def test_holds_that_follow_from_what_is_the_case(round_):
    owner, network = OwnerFactory(county=round_.county), NetworkFactory(county=round_.county)
    payment = planned_payment(round_, owner=owner, network=network)
    assert kinds(payment) == []
    earlier = RoundFactory(county=round_.county, scheme=round_.scheme, year=2024)
    missing = Report.objects.create(round=earlier, network=network, due_on=date(2025, 5, 4), opened_at=NOW)
    assert kinds(payment) == [HoldKind.REPORT_MISSING]
    Report.objects.filter(pk=missing.pk).update(status=ReportStatus.SUBMITTED, submitted_at=NOW)
    assert kinds(payment) == []

    first, second = (person(RoleKind.PAYEE_REGISTRAR, round_.county) for _ in range(2))
    numbers = {"organisation_number": registered_number(900), "account_number": account(900)}
    change = payees.register(owner, **numbers, source="Letter", actor=first, now=NOW)
    assert kinds(payment) == [HoldKind.ACCOUNT_CHANGING]
    payees.confirm(change, actor=second, now=NOW)
    assert kinds(payment) == [HoldKind.COOLING]
    owner.payee.delete()
    assert kinds(payment) == [HoldKind.NO_ACCOUNT]


def test_an_instalment_after_the_report_waits_until_it_is_accepted(round_, secretary):
    plan_payments.instalments(round_, [InstalmentRule(PAY_BY, 100, after_report=True)], actor=secretary)
    network = NetworkFactory(county=round_.county)
    payment = planned_payment(round_, network=network)
    assert kinds(payment) == [HoldKind.REPORT_FIRST]

    report = Report.objects.create(round=round_, network=network, opened_at=NOW)
    for status in (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED):
        Report.objects.filter(pk=report.pk).update(status=status, submitted_at=NOW)

    assert kinds(payment) == []


# --- Attested


def test_attested_by_somebody_without_a_hand_in_it(round_, secretary):
    payment = attested(planned_payment(round_), secretary)

    assert (payment.status, payment.attested_by, payment.attested_at) == ("attested", secretary, NOW)


def test_what_is_held_is_not_attested_and_the_reason_is_named(round_, secretary):
    payment = planned_payment(round_, payout_held=True, release_condition="Talk to NTNU")

    with pytest.raises(DomainError, match=r"condition of the decision is open\. Talk to NTNU"):
        attested(payment, secretary)


def test_who_released_it_does_not_attest_it(round_, secretary):
    payment = planned_payment(round_)
    hold = hold_payments.hold(payment, reason="One", actor=secretary, now=NOW)
    hold_payments.release(hold, reason="Done", actor=secretary, now=NOW)

    with pytest.raises(DomainError, match="You released it"):
        attested(payment, secretary)


def test_who_registered_the_account_does_not_attest_or_order(round_, secretary, decider):
    owner = OwnerFactory(county=round_.county)
    with_account(owner, registered_by=secretary, confirmed_by=decider)
    payment = planned_payment(round_, owner=owner)

    with pytest.raises(DomainError, match="registered the recipient's account"):
        attested(payment, secretary)
    attested(payment, person(RoleKind.SECRETARIAT, round_.county))
    with pytest.raises(DomainError, match="registered the recipient's account"):
        ordered(payment, decider)


def test_a_replaced_decisions_payment_goes_nowhere(round_, secretary, decider):
    payment = attested(planned_payment(round_), secretary)
    other = planned_payment(round_)
    for each in (payment, other):
        Decision.objects.filter(pk=each.decision_line.decision_id).update(status="replaced")

    with pytest.raises(DomainError, match="new edition"):
        ordered(payment, decider)
    with pytest.raises(DomainError, match="new edition"):
        attested(other, secretary)


def test_nothing_chosen_nothing_attested_or_ordered(round_, secretary, decider):
    with pytest.raises(DomainError, match="Choose"):
        attest_payments.attest(round_, {}, actor=secretary, now=NOW)
    with pytest.raises(DomainError, match="Choose"):
        order_payments.order(round_, {}, actor=decider, now=NOW)


def test_a_changed_payment_is_read_again_first(round_, secretary):
    payment = planned_payment(round_)

    with pytest.raises(StaleStateError):
        attest_payments.attest(round_, {payment.pk: 99}, actor=secretary, now=NOW)


def test_an_attestation_is_taken_back_before_the_order(round_, secretary, decider):
    payment = attested(planned_payment(round_), secretary)

    with pytest.raises(DomainError, match="secretariat"):
        attest_payments.take_back(payment, actor=decider)
    attest_payments.take_back(payment, actor=secretary)

    assert (payment.status, payment.attested_by) == ("planned", None)
    with pytest.raises(DomainError, match="not ordered"):
        attest_payments.take_back(payment, actor=secretary)
