"""What the networks share of their own costs, for reading: they write it themselves."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from allocations.models import CostYear, InvoiceBasis
from networks.admin.base import WorkingAdmin
from networks.admin.columns import short_name_order
from networks.admin.sums import kroner_column


@admin.register(CostYear)
class CostYearAdmin(WorkingAdmin[CostYear]):
    county_path = "network__county"
    is_addable = False
    is_changeable = False
    list_display = ["network", "year", "counted_on", "count_source"]
    list_filter = ["year"]
    list_select_related = ["network"]
    ordering = ["-year", short_name_order("network__name")]
    search_fields = ["network__name", "count_source"]
    fields = ["network", "year", "counted_on", "count_source"]


@admin.register(InvoiceBasis)
class InvoiceBasisAdmin(WorkingAdmin[InvoiceBasis]):
    county_path = "cost_year__network__county"
    is_addable = False
    is_changeable = False
    list_display = [
        "cost_year",
        "kind",
        "version",
        kroner_column("expenses", _("expenses")),
        kroner_column("earmarked", _("earmarked grants")),
        "made_by",
        "made_at",
    ]
    list_filter = ["kind"]
    list_select_related = ["cost_year__network", "made_by"]
    ordering = ["-cost_year__year", short_name_order("cost_year__network__name"), "kind", "version"]
    search_fields = ["cost_year__network__name", "reason"]
    fields = [
        "cost_year",
        "kind",
        "version",
        "reason",
        "expenses",
        "earmarked",
        "counted_on",
        "count_source",
        "made_by",
        "made_at",
    ]
