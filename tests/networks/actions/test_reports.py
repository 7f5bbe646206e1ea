"""Reports open with their letter, are written by several, submitted, controlled, sent back and accepted."""

from datetime import UTC, date, datetime

import pytest
from django.db import InternalError, transaction
from django.db.models import F
from django.utils import translation

from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import OutboxMail
from networks.actions import reports
from networks.enums import MilestoneKind, RoleKind
from networks.enums.reports import ControlResult, UnspentWish
from networks.models import Report, ReportControl, ReportQuestion
from networks.selectors.reports import report_values
from networks.services.merging import Conflict
from tests.factories import CountyFactory, MilestoneFactory, NetworkFactory, OwnerFactory, RoundFactory, person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def round_():
    made = RoundFactory(county=CountyFactory())
    MilestoneFactory(round=made, kind=MilestoneKind.REPORT, date=date(2026, 6, 15))
    for order in (1, 2):
        ReportQuestion.objects.create(
            legal_basis=made.legal_basis, order=order, text_nb=f"Spørsmål {order}", text_nn=f"Spørsmål {order}"
        )
    return made


@pytest.fixture
def network(round_):
    return NetworkFactory(county=round_.county)


@pytest.fixture
def leader(round_, network):
    return person(RoleKind.NETWORK_LEADER, round_.county, network)


@pytest.fixture
def secretary(round_):
    return person(RoleKind.SECRETARIAT, round_.county)


@pytest.fixture
def report(round_, network):
    return reports.open_for(round_, network=network, now=NOW, lines=[("One", 600), ("Two", 400)])


def fill(report, by, used=(600, 400), **more):
    """All that a report needs."""
    values = report_values(report)
    lines = report.lines.all()
    typed = {name: "An answer" for name in values if name.startswith("answer_")} | {"summary": "It went well"}
    for line, amount in zip(lines, used, strict=True):
        typed |= {f"line_{line.pk}_used": amount, f"line_{line.pk}_reached": "Much"}
    assert reports.save(report, typed | more, began=values, actor=by) == {}
    report.refresh_from_db()


def submitted(report, by):
    fill(report, by)
    reports.submit(report, actor=by, now=NOW)
    return report


def control(report, by, result=ControlResult.ACCEPTED, note="", form_in_order=True, reasonable=True):
    return reports.control(
        report,
        result=result,
        form_in_order=form_in_order,
        reasonable=reasonable,
        note=note,
        actor=by,
        now=NOW,
    )


def test_it_opens_once_with_the_measures_as_decided(report, round_, network):
    again = reports.open_for(round_, network=network, now=NOW, lines=[("Three", 1)])

    assert again == report
    assert list(report.lines.values_list("order", "title", "granted")) == [(1, "One", 600), (2, "Two", 400)]
    assert report.due_on == date(2026, 6, 15)


def test_what_is_granted_later_gets_a_line_of_its_own(report):
    reports.add_lines(report, [("September", 100)])

    assert list(report.lines.values_list("order", "title", "granted"))[-1] == (3, "September", 100)


def test_where_less_is_granted_later_the_lines_are_lowered_and_what_was_written_stays(report):
    report.lines.filter(order=1).update(used=500, reached="All")

    reports.lower_lines(report, [300, 400])

    lines = list(report.lines.values_list("order", "granted", "used", "reached"))
    assert lines == [(1, 300, 500, "All"), (2, 400, None, "")]
    history = report.lines.get(order=1).events.order_by("pgh_id")
    assert list(history.values_list("granted", flat=True)) == [600, 600, 300]
    with pytest.raises(InternalError, match="pgtrigger"), transaction.atomic():
        report.lines.update(granted=F("granted") + 1)


def test_two_write_at_once_and_nothing_is_lost(report, leader, round_, network):
    colleague = person(RoleKind.COORDINATOR, round_.county, network)
    began = report_values(report)
    reports.save(report, {"summary": "Theirs", "unspent_reason": "Theirs too"}, began=began, actor=colleague)

    conflicts = reports.save(report, {"summary": "Mine", "unspent_wish": "pay_back"}, began=began, actor=leader)

    report.refresh_from_db()
    assert conflicts == {"summary": Conflict("Theirs", "Mine")}
    assert (report.summary, report.unspent_reason, report.unspent_wish) == ("Theirs", "Theirs too", "pay_back")


def test_unknown_fields_are_left_alone(report, leader):
    assert reports.save(report, {"status": "accepted", "summary": "Mine"}, began={}, actor=leader) == {}
    assert Report.objects.get(pk=report.pk).status == "open"


def test_others_do_not_write_it(report, round_):
    for kind in (RoleKind.NETWORK_LEADER, RoleKind.DECISION_MAKER, RoleKind.FORUM_MEMBER, RoleKind.OWNER_CONTACT):
        with pytest.raises(DomainError, match="own people"):
            reports.save(report, {"summary": "Mine"}, began={}, actor=person(kind, round_.county))


def test_it_says_everything_that_it_lacks_at_once(report, leader):
    with pytest.raises(DomainError) as error:
        reports.submit(report, actor=leader, now=NOW)

    assert len(error.value.messages) == 2 + 1 + 2 + 2  # amounts, the summary, results, answers


def test_a_small_grant_reports_amounts_and_a_summary(report, leader, round_):
    round_.full_report_from = 1_001
    round_.save()
    report = Report.objects.get(pk=report.pk)
    lines = {f"line_{line.pk}_used": line.granted for line in report.lines.all()}
    reports.save(report, lines | {"summary": "Fine"}, began=report_values(report), actor=leader)
    report.refresh_from_db()

    reports.submit(report, actor=leader, now=NOW)

    assert report.status == "submitted"


def test_what_is_left_needs_a_wish_and_a_reason(report, leader):
    fill(report, leader, used=(600, 300))
    with pytest.raises(DomainError, match="100 kr is left"):
        reports.submit(report, actor=leader, now=NOW)
    fill(report, leader, used=(600, 300), unspent_wish=UnspentWish.PAY_BACK, unspent_reason="A gathering fell through")

    reports.submit(report, actor=leader, now=NOW)

    assert (report.status, report.submitted_by, report.submitted_at) == ("submitted", leader, NOW)
    assert OutboxMail.objects.filter(template="networks/report_received").count() == 1


def test_the_leader_submits_and_the_secretariat_on_their_behalf(report, round_, network, secretary):
    coordinator = person(RoleKind.COORDINATOR, round_.county, network)
    fill(report, coordinator)
    with pytest.raises(DomainError, match="leader"):
        reports.submit(report, actor=coordinator, now=NOW)

    reports.submit(report, actor=secretary, now=NOW)

    assert report.submitted_by == secretary


def test_a_submitted_report_is_not_written(report, leader):
    submitted(report, leader)

    with pytest.raises(DomainError, match="submitted"):
        reports.save(report, {"summary": "Mine"}, began={}, actor=leader)
    with pytest.raises(DomainError, match="can't go from"):
        reports.submit(report, actor=leader, now=NOW)


def test_an_organisation_reports_by_its_own_people(round_):
    owner = OwnerFactory(county=round_.county)
    report = reports.open_for(round_, organisation=owner, now=NOW, lines=[("One", 100)])
    contact = person(RoleKind.OWNER_CONTACT, round_.county, organisation=owner)
    values = report_values(report)
    line = report.lines.get()
    typed = {name: "Yes" for name in values if name.startswith("answer_")} | {"summary": "Fine"}
    reports.save(
        report, typed | {f"line_{line.pk}_used": 100, f"line_{line.pk}_reached": "Much"}, began=values, actor=contact
    )
    report.refresh_from_db()

    reports.submit(report, actor=contact, now=NOW)

    assert list(OutboxMail.objects.values_list("recipient", flat=True)) == [contact.pk]
    with pytest.raises(DomainError, match="own people"):
        reports.save(report, {"summary": "x"}, began={}, actor=person(RoleKind.OWNER_CONTACT, round_.county))


def test_a_control_is_kept_with_who_when_and_the_result(report, leader, secretary):
    made = control(submitted(report, leader), secretary)

    assert report.status == "accepted"
    assert (made.controlled_by, made.controlled_at, made.result) == (secretary, NOW, "accepted")
    assert OutboxMail.objects.filter(template="networks/report_accepted").count() == 1
    with pytest.raises(InternalError, match="pgtrigger"), transaction.atomic():
        ReportControl.objects.update(note="other")
    with pytest.raises(InternalError, match="pgtrigger"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(summary="other")
    with pytest.raises(DomainError, match="accepted"):
        reports.add_lines(report, [("Late", 1)])
    with pytest.raises(DomainError, match="accepted"):
        reports.lower_lines(report, [1, 1])


def test_sent_back_with_a_reason_and_submitted_again(report, leader, secretary):
    submitted(report, leader)
    with pytest.raises(DomainError, match="what should be changed"):
        control(report, secretary, ControlResult.SENT_BACK)
    control(report, secretary, ControlResult.SENT_BACK, "Tell more of the pupils")

    assert (report.status, report.change_reason) == ("changes_requested", "Tell more of the pupils")
    reports.submit(report, actor=leader, now=NOW)
    control(report, secretary)
    assert [each.result for each in report.controls.all()] == ["sent_back", "accepted"]


@pytest.mark.parametrize("wrong", [{"form_in_order": False}, {"reasonable": False}])
def test_what_is_not_in_order_is_not_accepted(report, leader, secretary, wrong):
    with pytest.raises(DomainError, match="in order"):
        control(submitted(report, leader), secretary, **wrong)


def test_nobody_controls_what_they_submitted_or_without_the_role(report, secretary, leader, round_):
    submitted(report, secretary)

    for somebody in (secretary, leader, person(RoleKind.DECISION_MAKER, round_.county)):
        with pytest.raises(DomainError, match="did not submit"):
            control(report, somebody)


def test_somebody_else_was_first(report, leader, secretary):
    submitted(report, leader)
    stale = Report.objects.get(pk=report.pk)
    control(report, secretary, ControlResult.SENT_BACK, "More")

    with pytest.raises(StaleStateError):
        control(stale, secretary)


def test_reminders_go_to_those_who_have_not_submitted(report, leader, round_):
    done = reports.open_for(
        round_, network=NetworkFactory(county=round_.county), now=NOW, lines=[("One", 1), ("Two", 1)]
    )
    submitted(done, person(RoleKind.NETWORK_LEADER, round_.county, done.network))
    OutboxMail.objects.all().delete()

    assert reports.remind([report, done], now=NOW) == 1
    assert list(OutboxMail.objects.values_list("recipient", flat=True)) == [leader.pk]
