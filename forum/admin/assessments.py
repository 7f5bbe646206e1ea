"""Recusals, and the recommendation's versions. Criteria sheets are read on their own pages, where recusals hold."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from forum.admin.meetings import ReadAdmin, ReadOnlyInline
from forum.models import Recommendation, RecommendationPoint, Recusal
from networks.admin.filters import CountyFilter, RoundFilter


@admin.register(Recusal)
class RecusalAdmin(ReadAdmin):
    county_path = "round__county"
    list_display = ["person", "network", "round", "ground", "source", "ruling", "ruling_reference"]
    list_filter = [("round__county", CountyFilter), RoundFilter, "ruling", "source", "ground"]
    list_select_related = ["person", "network", "round__scheme"]
    ordering = ["-pk"]
    search_fields = ["person__name", "network__name", "note", "ruling_reference"]
    fields = [
        *("round", "person", "network", "ground", "source", "note", "raised_by", "raised_at"),
        *("ruling", "ruling_reference", "ruling_note", "ruled_by", "ruled_at"),
    ]


class PointInline(ReadOnlyInline):
    model = RecommendationPoint
    fields = ["number", "kind", "text", "result", "votes_for", "votes_against"]


@admin.register(Recommendation)
class RecommendationAdmin(ReadAdmin):
    """The versions with their points; lines are withheld here, since somebody may be recused from one."""

    county_path = "round__county"
    list_display = ["round", "version", "kind", "status", "reference", "settled_at", "forwarded_at"]
    list_filter = [("round__county", CountyFilter), RoundFilter, "status", "kind"]
    list_select_related = ["round__scheme", "meeting"]
    ordering = ["-round__year", "-version"]
    search_fields = ["reference", "whole", "meeting__title"]
    fields = [
        *("round", "meeting", "item", "version", "kind", "reference", "whole", "weighing", "status"),
        *("made_by", "made_at", "settled_at", "forwarded_at", "forwarded_by", "sha256"),
    ]
    inlines = [PointInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recommendation]:
        return super().get_queryset(request).defer("contents")
