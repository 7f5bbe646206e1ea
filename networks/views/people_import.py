"""Bringing people in from a spreadsheet: upload, look at what it would do, use it."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dekom.core.http import SignedInRequest
from networks.actions import import_people
from networks.forms import PeopleFileForm
from networks.models import County
from networks.permissions import import_counties, may_import_people, sees_people
from networks.selectors.people_import import Outcome, plan_people
from networks.services.people_sheet import CellFault, Line, Sheet
from networks.services.sheets import Fault

KEY = "people_import"  # where the session keeps what was read, until it is used


@require_http_methods(["GET", "POST"])
def people_import(request: SignedInRequest) -> HttpResponse:
    check_rights(request)
    counties = import_counties(request.user)
    is_sent = request.method == "POST"
    form = PeopleFileForm(request.POST if is_sent else None, request.FILES if is_sent else None, counties=counties)
    if form.is_valid() and form.sheet is not None:
        county = form.cleaned_data.get("county") or counties[0]
        request.session[KEY] = packed(form.sheet, county)
        return redirect("people_import_preview")
    return render(request, "networks/people_import.html", {"form": form, "trail": trail()})


@require_http_methods(["GET", "POST"])
def people_import_preview(request: SignedInRequest) -> HttpResponse:
    check_rights(request)
    kept = request.session.get(KEY)
    if kept is None:
        messages.info(request, _("There is no file to use. Upload it first."))
        return redirect("people_import")
    county = get_object_or_404(
        County, pk=kept["county"], pk__in=[county.pk for county in import_counties(request.user)]
    )
    lines = unpacked(kept["lines"])
    if request.method == "POST":
        return use(request, lines, county)
    plan = plan_people(lines, county=county, actor=request.user, today=timezone.localdate())
    groups = {outcome.value: [row for row in plan if row.outcome is outcome] for outcome in Outcome}
    context = {
        "groups": groups,
        "sheet": kept["sheet"],
        "county": county,
        "usable": len(plan) - len(groups["faulty"]),
        "trail": trail(),
    }
    return render(request, "networks/people_import_preview.html", context)


@require_safe
def people_import_template(request: SignedInRequest) -> HttpResponse:
    """An empty workbook with our headers, for people to fill in."""
    from networks.services.workbook import CONTENT_TYPE, table_workbook  # noqa: PLC0415 - openpyxl is heavy

    check_rights(request)
    headers = [
        _("Name"), _("E-mail"), _("Role"), _("Network"), _("Organisation"), _("From"), _("To and with"), _("Language"),
    ]  # fmt: skip
    return HttpResponse(
        table_workbook(_("People"), headers),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": 'attachment; filename="dekom-people.xlsx"'},
    )


def trail() -> list[tuple[str, str]]:
    return [(_("People"), reverse("person_list"))]


def check_rights(request: SignedInRequest) -> None:
    """Other staff know of the page but may not use it; for all others there is none."""
    if not sees_people(request.user):
        raise Http404
    if not may_import_people(request.user):
        raise PermissionDenied


def use(request: SignedInRequest, lines: list[Line], county: County) -> HttpResponseRedirect:
    result = import_people.people(lines, county=county, actor=request.user, today=timezone.localdate())
    del request.session[KEY]
    words = {"new": result.new, "changed": result.changed, "same": result.same, "left_out": result.left_out}
    messages.success(
        request, _("New roles: %(new)s. Changed: %(changed)s. As before: %(same)s. Left out: %(left_out)s.") % words
    )
    return redirect("person_list")


def packed(sheet: Sheet, county: County) -> dict[str, Any]:
    """What was read, as the session can keep it."""
    lines = [
        {**asdict(line), "faults": [(fault.fault.value, fault.field, fault.text) for fault in line.faults]}
        for line in sheet.lines
    ]
    return {"county": county.pk, "sheet": sheet.name, "lines": lines}


def unpacked(lines: list[dict[str, Any]]) -> list[Line]:
    return [
        Line(**{**line, "faults": tuple(CellFault(Fault(code), name, text) for code, name, text in line["faults"])})
        for line in lines
    ]
