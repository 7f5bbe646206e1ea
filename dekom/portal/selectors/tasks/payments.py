"""What waits with accounts, payments, reports and unspent money."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allocations.enums.payments import PaymentStatus, SettlementStatus
from allocations.models import PayeeChange, Payment, Settlement
from allocations.permissions import payee_counties
from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task, task
from networks.enums import ReportStatus, RoleKind
from networks.models import Report, Round

SOON = timedelta(days=30)  # payments are attested in good time before they fall due


def account_tasks(overview: Overview) -> Iterator[Task]:
    """Payee registrar: accounts that another has entered."""
    if not payee_counties(overview.user):
        return
    waiting = PayeeChange.objects.visible_to(overview.user).pending().exclude(requested_by=overview.user)
    if count := waiting.count():
        label = ngettext(
            "Confirm the account of %(count)s recipient", "Confirm the accounts of %(count)s recipients", count
        )
        note = _("Nothing is paid to them before.")
        yield task(overview, label % {"count": count}, reverse("payee_list"), note)


def payment_tasks(overview: Overview) -> Iterator[Task]:
    """Secretariat: payments to attest. Decision maker: payments to order, unspent money to decide on."""
    attesting = overview.access.counties_as(RoleKind.SECRETARIAT)
    ordering = overview.access.counties_as(RoleKind.DECISION_MAKER)
    if not attesting | ordering:
        return
    to_attest = Q(status=PaymentStatus.PLANNED, round__county__in=attesting, due_on__lte=overview.today + SOON)
    to_order = Q(status=PaymentStatus.ATTESTED, round__county__in=ordering)
    found = (
        Payment.objects.filter(to_attest | to_order)
        .values("round", "status")
        .annotate(count=Count("pk"), due=Min("due_on"))
        .order_by("round", "status")
    )
    for row in found:
        if row["status"] == PaymentStatus.ATTESTED:
            label = ngettext("Order %(count)s payment", "Order %(count)s payments", row["count"])
            url = reverse("payments_order", args=[row["round"]])
        else:
            label = ngettext("Attest %(count)s payment", "Attest %(count)s payments", row["count"])
            url = reverse("payments_attest", args=[row["round"]])
        yield task(overview, label % {"count": row["count"]}, url, "", row["due"])
    if ordering:
        yield from _settlements(overview, ordering)


def _settlements(overview: Overview, counties: frozenset[int]) -> Iterator[Task]:
    waiting = Settlement.objects.filter(status=SettlementStatus.PROPOSED, report__round__county__in=counties)
    for row in waiting.values("report__round").annotate(count=Count("pk")).order_by("report__round"):
        label = ngettext(
            "Decide what becomes of unspent money in %(count)s case",
            "Decide what becomes of unspent money in %(count)s cases",
            row["count"],
        )
        yield task(overview, label % {"count": row["count"]}, reverse("leftover_list", args=[row["report__round"]]))


def report_tasks(overview: Overview) -> Iterator[Task]:
    """Whoever reports: their own until it is accepted. Secretariat: reports to control."""
    if not overview.access.roles:
        return
    controlling = overview.access.counties_as(RoleKind.SECRETARIAT)
    reports = (
        Report.objects.visible_to(overview.user)
        .exclude(status=ReportStatus.ACCEPTED)
        .select_related("round__scheme", "network", "organisation")
        .order_by("due_on", "pk")
    )
    to_control: Counter[Round] = Counter()
    for report in reports:
        if report.status == ReportStatus.SUBMITTED:
            to_control[report.round] += report.round.county_id in controlling
        elif _is_own(overview, report):
            label = _("Write the report from %(reporter)s") % {"reporter": report.reporter}
            if report.status == ReportStatus.CHANGES_REQUESTED:
                label = _("Change the report from %(reporter)s") % {"reporter": report.reporter}
            yield task(overview, label, report.get_absolute_url(), str(report.round), report.due_on)
    for round_, count in to_control.items():
        if count:
            label = ngettext("Control %(count)s report", "Control %(count)s reports", count)
            url = f"{reverse('report_list')}?state=submitted&round={round_.pk}"
            yield task(overview, label % {"count": count}, url, str(round_))


def _is_own(overview: Overview, report: Report) -> bool:
    universities = {role.organisation_id for role in overview.access.roles if role.kind == RoleKind.UH_PARTNER}
    own = overview.access.organisations | universities
    return report.network_id in overview.access.networks or report.organisation_id in own
