"""What is counted as ready is what the pages let the person choose: reason by reason, and in the made-up year."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from allocations.actions import hold_payments
from allocations.actions.attest_payments import attest_problems
from allocations.actions.order_payments import order_problems
from allocations.enums import NoticeRule
from allocations.enums.payments import PaymentStatus
from allocations.models import Appeal, Decision, Instalment, Payee, PayeeChange, Payment
from allocations.selectors.holds import with_facts
from allocations.selectors.payments_ready import to_attest, to_order
from dekom.core.models import User
from networks.enums import ReportStatus, RoleKind
from networks.models import Report
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
from tests.factories.payments import account, issued_letter, planned_payment, registered_number, with_account

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 5, 5, 12, tzinfo=UTC)
DAY = NOW.date()


@pytest.fixture
def round_():
    return RoundFactory(county=CountyFactory(), year=2025)


@pytest.fixture
def secretary(round_):
    return person(RoleKind.SECRETARIAT, round_.county)


def ready(user, day=DAY):
    """Which can be attested and ordered: as they are counted, and as each is judged."""
    payments = list(with_facts(Payment.objects.all()))
    counted = [
        set(each(Payment.objects.all(), user, day).values_list("pk", flat=True)) for each in (to_attest, to_order)
    ]
    judged = [
        {payment.pk for payment in payments} - set(each(payments, user, day))
        for each in (attest_problems, order_problems)
    ]
    return counted, judged


def attested(payment, by):
    Payment.objects.filter(pk=payment.pk).update(status=PaymentStatus.ATTESTED, attested_by=by, attested_at=NOW)
    return payment


def report(payment, **fields):
    """Overdue since yesterday, of the network whose money it is."""
    network = payment.decision_line.decision.network
    defaults = {"round": payment.round, "network": network, "due_on": DAY - timedelta(1), "opened_at": NOW}
    return Report.objects.create(**defaults | fields)


def without_account(payment, user):
    Payee.objects.filter(organisation=payment.recipient).delete()


def account_changes(payment, user):
    PayeeChange.objects.create(
        organisation=payment.recipient,
        organisation_number=registered_number(901),
        account_number=account(901),
        source="A letter",
        requested_by=person(RoleKind.PAYEE_REGISTRAR, payment.round.county),
        requested_at=NOW,
    )


def account_cools(payment, user):
    Payee.objects.filter(organisation=payment.recipient).update(cooling_until=DAY + timedelta(1))


def earlier_report_is_missing(payment, user):
    report(payment, round=RoundFactory(county=payment.round.county))


def is_appealed(payment, user):
    Appeal.objects.create(
        letter=payment.letter,
        decision=payment.decision_line.decision,
        appellant=payment.recipient,
        received_on=DAY,
        grounds="Too little",
        notice_on=DAY,
        counts_from=NoticeRule.NOTICE,
        deadline=DAY,
        suspends=True,
    )


def is_held(payment, user):
    hold_payments.hold(payment, reason="A doubt", actor=user, now=NOW)


def registered_by_them(payment, user):
    Payee.objects.filter(organisation=payment.recipient).update(registered_by=user)


def confirmed_by_them(payment, user):
    Payee.objects.filter(organisation=payment.recipient).update(confirmed_by=user)


def is_replaced(payment, user):
    Decision.objects.filter(pk=payment.decision_line.decision_id).update(status="replaced")


@pytest.mark.parametrize(
    "hinder",
    [
        without_account,
        account_changes,
        account_cools,
        earlier_report_is_missing,
        is_appealed,
        is_held,
        registered_by_them,
        confirmed_by_them,
        is_replaced,
    ],
)
def test_what_hinders_one_payment_hinders_no_other(round_, secretary, hinder):
    other = person(RoleKind.SECRETARIAT, round_.county)
    free, hindered = (planned_payment(round_) for _ in range(2))
    sent_on, held_back = (attested(planned_payment(round_), other) for _ in range(2))
    for payment in (hindered, held_back):
        hinder(payment, secretary)

    counted, judged = ready(secretary)

    assert counted == judged == [{free.pk}, {sent_on.pk}]


@pytest.mark.parametrize("hand", ["prepared_by", "edited_by", "approved_by", "worked_on_by"])
def test_a_hand_in_the_decision(round_, secretary, hand):
    other = person(RoleKind.SECRETARIAT, round_.county)
    fields = {"prepared_by": other, hand: [secretary.pk] if hand == "worked_on_by" else secretary}
    planned_payment(round_, **fields)
    mine = attested(planned_payment(round_, **fields), person(RoleKind.SECRETARIAT, round_.county))

    counted, judged = ready(secretary)

    assert counted == judged == [set(), {mine.pk} if hand == "approved_by" else set()]


def test_who_released_or_attested_it(round_, secretary):
    payment, another = planned_payment(round_), attested(planned_payment(round_), secretary)
    colleague = person(RoleKind.SECRETARIAT, round_.county)
    hold = hold_payments.hold(payment, reason="A doubt", actor=colleague, now=NOW)
    hold_payments.release(hold, reason="Done", actor=secretary, now=NOW)

    assert ready(secretary) == ([set(), set()], [set(), set()])
    assert ready(colleague) == ([{payment.pk}, {another.pk}], [{payment.pk}, {another.pk}])


@pytest.mark.parametrize("role", ["registered_by", "confirmed_by"])
def test_who_attested_what_they_registered_the_account_of(round_, secretary, role):
    payment = attested(planned_payment(round_), secretary)
    Payee.objects.filter(organisation=payment.recipient).update(**{role: secretary})

    assert ready(person(RoleKind.DECISION_MAKER, round_.county)) == ([set(), set()], [set(), set()])


def test_the_reports_of_a_network_are_its_own_and_this_rounds_may_be_late(round_, secretary):
    owner = OwnerFactory(county=round_.county)
    with_account(owner)
    network = NetworkFactory(county=round_.county)
    decision = DecisionFactory(round=round_, network=network, status="issued", recommended=5, lines={owner: 5})
    payment = issued_letter(decision, recipient=owner).payments.get()
    earlier = RoundFactory(county=round_.county, scheme=round_.scheme, year=2024)
    report(payment, round=earlier, network=None, organisation=owner)  # not what this money is for
    report(payment)
    assert ready(secretary) == ([{payment.pk}, set()],) * 2

    overdue = report(payment, round=earlier)
    assert ready(secretary) == ([set(), set()],) * 2

    Report.objects.filter(pk=overdue.pk).update(due_on=DAY)
    assert ready(secretary) == ([{payment.pk}, set()],) * 2


def test_a_fixed_grants_report_is_its_recipients(round_, secretary):
    owner, university = OwnerFactory(county=round_.county), OwnerFactory(county=round_.county)
    with_account(owner)
    grant = FixedGrantFactory(budget=BudgetFactory(round=round_))
    decision = DecisionFactory(
        round=round_, network=None, fixed_grant=grant, status="issued", recommended=5, lines={owner: 5}
    )
    payment = issued_letter(decision, recipient=owner).payments.get()
    earlier = RoundFactory(county=round_.county, scheme=round_.scheme, year=2024)
    report(payment, round=earlier, organisation=university)
    assert ready(secretary) == ([{payment.pk}, set()],) * 2

    report(payment, round=earlier, organisation=owner)

    assert ready(secretary) == ([set(), set()],) * 2


def test_an_accepted_report_frees_what_waits_for_it(round_, secretary):
    Instalment.objects.create(round=round_, due_on=DAY, percent=100, after_report=True)
    payment = planned_payment(round_)
    assert ready(secretary) == ([set(), set()],) * 2

    made = report(payment)
    for status in (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED):
        Report.objects.filter(pk=made.pk).update(status=status, submitted_at=NOW)

    assert ready(secretary) == ([{payment.pk}, set()],) * 2


@pytest.mark.usefixtures("past")
def test_the_made_up_year_is_counted_as_the_pages_show_it():
    found = {}
    for user in User.objects.filter(roles__kind__in=[RoleKind.SECRETARIAT, RoleKind.DECISION_MAKER]):
        for day in (timezone.localdate(), date(2024, 1, 1)):
            counted, judged = ready(user, day)
            assert counted == judged
            found[user.email, day] = len(counted[0])

    assert max(found.values()) > 0
