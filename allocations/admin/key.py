"""Distribution keys, for reading, for they are written on the workbench; and what last year's amounts were."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from allocations.enums import KeyStatus
from allocations.models import AllocationKey, LastYear
from networks.admin.base import WorkingAdmin
from networks.admin.columns import short_name_order
from networks.admin.filters import RoundFilter
from networks.admin.states import state_column
from networks.admin.sums import kroner_column

COLORS = {KeyStatus.DRAFT: "neutral", KeyStatus.PROPOSED: "info", KeyStatus.ADOPTED: "success"}


@admin.register(AllocationKey)
class AllocationKeyAdmin(WorkingAdmin[AllocationKey]):
    county_path = "round__county"
    is_addable = False
    is_changeable = False
    list_display = [
        "name",
        "round",
        "version",
        state_column(COLORS),
        kroner_column("base_grant", _("base grant per network"), is_summed=False),
        "counted_on",
        "max_fall_percent",
        "max_rise_percent",
        "author",
    ]
    list_filter = [RoundFilter, "status"]
    list_select_related = ["round__scheme", "author"]
    ordering = ["-round__year", "round__scheme__name", "version"]
    search_fields = ["name", "note"]
    fields = [
        "round",
        "version",
        "name",
        "status",
        "author",
        "note",
        "base_grant",
        "weights",
        "counted_on",
        "max_fall_percent",
        "max_rise_percent",
        "unit",
    ]


@admin.register(LastYear)
class LastYearAdmin(WorkingAdmin[LastYear]):
    county_path = "round__county"
    is_removable = True
    fixed_after_creation = ("round", "network")
    list_display = ["network", "round", kroner_column("amount", _("last year's amount")), "source"]
    list_filter = [RoundFilter]
    list_select_related = ["network", "round__scheme"]
    ordering = ["-round__year", short_name_order("network__name")]
    search_fields = ["network__name", "source"]
    fields = ["round", "network", "amount", "source"]
    autocomplete_fields = ["network"]
