"""Adopted frames, for reading: they are adopted by an action and stay as they were adopted."""

from django.contrib import admin
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from allocations.models import Frame, FrameAdoption
from dekom.core.ordering import norwegian_order
from networks.admin.base import WorkingAdmin, WorkingInline
from networks.admin.filters import RoundFilter
from networks.admin.sums import kroner_column, number_column


class FrameInline(WorkingInline):
    model = Frame
    fields = ["network", "amount"]
    ordering = [norwegian_order("network__name")]


@admin.register(FrameAdoption)
class FrameAdoptionAdmin(WorkingAdmin[FrameAdoption]):
    county_path = "round__county"
    is_addable = False
    is_changeable = False
    list_display = [
        "round",
        "version",
        "adopted_on",
        "source",
        number_column("frame_count", _("networks")),
        kroner_column("total", _("frames")),
    ]
    list_filter = [RoundFilter]
    list_select_related = ["round__scheme"]
    ordering = ["-round__year", "round__scheme__name", "-version"]
    search_fields = ["source", "reason"]
    date_hierarchy = "adopted_on"
    fields = ["round", "version", "adopted_on", "source", "reason", "created_at"]
    inlines = [FrameInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FrameAdoption]:
        rows = super().get_queryset(request)
        return rows.annotate(frame_count=Count("frames"), total=Sum("frames__amount", default=0))
