"""Recusals, criteria sheets, and the recommendation's versions. Recusals hold here as on the sheets' own pages."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.actions import settle
from forum.admin.meetings import ReadAdmin, ReadOnlyInline
from forum.models import CriteriaSheet, Recommendation, RecommendationPoint, Recusal, SheetAnswer
from forum.permissions.sheets import may_prepare_assessment
from networks.admin.confirm import Move, confirmed
from networks.admin.filters import CountyFilter, RoundFilter
from networks.enums import RoleKind
from networks.models import access_of


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


class AnswerInline(ReadOnlyInline):
    model = SheetAnswer
    fields = ["criterion", "verdict", "remark"]


@admin.register(CriteriaSheet)
class CriteriaSheetAdmin(ReadAdmin):
    """The groups' sheets with their verdicts. Whoever is recused from a network finds no row of it here either."""

    county_path = "assessment__round__county"
    list_display = ["network", "round", "group", "amount", "payout_held", "status", "handed_in_at"]
    list_filter = [
        ("assessment__round__county", CountyFilter),
        "status",
        "payout_held",
        ("assessment__round", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["network", "assessment__round__scheme", "group"]
    ordering = ["-assessment__round__year", "network__name"]
    search_fields = ["network__name", "remark", "conditions", "release_condition"]
    fields = [
        *("assessment", "group", "network", "amount", "amount_reason", "remark", "conditions"),
        *("payout_held", "release_condition", "status", "saved_at", "handed_in_at", "handed_in_by"),
    ]
    inlines = [AnswerInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CriteriaSheet]:
        visible = CriteriaSheet.objects.visible_to(request.user)  # type: ignore[arg-type]  # staff are signed in
        return super().get_queryset(request).filter(pk__in=visible.values("pk"))

    @admin.display(description=_("round"), ordering="assessment__round__year")
    def round(self, sheet: CriteriaSheet) -> str:
        return str(sheet.assessment.round)


class PointInline(ReadOnlyInline):
    model = RecommendationPoint
    fields = ["number", "kind", "text", "result", "votes_for", "votes_against"]


@admin.register(Recommendation)
class RecommendationAdmin(ReadAdmin):
    """The versions with their points; lines are withheld here, since somebody may be recused from one.

    Written on its own page; presented and forwarded here too, by the same actions.
    """

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
    actions = ["present", "forward"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recommendation]:
        return super().get_queryset(request).defer("contents")

    def has_handle_permission(self, request: HttpRequest) -> bool:
        access = access_of(request.user)
        return access.is_superuser or access.has(RoleKind.SECRETARIAT)

    @admin.action(description=_("Present to the forum"), permissions=["handle"])
    def present(self, request: Any, rows: QuerySet[Recommendation]) -> HttpResponse | None:
        def act(batch: list[Recommendation], answer: dict[str, Any]) -> None:
            settle.present(batch[0], actor=request.user)

        title = _("Present to the forum")
        return confirmed(self, request, rows, Move("present", title, title, act, _may(request)))

    @admin.action(description=_("Forward to the governor"), permissions=["handle"])
    def forward(self, request: Any, rows: QuerySet[Recommendation]) -> HttpResponse | None:
        def act(batch: list[Recommendation], answer: dict[str, Any]) -> None:
            settle.forward(batch[0], actor=request.user, now=timezone.now())

        title = _("Forward to the governor")
        return confirmed(self, request, rows, Move("forward", title, title, act, _may(request)))


def _may(request: Any) -> Any:
    return lambda row: may_prepare_assessment(request.user, row.round.county_id)
