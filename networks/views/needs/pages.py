"""Needs reports to read: what waits to be told, all that the reader may see, and one with what became of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dekom.core.history import Event, History
from dekom.core.http import SignedInRequest
from dekom.core.paging import CountedPaginator
from networks.actions.needs import problems_of
from networks.models import Need, NeedsReport, access_of
from networks.permissions.needs import may_report, reads_needs_of
from networks.selectors.needs import duties, is_closed, needs_deadline, needs_of
from networks.selectors.spelled import REGISTER
from networks.views.needs.common import MARKS, get_report, name_of, trail
from networks.views.tabs import network_tabs

PER_PAGE = 30
EVENTS = 20  # of the newest in the timeline


@require_safe
def needs_report_list(request: SignedInRequest) -> HttpResponse:
    access = access_of(request.user)
    if not (access.roles or access.is_superuser):
        raise PermissionDenied
    today = timezone.localdate()
    reports = NeedsReport.objects.visible_to(request.user).select_related("round__scheme", "network", "owner")
    page = CountedPaginator(reports.order_by("-round__year", "-first_submitted_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "networks/needs_report_list.html",
        {
            "duties": duties(access.organisations, today),
            "page": page,
            "tabs": network_tabs(request.user, "needs"),
            "rows": [(report, MARKS[report.status]) for report in page],
            "today": today,
        },
    )


@require_safe
def needs_report_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    report = get_report(request, pk)
    may_write = may_report(request.user, report.owner_id, report.round.county_id)
    closed = is_closed(report.round_id, report.network_id)
    needs = list(needs_of([report]))
    deadline = needs_deadline(report.round, report.network_id)
    asks_history = "history" in request.GET
    told_on = timezone.localdate(report.first_submitted_at) if report.first_submitted_at else None
    return render(
        request,
        "networks/needs_report_detail.html",
        {
            "trail": trail(),
            "report": report,
            "name": name_of(report.round),
            "mark": MARKS[report.status],
            "needs": needs,
            "deadline": deadline,
            "is_late": told_on is not None and told_on > deadline,
            "reads_network": reads_needs_of(request.user, report.network),
            "today": timezone.localdate(),
            "closed": closed,
            "may_write": may_write and not closed,
            "problems": problems_of(needs) if may_write and report.is_open else [],
            "asks_history": asks_history,
            "events": history_of(report) if asks_history else [],
        },
    )


def history_of(report: NeedsReport) -> list[Event]:
    """The newest changes of the report and its needs."""
    tracked: list[Any] = [NeedsReport, Need]
    written, told = (model.pgh_event_model.objects for model in tracked)
    events: list[Event] = History([written.filter(pgh_obj=report), told.filter(report=report.pk)], REGISTER)[:EVENTS]
    return events
