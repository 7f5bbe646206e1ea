"""Bringing head counts in: upload or paste, match the columns, look at what it would do, use it."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count as CountRows
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from dekom.core.errors import DomainError
from dekom.core.fields import DayField
from dekom.core.http import SignedInRequest
from networks.actions import import_head_counts
from networks.enums import HeadCategory
from networks.forms import FILE_FAULTS
from networks.models import County, HeadCount
from networks.permissions import import_counties, may_import_people, sees_people
from networks.selectors.head_count_import import (
    Outcome,
    category_words,
    plan_counts,
)
from networks.services.head_count_sheet import MAX_ROWS, Column, Table, as_table, read_counts, used_twice
from networks.services.sheets import MAX_BYTES, SheetError, column_letter, plain, read_sheets
from networks.views.head_count_columns import choose, chosen_table, columns_of, rows_of, suggested

KEY = "head_count_import"  # where the session keeps what was read, until it is used
MOST_LISTED = 50  # of each kind, on the page
MOST_SHEETS = 6


class HeadCountForm(forms.Form):
    """Where the numbers come from, the day they are of, and the numbers themselves: a file, or cells pasted."""

    county = forms.ModelChoiceField(County.objects.none(), label=gettext_lazy("County"), empty_label=None)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=200,
        help_text=gettext_lazy("For example GSI, Basil, KOSTRA or SSB. Its columns are remembered under this name."),
    )
    day = DayField(label=gettext_lazy("Counted on"))
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        required=False,
        help_text=gettext_lazy(
            "Excel (.xlsx) or CSV, at most 1 MB. You see what it changes before anything is stored."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,text/csv"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the cells here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("With the row of headers, as copied from a spreadsheet."),
    )

    def __init__(self, *args: Any, counties: list[County], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tables: list[Table] = []
        if len(counties) > 1:
            choices = County.objects.filter(pk__in=[county.pk for county in counties])
            self.fields["county"] = forms.ModelChoiceField(choices, label=_("County"), empty_label=None)
        else:
            del self.fields["county"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        uploaded, text = cleaned.get("file"), cleaned.get("text") or ""
        if not uploaded and not text.strip():
            self.add_error("file", _("Choose a file, or paste the cells."))
            return cleaned
        data = uploaded.read(MAX_BYTES + 1) if uploaded else text.encode()
        try:
            tables = [as_table(name, rows) for name, rows in read_sheets(data, most=MAX_ROWS)]
        except SheetError as error:
            limits = {"megabytes": MAX_BYTES // 1_000_000, "rows": MAX_ROWS}
            self.add_error("file" if uploaded else "text", str(FILE_FAULTS[error.fault]) % limits)
            return cleaned
        self.tables = [table for table in tables if table]
        if not self.tables:
            self.add_error("file" if uploaded else "text", _("No row of headers is found."))
        elif not uploaded:
            self.tables = [replace(self.tables[0], sheet=_("Pasted"))]
        return cleaned


@require_safe
def head_count_list(request: SignedInRequest) -> HttpResponse:
    """What is counted, when and by whom."""
    if not sees_people(request.user):
        raise Http404
    rows = (
        HeadCount.objects.visible_to(request.user)
        .order_by()
        .values("counted_on", "category", "source")
        .annotate(places=CountRows("pk"), total=Sum("number"))
        .order_by("-counted_on", "category", "source")
    )
    lines = [{**row, "category": HeadCategory(row["category"]).label} for row in rows]
    context = {"lines": lines, "may_import": may_import_people(request.user)}
    return render(request, "networks/head_count_list.html", context)


@require_http_methods(["GET", "POST"])
def head_count_import(request: SignedInRequest) -> HttpResponse:
    check_rights(request)
    counties = import_counties(request.user)
    form = HeadCountForm(request.POST or None, request.FILES or None, counties=counties)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        county = cleaned.get("county") or counties[0]
        request.session[KEY] = {
            "county": county.pk,
            "source": cleaned["source"],
            "day": cleaned["day"].isoformat(),
            "tables": [asdict(table) for table in form.tables[:MOST_SHEETS]],
            "chosen": 0,
            "columns": suggested(county, cleaned["source"], form.tables[0]),
        }
        return redirect("head_count_import_preview")
    return render(request, "networks/head_count_import.html", {"form": form, "trail": trail()})


@require_http_methods(["GET", "POST"])
def head_count_import_preview(request: SignedInRequest) -> HttpResponse:
    check_rights(request)
    kept = request.session.get(KEY)
    if kept is None:
        messages.info(request, _("There is no file to use. Upload it first."))
        return redirect("head_count_import")
    counties = [county.pk for county in import_counties(request.user)]
    county = get_object_or_404(County, pk=kept["county"], pk__in=counties)
    meanings = meanings_of()
    if request.method == "POST":
        choose(kept, request.POST, county, meanings)
        request.session.modified = True
    table = chosen_table(kept)
    columns = {int(place): meaning for place, meaning in kept["columns"].items()}
    counts = read_counts(table, columns, category_words())
    day = date.fromisoformat(kept["day"])
    if "use" in request.POST:
        match = {plain(header): columns.get(place, "") for place, header in enumerate(table.headers) if header}
        try:
            done = import_head_counts.head_counts(
                counts, county=county, day=day, source=kept["source"], columns=match, actor=request.user
            )
        except DomainError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("head_count_import_preview")
        del request.session[KEY]
        told = _("New numbers: %(new)s. Changed: %(changed)s. As before: %(same)s. Left out: %(left_out)s.")
        messages.success(request, told % asdict(done))
        return redirect("head_count_list")
    plan = plan_counts(counts, county=county, day=day)
    labels = dict(meanings)
    context = {
        "columns": columns_of(table, columns),
        "meanings": meanings,
        "sheets": [(place, each["sheet"]) for place, each in enumerate(kept["tables"])],
        "chosen": kept["chosen"],
        "rows": rows_of(table),
        "head": table.head,
        "first": table.first,
        "twice": [
            (labels[meaning], ", ".join(map(column_letter, places))) for meaning, places in used_twice(columns).items()
        ],
        "plan": plan,
        "faulty": plan.faults,
        "changed": plan.of(Outcome.CHANGED)[:MOST_LISTED],
        "new": plan.of(Outcome.NEW)[:MOST_LISTED],
        "counts": {outcome.value: len(plan.of(outcome)) for outcome in Outcome},
        "sheet": table.sheet,
        "county": county,
        "source": kept["source"],
        "day": day,
        "trail": trail(),
    }
    return render(request, "networks/head_count_import_preview.html", context)


def meanings_of() -> list[tuple[str, str]]:
    return [
        (Column.IGNORED, _("Not used")),
        (Column.OWNER, _("Owner or network")),
        (Column.CATEGORY, _("Category, a row each")),
        (Column.NUMBER, _("Number, a row each")),
        *((value, str(label)) for value, label in HeadCategory.choices),
    ]


def trail() -> list[tuple[str, str]]:
    return [(_("Head counts"), reverse("head_count_list"))]


def check_rights(request: SignedInRequest) -> None:
    """Other staff know of the page but may not use it; for all others there is none."""
    if not sees_people(request.user):
        raise Http404
    if not may_import_people(request.user):
        raise PermissionDenied
