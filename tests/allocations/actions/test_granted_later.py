"""Later editions grant more or less: the report, what is left to settle and the ledger say what is granted now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from allocations.actions import amend, follow_up, settle
from allocations.models import Decision, DecisionLine, Payment
from allocations.selectors.leftovers import left_to_settle, standing_on, unspent_reports
from allocations.selectors.round_money import money_of
from allocations.services.ledger import by_place
from dekom.core.errors import DomainError
from networks.enums import ReportStatus, RoleKind
from networks.models import Report, ReportControl
from tests.factories import (
    BudgetFactory,
    CountyFactory,
    DecisionFactory,
    FixedGrantFactory,
    FrameAdoptionFactory,
    FrameFactory,
    NetworkFactory,
    OwnerFactory,
    RoundFactory,
    person,
)
from tests.factories.payments import account, issued_letter, registered_number, with_account

pytestmark = pytest.mark.django_db
APPROPRIATION = 1_000_000
BEGUN = timezone.now() - timedelta(days=100)


class World:
    """A round in which each thing that is done happens on a day of its own."""

    def __init__(self):
        self.round = RoundFactory(county=CountyFactory())
        self.budget = BudgetFactory(round=self.round, appropriation=APPROPRIATION)
        self.secretary = person(RoleKind.SECRETARIAT, self.round.county)
        self.colleague = person(RoleKind.SECRETARIAT, self.round.county)
        self.decider = person(RoleKind.DECISION_MAKER, self.round.county)
        self.now = BEGUN

    def owner(self):
        owner = OwnerFactory(county=self.round.county)
        with_account(owner)
        return owner

    def day(self):
        self.now += timedelta(days=1)
        return self.now

    def issue(self, decision):
        """The letters of an approved decision, with what follows from each."""
        for line in decision.lines.order_by("pk"):
            letter = issued_letter(decision, recipient=line.recipient, now=self.now)
            follow_up.after_issue(letter, now=self.now)

    def approved(self, decision):
        Decision.objects.filter(pk=decision.pk).update(status="approved", approved_at=self.day())
        decision.refresh_from_db()
        return decision

    def edition(self, decision, lines):
        draft = amend.new_edition(decision, change="amendment", reason="Why", actor=self.secretary)
        draft.lines.all().delete()
        for owner, amount in lines.items():
            DecisionLine.objects.create(decision=draft, recipient=owner, amount=amount)
        outcome = "grant" if sum(lines.values()) else "refusal"
        Decision.objects.filter(pk=draft.pk).update(decided=sum(lines.values()), outcome=outcome)
        made = self.approved(draft)
        self.issue(made)
        made.refresh_from_db()
        assert made.status == "issued"
        return made

    def pay(self):
        """All that is planned."""
        day = self.day()
        for payment in Payment.objects.filter(round=self.round, status="planned"):
            ordered = {"payment_list": self.payment_list(), "account_number": account(payment.pk)}
            number = {"organisation_number": registered_number(payment.pk)}
            attested = {"attested_by": self.colleague, "attested_at": day}
            Payment.objects.filter(pk=payment.pk).update(status="attested", **attested)
            Payment.objects.filter(pk=payment.pk).update(status="ordered", **ordered, **number)
            Payment.objects.filter(pk=payment.pk).update(status="paid", paid_on=timezone.localdate(day))

    def payment_list(self):
        return self.round.payment_lists.create(
            county=self.round.county,
            year=self.now.year,
            number=self.round.payment_lists.count() + 1,
            made_by=self.decider,
            made_at=self.now,
            count=1,
            total=1,
            sha256="0" * 64,
        )

    def report(self, **whose):
        return Report.objects.get(round=self.round, **whose)

    def accept(self, report, used):
        report.lines.update(used=0)
        report.lines.filter(order=1).update(used=used)
        for status in (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED):
            Report.objects.filter(pk=report.pk).update(status=status, submitted_at=self.now)
        ReportControl.objects.create(
            report=report,
            controlled_by=self.secretary,
            controlled_at=self.day(),
            result="accepted",
            form_in_order=True,
            reasonable=True,
        )
        report.refresh_from_db()
        return report

    def places(self):
        standing = standing_on(money_of(self.round), timezone.localdate())
        assert sum(standing.values()) == APPROPRIATION
        return {place.value: amount for place, amount in by_place(standing).items() if amount}


@pytest.fixture
def world():
    return World()


@pytest.fixture
def owner(world):
    return world.owner()


@pytest.fixture
def first(world, owner):
    """A network's decision of 500 000, issued, for two measures."""
    network = NetworkFactory(county=world.round.county)
    FrameFactory(adoption=FrameAdoptionFactory(round=world.round), network=network, amount=500_000)
    return network_decision(world, network, {owner: 500_000})


def network_decision(world, network, lines):
    made = DecisionFactory(round=world.round, network=network, decided=sum(lines.values()), lines=lines)
    world.approved(made)
    world.issue(made)
    made.refresh_from_db()
    return made


def granted(report):
    return list(report.lines.order_by("order").values_list("granted", flat=True))


def test_less_before_it_is_paid_is_not_claimed_back(world, owner, first):
    world.edition(first, {owner: 400_000})
    world.pay()
    report = world.report()
    assert granted(report) == [400_000]

    world.accept(report, used=400_000)

    assert left_to_settle(report) == 0
    assert unspent_reports(money_of(world.round)) == []
    assert world.places() == {"not_distributed": 500_000, "returned": 100_000, "paid": 400_000}


def test_less_after_it_is_paid_is_claimed_back_once(world, owner, first):
    world.pay()
    world.edition(first, {owner: 400_000})
    assert world.places() == {"not_distributed": 500_000, "paid": 400_000, "unspent": 100_000}

    report = world.accept(world.report(), used=400_000)

    assert left_to_settle(report) == 100_000
    assert [each.unspent for each in unspent_reports(money_of(world.round))] == [100_000]
    assert world.places() == {"not_distributed": 500_000, "paid": 400_000, "unspent": 100_000}


@pytest.mark.parametrize(
    ("is_paid", "places"),
    [
        (True, {"not_distributed": 500_000, "paid": 400_000, "unspent": 100_000}),
        (False, {"not_distributed": 500_000, "granted": 400_000, "returned": 100_000}),
    ],
)
def test_an_accepted_report_stays_and_the_decision_counts(world, owner, first, is_paid, places):
    if is_paid:
        world.pay()
    report = world.accept(world.report(), used=400_000)
    assert left_to_settle(report) == 100_000

    world.edition(first, {owner: 400_000})

    assert granted(report) == [500_000]
    assert left_to_settle(report) == (100_000 if is_paid else 0)
    assert world.places() == places


def test_what_was_proposed_before_less_was_granted_is_not_decided(world, owner, first):
    report = world.accept(world.report(), used=400_000)
    proposed = settle.propose(
        report,
        recipient=owner,
        kind="set_off",
        amount=100_000,
        reason="Why",
        actor=world.secretary,
        now=world.now,
    )
    world.edition(first, {owner: 450_000})

    with pytest.raises(DomainError, match=r"50\s000 kr is left to settle"):
        settle.decide(proposed, actor=world.decider, now=world.now)

    (row,) = unspent_reports(money_of(world.round))
    assert (row.unspent, row.open_amount, row.settlements) == (50_000, 0, [proposed])


@pytest.mark.parametrize("is_paid", [True, False])
@pytest.mark.parametrize(
    "amounts",
    [
        [400_000],
        [600_000],
        [400_000, 500_000],
        [400_000, 300_000, 700_000],
        [600_000, 500_000],
        [0],
        [0, 500_000],
        [999_999, 1, 2, 333_333],
    ],
)
def test_whatever_the_editions_say_the_report_says_what_the_last_one_grants(world, owner, first, amounts, is_paid):
    edition = first
    for amount in amounts:
        if is_paid:
            world.pay()
        edition = world.edition(edition, {owner: amount})
        assert sum(granted(world.report())) == amount == edition.decided
        places = world.places()
        assert places.get("granted", 0) + places.get("paid", 0) == amount

    if is_paid:
        world.pay()
    report = world.accept(world.report(), used=0)

    assert world.places().get("unspent", 0) == left_to_settle(report)


def test_each_measure_loses_its_part_and_keeps_what_is_written_of_it(world, owner, first):
    report = world.report()
    report.lines.create(order=2, title="Two", granted=300_000, used=7, reached="All")
    report.lines.filter(order=1).update(granted=200_000)
    Report.objects.filter(pk=report.pk).update(status=ReportStatus.SUBMITTED, submitted_at=world.now)

    world.edition(first, {owner: 400_000})

    assert granted(report) == [160_000, 240_000]
    line = report.lines.get(order=2)
    assert (line.used, line.reached) == (7, "All")
    assert list(line.events.order_by("pgh_id").values_list("granted", flat=True)) == [300_000, 240_000]


# --- Fixed grants


@pytest.fixture
def shared(world, owner):
    """A fixed grant of 300 000 to two organisations."""
    other = world.owner()
    grant = FixedGrantFactory(budget=world.budget, amount=300_000)
    lines = {owner: 200_000, other: 100_000}
    made = DecisionFactory(round=world.round, network=None, fixed_grant=grant, decided=300_000, lines=lines)
    world.approved(made)
    world.issue(made)
    made.refresh_from_db()
    return made, other


def test_every_recipient_of_a_fixed_grant_is_told_what_they_have_now(world, owner, shared):
    first, other = shared
    mine, theirs = world.report(organisation=owner), world.report(organisation=other)

    second = world.edition(first, {owner: 150_000, other: 120_000})
    assert (granted(mine), granted(theirs)) == ([150_000], [100_000, 20_000])
    world.edition(second, {other: 250_000})

    assert (sum(granted(mine)), sum(granted(theirs))) == (0, 250_000)
    assert world.places() == {"not_distributed": 700_000, "fixed": 50_000, "granted": 250_000}


def test_a_fixed_grant_that_is_paid_and_moved_is_to_be_given_back_by_who_had_it(world, owner, shared):
    first, other = shared
    world.pay()

    world.edition(first, {owner: 150_000, other: 150_000})

    assert world.places() == {"not_distributed": 650_000, "paid": 250_000, "granted": 50_000, "unspent": 50_000}
    theirs = world.accept(world.report(organisation=other), used=150_000)
    mine = world.accept(world.report(organisation=owner), used=150_000)
    assert (left_to_settle(mine), left_to_settle(theirs)) == (50_000, 0)
