"""What seldom happens to payments, settlements and the reports that open with letters."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from allocations.actions import (
    amend,
    attest_payments,
    hold_payments,
    leftovers,
    open_reports,
    order_payments,
    payees,
    settle,
)
from allocations.enums import DecisionChange
from allocations.enums.payments import LeftoverMethod, SettlementKind
from allocations.models import Decision, Payment, Settlement
from dekom.core.errors import DomainError
from networks.actions import reports
from networks.enums import ReportStatus, RoleKind
from networks.models import CostLine, DecisionBasis, Measure, Report, Role
from tests.factories import (
    BudgetFactory,
    CountyFactory,
    DecisionFactory,
    FixedGrantFactory,
    NetworkFactory,
    OwnerFactory,
    RoundFactory,
    person,
)
from tests.factories.money import decide
from tests.factories.payments import account, issued_letter, planned_payment, registered_number, with_account

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 5, 5, 12, tzinfo=UTC)


@pytest.fixture
def round_():
    return RoundFactory(county=CountyFactory())


@pytest.fixture
def secretary(round_):
    return person(RoleKind.SECRETARIAT, round_.county)


@pytest.fixture
def decider(round_):
    return person(RoleKind.DECISION_MAKER, round_.county)


def seen(payment):
    return {payment.pk: Payment.objects.get(pk=payment.pk).version}


def test_the_decision_maker_attests_nothing_and_the_secretariat_orders_nothing(round_, secretary, decider):
    payment = planned_payment(round_)

    with pytest.raises(DomainError, match="secretariat"):
        attest_payments.attest(round_, seen(payment), actor=decider, now=NOW)
    with pytest.raises(DomainError, match="decision maker"):
        order_payments.order(round_, seen(payment), actor=secretary, now=NOW)


def test_an_attested_payment_is_not_attested_twice(round_, secretary):
    payment = planned_payment(round_)
    attest_payments.attest(round_, seen(payment), actor=secretary, now=NOW)

    with pytest.raises(DomainError, match="waiting to be attested"):
        attest_payments.attest(round_, seen(payment), actor=secretary, now=NOW)


def test_who_attested_it_does_not_order_it(round_):
    both = person(RoleKind.DECISION_MAKER, round_.county)
    Role.objects.create(user=both, kind=RoleKind.SECRETARIAT, county=round_.county, valid_from=date(2020, 1, 1))
    payment = planned_payment(round_)
    attest_payments.attest(round_, seen(payment), actor=both, now=NOW)

    with pytest.raises(DomainError, match="You attested it"):
        order_payments.order(round_, seen(payment), actor=both, now=NOW)


def test_who_prepared_the_decision_neither_attests_nor_orders(round_, secretary):
    both = person(RoleKind.DECISION_MAKER, round_.county)
    Role.objects.create(user=both, kind=RoleKind.SECRETARIAT, county=round_.county, valid_from=date(2020, 1, 1))
    payment = planned_payment(round_, prepared_by=both, worked_on_by=[both.pk])

    with pytest.raises(DomainError, match="had a hand"):
        attest_payments.attest(round_, seen(payment), actor=both, now=NOW)
    attest_payments.attest(round_, seen(payment), actor=secretary, now=NOW)
    with pytest.raises(DomainError, match="prepared the decision"):
        order_payments.order(round_, seen(payment), actor=both, now=NOW)


def test_who_prepared_the_first_edition_attests_no_payment_of_the_next(round_, secretary):
    colleague, third = (person(RoleKind.SECRETARIAT, round_.county) for _ in range(2))
    old, _letter = network_letter(round_, 500, prepared_by=secretary, worked_on_by=[secretary.pk])
    edition = amend.new_edition(old, change=DecisionChange.AMENDMENT, reason="Why", actor=colleague)
    decide(edition, "issued")
    Decision.objects.filter(pk=old.pk).update(status="replaced")
    payment = issued_letter(edition, recipient=edition.lines.get().recipient).payments.get()

    for hand in (secretary, colleague):
        with pytest.raises(DomainError, match="had a hand"):
            attest_payments.attest(round_, seen(payment), actor=hand, now=NOW)
        with pytest.raises(InternalError, match="without a hand in the decision"), transaction.atomic():
            Payment.objects.filter(pk=payment.pk).update(status="attested", attested_by=hand, attested_at=NOW)
    (attested,) = attest_payments.attest(round_, seen(payment), actor=third, now=NOW)

    assert attested.attested_by == third


@pytest.mark.parametrize("attester_is_first", [True, False])
def test_who_registers_the_account_after_attesting_has_not_attested_it(round_, decider, attester_is_first):
    attester, other = (person(RoleKind.PAYEE_REGISTRAR, round_.county) for _ in range(2))
    Role.objects.create(user=attester, kind=RoleKind.SECRETARIAT, county=round_.county, valid_from=date(2020, 1, 1))
    secretary, payment = person(RoleKind.SECRETARIAT, round_.county), planned_payment(round_)
    attest_payments.attest(round_, seen(payment), actor=attester, now=NOW)
    enters, confirms = (attester, other) if attester_is_first else (other, attester)
    numbers = {"organisation_number": registered_number(901), "account_number": account(901)}
    change = payees.register(payment.recipient, **numbers, source="Letter", actor=enters, now=NOW)
    payees.confirm(change, actor=confirms, now=NOW)
    cooled = NOW + timedelta(days=30)

    with pytest.raises(DomainError, match="the secretariat must take the attestation back"):
        order_payments.order(round_, seen(payment), actor=decider, now=cooled)
    attest_payments.take_back(Payment.objects.get(pk=payment.pk), actor=secretary)
    with pytest.raises(DomainError, match="registered the recipient's account"):
        attest_payments.attest(round_, seen(payment), actor=attester, now=cooled)
    attest_payments.attest(round_, seen(payment), actor=secretary, now=cooled)
    ordered = order_payments.order(round_, seen(payment), actor=decider, now=cooled)

    assert ordered.payments.get().account_number == account(901)


def settlement(round_, owner, by, decider, amount=100_000):
    """Set off of an earlier round, decided."""
    earlier = RoundFactory(county=round_.county, scheme=round_.scheme, year=round_.year - 1)
    planned_payment(earlier, owner=owner)  # the letter that the report answers, and that the new one is about
    report = Report.objects.create(round=earlier, organisation=owner, opened_at=NOW)
    made = Settlement.objects.create(
        report=report,
        recipient=owner,
        kind=SettlementKind.SET_OFF,
        amount=amount,
        reason="Why",
        proposed_by=by,
        proposed_at=NOW,
    )
    return settle.decide(made, actor=decider, now=NOW)


@pytest.mark.parametrize(("amount", "status"), [(100_000, "settled"), (150_000, "decided")])
def test_what_money_from_before_covers_is_paid_when_it_is_ordered(round_, secretary, decider, amount, status):
    owner = OwnerFactory(county=round_.county)
    made = settlement(round_, owner, secretary, decider, amount)
    payment = planned_payment(round_, owner=owner)
    assert (payment.set_off, payment.to_pay) == (100_000, 0)
    attest_payments.attest(round_, seen(payment), actor=secretary, now=NOW)

    ordered = order_payments.order(round_, seen(payment), actor=decider, now=NOW)

    payment.refresh_from_db()
    made.refresh_from_db()
    assert (ordered.count, ordered.total) == (0, 0), "nothing is sent"
    assert (payment.status, payment.paid_on) == ("paid", NOW.date())
    assert made.status == status


def test_nobody_decides_their_own_proposal(round_, decider):
    Role.objects.create(user=decider, kind=RoleKind.SECRETARIAT, county=round_.county, valid_from=date(2020, 1, 1))

    with pytest.raises(DomainError, match="You proposed"):
        settlement(round_, OwnerFactory(county=round_.county), decider, decider)


def test_an_organisation_settles_what_its_own_grant_left(round_, secretary):
    owner = OwnerFactory(county=round_.county)
    grant = FixedGrantFactory(budget=BudgetFactory(round=round_), amount=100)
    decision = DecisionFactory(
        round=round_, network=None, fixed_grant=grant, status="issued", recommended=100, lines={owner: 100}
    )
    with_account(owner)
    letter = issued_letter(decision, recipient=owner)
    report = open_reports.open_report(decision, letter, now=NOW)
    report.lines.update(used=90)
    for status in (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED):
        Report.objects.filter(pk=report.pk).update(status=status, submitted_at=NOW)

    made = settle.propose(report, recipient=owner, kind="set_off", amount=10, reason="Why", actor=secretary, now=NOW)

    assert (made.recipient_id, list(report.lines.values_list("title", "granted"))) == (owner.pk, [(grant.purpose, 100)])


def network_letter(round_, granted, **fields):
    owner, network = OwnerFactory(county=round_.county), NetworkFactory(county=round_.county)
    with_account(owner)
    decision = DecisionFactory(
        round=round_, network=network, status="issued", recommended=granted, lines={owner: granted}, **fields
    )
    return decision, issued_letter(decision, recipient=owner)


def test_the_report_opens_with_the_measures_that_were_asked_for(round_):
    decision, letter = network_letter(round_, 500)
    basis = DecisionBasis.objects.create(round=round_, network=decision.network)
    measure = Measure.objects.create(basis=basis, title="One")
    CostLine.objects.create(measure=measure, amount=600)
    DecisionBasis.objects.filter(pk=basis.pk).update(requested=1_000)

    report = open_reports.open_report(decision, letter, now=NOW)

    assert list(report.lines.values_list("granted", flat=True)) == [300, 200]


@pytest.mark.parametrize(("measures", "count"), [("One\nTwo", 1), ("", 1)])
def test_without_a_basis_there_is_one_line_for_the_grant(round_, measures, count):
    decision, letter = network_letter(round_, 500, measures=measures)

    report = open_reports.open_report(decision, letter, now=NOW)
    again = open_reports.open_report(decision, letter, now=NOW)

    assert (report, report.lines.count(), report.lines.get().granted) == (again, count, 500)


def test_what_is_granted_later_comes_on_top_unless_the_report_is_accepted(round_):
    decision, letter = network_letter(round_, 500)
    report = reports.open_for(round_, network=decision.network, now=NOW, lines=[("One", 300)])

    open_reports.open_report(decision, letter, now=NOW)

    assert list(report.lines.values_list("granted", flat=True)) == [300, 200]


def give_more(round_, weights, actor):
    leftovers.distribute(
        round_,
        [],
        method=LeftoverMethod.PRO_RATA,
        weights=weights,
        unit=1,
        reference="Item 1",
        note="",
        on=timezone.localdate(),
        actor=actor,
        now=timezone.now(),
    )


def test_a_network_whose_part_is_nothing_gets_no_new_edition(round_, secretary):
    BudgetFactory(round=round_, appropriation=1_000)
    decision, _letter = network_letter(round_, 500)

    give_more(round_, {decision.network.code: 1, NetworkFactory(county=round_.county).code: 0}, secretary)

    assert Decision.objects.filter(round=round_, status="draft").count() == 1


@pytest.mark.parametrize("is_released", [False, True])
def test_what_waits_for_a_condition_waits_for_it_with_leftover_funds_too(round_, secretary, is_released):
    BudgetFactory(round=round_, appropriation=1_000)
    payment = planned_payment(round_, amount=500, payout_held=True, release_condition="Talk to NTNU")
    if is_released:
        hold_payments.release(payment.holds.get(), reason="They met.", actor=secretary, now=NOW)

    give_more(round_, {payment.decision_line.decision.network.code: 1}, secretary)

    draft = Decision.objects.get(round=round_, status="draft")
    assert (draft.decided, draft.payout_held, draft.release_condition) == (
        1_000,
        not is_released,
        "" if is_released else "Talk to NTNU",
    )
