"""Head counts: what distribution keys weigh by."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dekom.core.ordering import norwegian_order
from networks.admin.base import WorkingAdmin
from networks.admin.sums import number_column
from networks.models import HeadCount


@admin.register(HeadCount)
class HeadCountAdmin(WorkingAdmin[HeadCount]):
    """A count is an owner's or a network's, so its county is found by either way."""

    county_path = "owner__county"
    is_removable = True
    list_display = ["whose", "category", number_column("number", _("number")), "counted_on", "source"]
    list_filter = ["category", "counted_on", "source"]
    list_select_related = ["owner", "network"]
    ordering = ["-counted_on", "category", norwegian_order("owner__name"), norwegian_order("network__name")]
    search_fields = ["owner__name", "network__name", "source"]
    search_help_text = _("Owner, network or source")
    fields = ["owner", "network", "category", "number", "counted_on", "source"]
    autocomplete_fields = ["owner", "network"]

    def within(self, counties: frozenset[int]) -> Q:
        return Q(owner__county__in=counties) | Q(network__county__in=counties)

    def county_of(self, row: HeadCount) -> int | None:
        place: Any = row.owner or row.network
        county: int | None = place.county_id if place else None  # a form not filled in yet has neither
        return county

    @admin.display(description=_("of"), ordering=norwegian_order("owner__name"))
    def whose(self, count: HeadCount) -> str:
        return str(count.owner or count.network)
