"""Long-term plans: written here while they are drafts; cohorts and who takes part as long as the plan lives."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from allocations.models import (
    Cohort,
    CohortParticipant,
    CommonMeasure,
    LongTermPlan,
    MeasureTrack,
    PlanGrant,
    PlanGuideline,
    StopPoint,
)
from networks.admin.base import WorkingAdmin, WorkingInline
from networks.admin.filters import CountyFilter


class GuidelineInline(WorkingInline):
    model = PlanGuideline
    fields = ["group", "order", "text", "chapter"]
    ordering = ["group", "order"]


class GrantInline(WorkingInline):
    model = PlanGrant
    fields = ["order", "kind", "purpose", "recipient_name", "network", "amount", "chapter"]
    autocomplete_fields = ["network"]


class MeasureInline(WorkingInline):
    model = CommonMeasure
    fields = ["order", "name", "description", "first_year", "last_year", "chapter"]


class StopPointInline(WorkingInline):
    model = StopPoint
    fields = ["held_on", "reference", "outcome", "conclusion"]


class TrackInline(WorkingInline):
    model = MeasureTrack
    fields = ["order", "name", "description"]


class CohortInline(WorkingInline):
    model = Cohort
    fields = ["number", "starts_on", "ends_on", "note"]


class ParticipantInline(WorkingInline):
    model = CohortParticipant
    fields = ["network", "organisation", "track", "units"]
    autocomplete_fields = ["network", "organisation"]


@admin.register(LongTermPlan)
class LongTermPlanAdmin(WorkingAdmin[LongTermPlan]):
    fixed_after_creation = ("county", "scheme", "version")
    list_display = ["name", "scheme", "first_year", "last_year", "version", "status", "adopted_on"]
    list_filter = [("county", CountyFilter), "scheme", "status"]
    list_select_related = ["county", "scheme"]
    ordering = ["-first_year", "scheme__name", "-version"]
    search_fields = ["name"]
    readonly_fields = ["status", "adopted_on", "reference"]
    inlines = [GuidelineInline, GrantInline, MeasureInline]
    fieldsets = [
        (None, {"fields": ["county", "scheme", "name", "first_year", "last_year", "version", "change_note"]}),
        (_("What it says"), {"fields": ["aims", "target_group"]}),
        (_("Rules"), {"fields": ["over_frame_percent", "frame_chapter", "stop_point_month"]}),
        (_("State"), {"fields": ["status", "adopted_on", "reference"]}),
    ]

    def is_open(self, request: HttpRequest, row: LongTermPlan) -> bool:
        return row.is_draft


@admin.register(CommonMeasure)
class CommonMeasureAdmin(WorkingAdmin[CommonMeasure]):
    """All of them across plans; what the plan says of them is written in the plan."""

    county_path = "plan__county"
    is_addable = False
    list_display = ["name", "plan", "first_year", "last_year"]
    list_filter = ["plan__scheme"]
    list_select_related = ["plan"]
    ordering = ["-plan__first_year", "order"]
    search_fields = ["name"]
    fields = ["plan", "order", "name", "description", "first_year", "last_year", "chapter"]
    readonly_fields = ["plan", "order", "name", "description", "first_year", "last_year", "chapter"]
    inlines = [TrackInline, CohortInline]


@admin.register(Cohort)
class CohortAdmin(WorkingAdmin[Cohort]):
    county_path = "measure__plan__county"
    is_addable = False
    list_display = ["measure", "number", "starts_on", "ends_on"]
    list_filter = ["measure__plan__scheme"]
    list_select_related = ["measure__plan"]
    ordering = ["measure__name", "number"]
    search_fields = ["measure__name"]
    fields = ["measure", "number", "starts_on", "ends_on", "note"]
    fixed_after_creation = ("measure",)
    inlines = [ParticipantInline]
