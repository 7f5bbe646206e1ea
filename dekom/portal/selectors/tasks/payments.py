"""What waits with accounts, payments, reports and unspent money."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allocations.enums.payments import SettlementStatus
from allocations.models import PayeeChange, Payment, Settlement
from allocations.models.payment import PaymentQuerySet
from allocations.permissions import payee_counties
from allocations.selectors import payments_ready
from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task, task
from dekom.portal.selectors.tasks.waiting import Kind, Question, Row, question
from networks.enums import ReportStatus, RoleKind
from networks.models import Report
from networks.services.names import short_network_name

SOON = timedelta(days=30)  # payments are attested in good time before they fall due


def _unconfirmed(overview: Overview) -> Question | None:
    if not payee_counties(overview.user):
        return None
    waiting = PayeeChange.objects.visible_to(overview.user).pending().exclude(requested_by=overview.user)
    return question(waiting.values("status").annotate(count=Count("pk")), key="count")


def account_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Payee registrar: accounts that another has entered."""
    for count, _until, _facts in rows:
        label = ngettext(
            "Confirm the account of %(count)s recipient", "Confirm the accounts of %(count)s recipients", count
        )
        note = _("Nothing is paid to them before.")
        yield task(overview, label % {"count": count}, reverse("payee_list"), note)


def _to_attest(overview: Overview) -> Question | None:
    counties = overview.access.counties_as(RoleKind.SECRETARIAT)
    if not counties:
        return None
    soon = Payment.objects.filter(round__county__in=counties, due_on__lte=overview.today + SOON)
    return _by_round(payments_ready.to_attest(soon, overview.user, overview.today))


def attest_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Secretariat: payments that the person can attest, as the page says it."""
    for row in rows:
        label = ngettext("Attest %(count)s payment", "Attest %(count)s payments", row.facts["count"])
        yield task(overview, label % row.facts, reverse("payments_attest", args=[row.key]), "", row.until)


def _to_order(overview: Overview) -> Question | None:
    counties = overview.access.counties_as(RoleKind.DECISION_MAKER)
    if not counties:
        return None
    attested = Payment.objects.filter(round__county__in=counties)
    return _by_round(payments_ready.to_order(attested, overview.user, overview.today))


def order_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Decision maker: payments that the person can order, as the page says it."""
    for row in rows:
        label = ngettext("Order %(count)s payment", "Order %(count)s payments", row.facts["count"])
        yield task(overview, label % row.facts, reverse("payments_order", args=[row.key]), "", row.until)


def _by_round(payments: PaymentQuerySet) -> Question:
    counted = payments.values("round").annotate(count=Count("pk"), due=Min("due_on"))
    return question(counted, key="round", until="due", count="count")


def _settlements(overview: Overview) -> Question | None:
    counties = overview.access.counties_as(RoleKind.DECISION_MAKER)
    if not counties:
        return None
    waiting = Settlement.objects.filter(status=SettlementStatus.PROPOSED, report__round__county__in=counties)
    counted = waiting.values("report__round").annotate(count=Count("pk"))
    return question(counted, key="report__round", count="count")


def settlement_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Decision maker: unspent money to decide on."""
    for row in rows:
        label = ngettext(
            "Decide what becomes of unspent money in %(count)s case",
            "Decide what becomes of unspent money in %(count)s cases",
            row.facts["count"],
        )
        yield task(overview, label % row.facts, reverse("leftover_list", args=[row.key]))


def _own_reports(overview: Overview) -> Question | None:
    """What the person themself may write; those who only read all have none."""
    access = overview.access
    universities = {role.organisation_id for role in access.roles if role.kind == RoleKind.UH_PARTNER}
    if not access.networks | access.organisations | universities:
        return None
    own = Q(network__in=access.networks) | Q(organisation__in=access.organisations | universities)
    return question(
        Report.objects.filter(own, status__in=[ReportStatus.OPEN, ReportStatus.CHANGES_REQUESTED]),
        until="due_on",
        status="status",
        network="network__name",
        organisation="organisation__name",
        scheme="round__scheme__name",
        year="round__year",
    )


def report_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Whoever reports: their own until it is submitted."""
    for row in rows:
        network, organisation = row.facts["network"], row.facts["organisation"]
        reporter = short_network_name(network) if network else organisation
        label = _("Write the report from %(reporter)s") % {"reporter": reporter}
        if row.facts["status"] == ReportStatus.CHANGES_REQUESTED:
            label = _("Change the report from %(reporter)s") % {"reporter": reporter}
        yield task(overview, label, reverse("report_detail", args=[row.key]), str(row.round), row.until)


def _submitted_reports(overview: Overview) -> Question | None:
    counties = overview.access.counties_as(RoleKind.SECRETARIAT)
    if not counties:
        return None
    waiting = Report.objects.filter(status=ReportStatus.SUBMITTED, round__county__in=counties)
    counted = waiting.values("round", "round__scheme__name", "round__year").annotate(count=Count("pk"))
    return question(counted, key="round", scheme="round__scheme__name", year="round__year", count="count")


def control_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Secretariat: reports to control."""
    for row in rows:
        label = ngettext("Control %(count)s report", "Control %(count)s reports", row.facts["count"])
        url = f"{reverse('report_list')}?state=submitted&round={row.key}"
        yield task(overview, label % row.facts, url, str(row.round))


ACCOUNTS = Kind(_unconfirmed, account_tasks)
ATTESTATIONS = Kind(_to_attest, attest_tasks)
ORDERS = Kind(_to_order, order_tasks)
SETTLEMENTS = Kind(_settlements, settlement_tasks)
REPORTS = Kind(_own_reports, report_tasks)
CONTROLS = Kind(_submitted_reports, control_tasks)
