"""Reminders go to those who have not delivered, on the right working day, once, whoever sends them."""

from datetime import UTC, date, datetime

import pytest

from dekom.core.models import OutboxMail
from networks.actions import reminders
from networks.actions.reminders import send_all_due, send_due
from networks.enums import BasisStatus, MilestoneKind, RoleKind
from networks.enums.needs import NeedsStatus
from networks.enums.plans import AgreementStatus
from networks.enums.reminders import ReminderKind
from networks.models import Extension, Milestone, NeedsDeadline, Reminder, Report
from networks.selectors.reminders import reminders_planned, reminding
from tests.factories import (
    CooperationAgreementFactory,
    CountyFactory,
    DecisionBasisFactory,
    HolidayFactory,
    MembershipFactory,
    MilestoneFactory,
    NeedsDeadlineFactory,
    NeedsReportFactory,
    ReminderRuleFactory,
    RoundFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db
DEADLINE = date(2026, 12, 1)  # a Tuesday: five working days before is Tuesday 24 November


def at(day, month=11, year=2026):
    return datetime(year, month, day, 9, tzinfo=UTC)


@pytest.fixture
def county():
    return CountyFactory()


def planned(county, today):
    return reminders_planned(reminding(county, today), today)


@pytest.fixture
def member(county):
    return MembershipFactory(network__county=county)


@pytest.fixture
def round_(county, member):
    round_ = RoundFactory(county=county, scheme=member.scheme, year=2027)
    MilestoneFactory(round=round_, kind=MilestoneKind.NEEDS_REPORT, date=DEADLINE)
    ReminderRuleFactory(county=county, kind=ReminderKind.NEEDS_REPORT)
    return round_


@pytest.fixture
def contact(member):
    return person(RoleKind.OWNER_CONTACT, organisation=member.owner)


@pytest.mark.parametrize(
    ("day", "mails"), [(20, 0), (23, 0), (24, 1), (25, 1), (28, 0), (30, 1)]
)  # Friday, Monday, the day, a day too late, Saturday, the last day
def test_is_sent_from_the_fifth_working_day_before_on_working_days(county, round_, contact, day, mails):
    assert send_due(county, now=at(day)) == mails
    assert Reminder.objects.count() == mails


def test_nothing_is_sent_after_the_deadline(county, round_, contact):
    assert send_due(county, now=at(2, 12)) == 0


def test_the_countys_own_holidays_move_the_day(county, round_, contact):
    HolidayFactory(county=county, date=date(2026, 11, 26))
    HolidayFactory(county=county, date=date(2026, 11, 24))

    assert [each.send_on for each in planned(county, date(2026, 11, 2))] == [date(2026, 11, 20)]
    assert send_due(county, now=at(24)) == 0


def test_the_networks_own_deadline_goes_first_and_without_any_it_is_1_december(county, round_, member, contact):
    NeedsDeadlineFactory(round=round_, network=member.network, date=date(2026, 12, 11))
    own = [each.missing.deadline for each in planned(county, date(2026, 11, 2))]
    NeedsDeadline.objects.all().delete()
    Milestone.objects.all().delete()

    assert (own, [each.missing.deadline for each in planned(county, date(2026, 11, 2))]) == (
        [date(2026, 12, 11)],
        [date(2026, 12, 1)],
    )


def test_who_is_no_member_when_the_rounds_year_begins_is_not_asked(county, round_, member, contact):
    member.valid_to = date(2026, 12, 31)
    member.save()

    assert planned(county, date(2026, 11, 2)) == []


def test_says_what_is_missing_by_when_in_the_persons_language(county, round_, member, contact):
    contact.language = "nn"
    contact.save()

    send_due(county, now=at(24))

    mail = OutboxMail.objects.get()
    logged = Reminder.objects.get()
    assert mail.subject == "Påminning: ein frist er nær"
    assert "1. desember 2026" in mail.body
    assert str(member.owner) in mail.body
    assert "5 arbeidsdagar att" in mail.body
    assert f"/rounds/{round_.pk}/owners/{member.owner_id}/needs/" in mail.body
    assert (logged.recipient, logged.mail, logged.deadline, logged.organisation_id) == (
        contact,
        mail,
        DEADLINE,
        member.owner_id,
    )


def test_each_reminder_is_sent_once(county, round_, contact):
    counts = [send_due(county, now=at(day)) for day in (24, 24, 25, 30)]

    assert (counts, OutboxMail.objects.count()) == ([1, 0, 0, 0], 1)


def test_a_second_rule_reminds_again_but_two_on_one_day_are_said_once(county, round_, contact):
    ReminderRuleFactory(county=county, kind=ReminderKind.NEEDS_REPORT, working_days=1)

    late = send_due(county, now=at(30))

    assert (late, OutboxMail.objects.get().body.count("1. desember 2026"), Reminder.objects.count()) == (1, 1, 2)


def test_who_has_delivered_has_no_account_or_no_rule_is_left_alone(county, round_, member, contact):
    person(RoleKind.OWNER_CONTACT, organisation=member.owner, is_active=False)
    ReminderRuleFactory(kind=ReminderKind.NEEDS_REPORT)  # another county's
    NeedsReportFactory(round=round_, owner=member.owner, network=member.network, status=NeedsStatus.SUBMITTED)

    assert send_due(county, now=at(24)) == 0


def test_nobody_is_reminded_of_needs_when_the_basis_is_handed_over(county, round_, member, contact):
    DecisionBasisFactory(round=round_, network=member.network, status=BasisStatus.SUBMITTED)

    assert send_due(county, now=at(24)) == 0


def test_one_digest_of_all_that_is_missing(county, round_, member):
    """The leader: the basis with its extension, a report, and the agreement's renewal."""
    network = member.network
    leader = person(RoleKind.NETWORK_LEADER, network=network)
    for kind in (ReminderKind.DECISION_BASIS, ReminderKind.REPORT, ReminderKind.AGREEMENT):
        ReminderRuleFactory(county=county, kind=kind)
    basis = DecisionBasisFactory(round=round_, network=network)
    MilestoneFactory(round=round_, kind=MilestoneKind.DECISION_BASIS, date=date(2026, 11, 10))
    Extension.objects.create(basis=basis, until=DEADLINE, reason="Illness", given_by=leader, given_at=at(9))
    Report.objects.create(round=round_, network=network, due_on=DEADLINE, opened_at=at(1))
    CooperationAgreementFactory(
        network=network,
        status=AgreementStatus.SIGNED,
        renewal_on=DEADLINE,
        valid_from=date(2025, 1, 1),
        valid_to=date(2026, 12, 31),
    )

    count = send_all_due(now=at(24))

    kinds = {*Reminder.objects.filter(recipient=leader).values_list("kind", flat=True)}
    assert (count, kinds) == (1, {ReminderKind.DECISION_BASIS, ReminderKind.REPORT, ReminderKind.AGREEMENT})
    assert OutboxMail.objects.get().body.count("1. desember 2026") == 3


def test_a_county_that_fails_is_logged_and_does_not_hold_the_others_up(county, round_, contact, monkeypatch, caplog):
    broken, plan_of = CountyFactory(pk=0), reminders.reminding  # the first in turn

    def failing(asked, today):
        return plan_of(asked, today) if asked != broken else 1 // 0

    monkeypatch.setattr(reminders, "reminding", failing)

    assert send_all_due(now=at(24)) == 1

    assert [record.getMessage() for record in caplog.records] == ["The reminders of county 0 failed"]


def test_a_recipients_report_goes_to_its_own_contacts(county, round_, member, contact):
    ReminderRuleFactory(county=county, kind=ReminderKind.REPORT)
    Report.objects.create(round=round_, organisation=member.owner, due_on=DEADLINE, opened_at=at(1))

    send_due(county, now=at(24))

    assert Reminder.objects.get(kind=ReminderKind.REPORT).recipient == contact


def test_an_agreement_whose_renewal_is_begun_needs_no_reminder(county, member):
    leader = person(RoleKind.NETWORK_LEADER, network=member.network)
    ReminderRuleFactory(county=county, kind=ReminderKind.AGREEMENT)
    dates = {"renewal_on": DEADLINE, "valid_from": date(2025, 1, 1), "valid_to": date(2026, 12, 31)}
    CooperationAgreementFactory(network=member.network, status=AgreementStatus.SIGNED, **dates)
    CooperationAgreementFactory(network=member.network)

    assert (send_due(county, now=at(24)), leader.reminders.count()) == (0, 0)


def test_nobody_without_rules(county):
    UserFactory()

    assert planned(county, DEADLINE) == []
