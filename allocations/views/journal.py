"""The journal of a county: to read, to add to, and to take out as CSV or JSON."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from allocations.actions import journal
from allocations.enums import JournalDirection
from allocations.forms.appeals import ExemptionForm, JournalForm
from allocations.models import JournalEntry
from allocations.permissions.decisions import journal_counties, may_follow_journal
from allocations.views.letter_templates import get_county
from dekom.core.errors import DomainError
from dekom.core.filenames import file_name
from dekom.core.http import SignedInRequest, search_words
from networks.models import County

PER_PAGE = 50
COLUMNS = (
    "number",
    "entered_on",
    "document",
    "direction",
    "sent_on",
    "party",
    "content",
    "dated",
    "exempt",
    "legal_ground",
)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take it for a formula


def entries_of(request: SignedInRequest, county: County) -> QuerySet[JournalEntry]:
    """Those that the reader searches for, newest first."""
    found = JournalEntry.objects.visible_to(request.user).filter(county=county)
    direction, words = request.GET.get("direction", ""), search_words(request.GET)
    if direction in JournalDirection.values:
        found = found.filter(direction=direction)
    if words:
        found = found.filter(Q(party__icontains=words) | Q(content__icontains=words) | Q(document__icontains=words))
    return found.order_by("-year", "-number")


@require_safe
def journal_list(request: SignedInRequest, pk: int) -> HttpResponse:
    county = get_county(request, pk)
    page = Paginator(entries_of(request, county), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "allocations/journal_list.html",
        {
            "county": county,
            "page": page,
            "search": search_words(request.GET),
            "direction": request.GET.get("direction", ""),
            "directions": JournalDirection.choices,
            "query": request.GET.urlencode(),
            "may_write": county.pk in journal_counties(request.user),
            "trail": [(_("Overview"), reverse("home"))],
        },
    )


@require_http_methods(["GET", "POST"])
def journal_new(request: SignedInRequest, pk: int) -> HttpResponse:
    county = get_county(request, pk)
    if county.pk not in journal_counties(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    form = JournalForm(request.POST or None, county_id=county.pk, initial={"dated": today, "sent_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            made = journal.document(county, actor=request.user, now=timezone.now(), fields=form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The document is entered as number %(number)s.") % {"number": made})
            return redirect("journal_list", pk=county.pk)
    trail = [(_("Overview"), reverse("home")), (_("Journal"), reverse("journal_list", args=[county.pk]))]
    return render(request, "allocations/journal_new.html", {"county": county, "form": form, "trail": trail})


@require_http_methods(["GET", "POST"])
def journal_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whether the public may see a document; the rest of an entry stays as it was entered."""
    entry = get_object_or_404(JournalEntry.objects.visible_to(request.user).select_related("county"), pk=pk)
    if not may_follow_journal(request.user, entry.county_id) or entry.county_id not in journal_counties(request.user):
        raise PermissionDenied
    initial = {"exempt": entry.exempt, "legal_ground": entry.legal_ground}
    form = ExemptionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            journal.exemption(entry, actor=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("legal_ground", error.messages)
        else:
            messages.success(request, _("The entry is changed."))
            return redirect("journal_list", pk=entry.county_id)
    trail = [(_("Overview"), reverse("home")), (_("Journal"), reverse("journal_list", args=[entry.county_id]))]
    return render(request, "allocations/journal_edit.html", {"entry": entry, "form": form, "trail": trail})


@require_safe
def journal_csv(request: SignedInRequest, pk: int) -> HttpResponse:
    """Semicolons and a mark at the start, as Norwegian spreadsheets read it."""
    county = get_county(request, pk)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    for entry in entries_of(request, county):
        writer.writerow(_plain(value) for value in _row(entry).values())
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name("journal", county.code, ending="csv")}"'
    return response


@require_safe
def journal_json(request: SignedInRequest, pk: int) -> HttpResponse:
    county = get_county(request, pk)
    rows = [_row(entry) for entry in entries_of(request, county)]
    response = JsonResponse(
        {"county": county.code, "entries": rows}, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = f'attachment; filename="{file_name("journal", county.code, ending="json")}"'
    return response


def _row(entry: JournalEntry) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in COLUMNS}
    return row | {"number": str(entry)}


def _plain(value: Any) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text
