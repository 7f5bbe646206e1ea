"""Reports, for reading: they open when letters are issued and move by actions."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from networks.admin.base import WorkingAdmin
from networks.admin.filters import RoundFilter
from networks.admin.states import REPORT_COLORS, state_column
from networks.models import Report


@admin.register(Report)
class ReportAdmin(WorkingAdmin[Report]):
    county_path = "round__county"
    is_addable = False
    list_display = ["reporter", "round", state_column(REPORT_COLORS), "due_on", "submitted_at"]
    list_filter = [RoundFilter, "status"]
    list_select_related = ["round__scheme", "network", "organisation"]
    ordering = ["-round__year", "due_on", "pk"]
    search_fields = ["network__name", "organisation__name"]
    search_help_text = _("Network or recipient")
    fields = ["round", "network", "organisation", "status", "due_on", "opened_at", "submitted_at"]
    readonly_fields = ["round", "network", "organisation", "status", "opened_at", "submitted_at"]

    @admin.display(description=_("from"))
    def reporter(self, report: Any) -> str:
        return report.network.short_name if report.network else str(report.organisation)

    def is_open(self, request: Any, row: Report) -> bool:
        return not row.submitted_at
