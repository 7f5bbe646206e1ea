"""Reports: side by side, one by one, as they are written, submitted and controlled."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.actions import reports
from networks.enums import ReportStatus, RoleKind
from networks.enums.reports import ControlResult
from networks.models import Report, access_of
from networks.permissions.reports import (
    may_control_report,
    may_follow_reports,
    may_submit_report,
    may_write_report,
)
from networks.report_form import ControlForm, ReportForm
from networks.selectors.reports import questions_with_answers, reports_with_sums, totals_of

PER_PAGE = 50
MARKS = {
    ReportStatus.OPEN: "todo",
    ReportStatus.SUBMITTED: "ready",
    ReportStatus.CHANGES_REQUESTED: "warn",
    ReportStatus.ACCEPTED: "done",
}


@require_safe
def report_list(request: SignedInRequest) -> HttpResponse:
    """The reports that the reader may see, the newest round first."""
    found = reports_with_sums(Report.objects.visible_to(request.user))
    state, round_id = request.GET.get("state", ""), request.GET.get("round", "")
    if state in ReportStatus.values:
        found = found.filter(status=state)
    if round_id.isdecimal():
        found = found.filter(round=int(round_id))
    ordered = found.order_by("-round__year", "due_on", "network__name", "organisation__name", "pk")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "page": page,
        "rows": [_row(row, today) for row in page],
        "states": ReportStatus.choices,
        "state": state,
        "may_remind": access_of(request.user).has(RoleKind.SECRETARIAT),
        "trail": [(_("Overview"), reverse("home"))],
    }
    return render(request, "networks/report_list.html", context)


@require_POST
def report_remind(request: SignedInRequest) -> HttpResponse:
    """Mail to those in the secretariat's counties whose report is due and not submitted."""
    counties = access_of(request.user).counties_as(RoleKind.SECRETARIAT)
    if not counties:
        raise PermissionDenied
    late = Report.objects.filter(round__county__in=counties, due_on__lt=timezone.localdate())
    count = reports.remind(list(late.select_related("round__scheme", "network", "organisation")), now=timezone.now())
    text = ngettext("A reminder is sent about %(count)s report.", "Reminders are sent about %(count)s reports.", count)
    messages.success(request, text % {"count": count})
    return redirect("report_list")


@require_safe
def report_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    report = get_report(request, pk)
    return render(request, "networks/report_detail.html", page_of(request, report))


@require_http_methods(["GET", "POST"])
def report_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What can be read is saved. What a colleague wrote in the same field meanwhile is shown beside one's own."""
    report = get_report(request, pk)
    if not may_write_report(request.user, report) or not report.is_being_written:
        raise PermissionDenied
    form = ReportForm(report, request.POST if request.method == "POST" else None)
    conflicts: dict[str, Any] = {}
    if request.method == "POST":
        is_whole = form.is_valid()
        try:
            conflicts = reports.save(report, form.typed(), began=form.began_from(), actor=request.user)
        except DomainError as error:
            form.add_error(None, error.messages)
            is_whole = False
        if is_whole and not conflicts:
            messages.success(request, _("The report is saved."))
            return redirect("report_submit" if "check" in request.POST else "report_edit", pk=report.pk)
        form = _typed_again(report, request, conflicts)
    context = {
        "report": report,
        "form": form,
        "conflicts": [(form.fields[name].label, each) for name, each in conflicts.items()],
        "totals": totals_of(report),
        "trail": [*_trail(), (report.reporter, report.get_absolute_url())],
    }
    return render(request, "networks/report_edit.html", context)


@require_http_methods(["GET", "POST"])
def report_submit(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is lacking, or a last look before the report is submitted."""
    report = get_report(request, pk)
    if not may_submit_report(request.user, report) or not report.is_being_written:
        raise PermissionDenied
    problems = reports.report_problems(report)
    if request.method == "POST":
        try:
            reports.submit(report, actor=request.user, now=timezone.now())
        except DomainError as error:
            problems = error.messages
        else:
            messages.success(request, _("The report is submitted."))
            return redirect(report)
    context = {**page_of(request, report), "problems": problems}
    context["trail"] = [*_trail(), (report.reporter, report.get_absolute_url())]
    return render(request, "networks/report_submit.html", context)


@require_http_methods(["GET", "POST"])
def report_control(request: SignedInRequest, pk: int) -> HttpResponse:
    """The control of a submitted report."""
    report = get_report(request, pk)
    if not may_control_report(request.user, report):
        raise PermissionDenied
    form = ControlForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer = form.cleaned_data | {"result": ControlResult(form.cleaned_data["result"])}
        try:
            reports.control(report, **answer, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The control is recorded."))
            return redirect(report)
    waits = report.status == ReportStatus.SUBMITTED
    context = {**page_of(request, report), "form": form if waits or form.is_bound else None}
    context["trail"] = [*_trail(), (report.reporter, report.get_absolute_url())]
    return render(request, "networks/report_control.html", context)


def get_report(request: SignedInRequest, pk: int) -> Report:
    reports_ = Report.objects.visible_to(request.user)
    parts = ("round__scheme", "round__legal_basis", "round__county", "network", "organisation", "submitted_by")
    return get_object_or_404(reports_.select_related(*parts).prefetch_related("lines"), pk=pk)


def page_of(request: SignedInRequest, report: Report) -> dict[str, Any]:
    """What every page of one report shows."""
    questions = questions_with_answers(report)
    return {
        "report": report,
        "mark": mark(report, timezone.localdate()),
        "lines": report.lines.all(),
        "questions": questions,
        "totals": totals_of(report),
        "controls": report.controls.select_related("controlled_by"),
        "may_write": may_write_report(request.user, report) and report.is_being_written,
        "may_submit": may_submit_report(request.user, report) and report.is_being_written,
        "may_control": may_control_report(request.user, report) and report.status == ReportStatus.SUBMITTED,
        "follows": may_follow_reports(request.user, report.round.county_id),
        "trail": _trail(),
    }


def _row(report: Any, today: date) -> dict[str, Any]:
    """One of ``reports_with_sums``."""
    unspent = None if report.missing else report.granted - report.used
    return {"report": report, "mark": mark(report, today), "unspent": unspent}


def mark(report: Report, today: date) -> str:
    if report.is_being_written and report.due_on and report.due_on < today:
        return "late"
    return MARKS[ReportStatus(report.status)]


def _typed_again(report: Report, request: SignedInRequest, conflicts: dict[str, Any]) -> ReportForm:
    """The form with what was typed, beginning from what stands there now: saved once more, one's own text counts."""
    again = ReportForm(get_report(request, report.pk))
    data = request.POST.copy()
    data["began"] = again.fields["began"].initial
    for name in [name for name in data if name.startswith("base-")]:
        del data[name]
    form = ReportForm(again.report, data)
    form.is_valid()
    return form


def _trail() -> list[tuple[str, str]]:
    return [(_("Overview"), reverse("home")), (_("Reports"), reverse("report_list"))]
