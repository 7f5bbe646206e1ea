"""Needs reports and measures, for reading: people write them on their pages; a report is moved by the same actions."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networks.actions import needs
from networks.admin.base import WorkingAdmin, WorkingInline
from networks.admin.confirm import Move, confirmed
from networks.admin.filters import RoundFilter
from networks.admin.states import state_column
from networks.admin.sums import kroner_column, number_column
from networks.enums import RoleKind
from networks.enums.needs import NeedsStatus
from networks.models import CostLine, Measure, Need, NeedsReport, access_of
from networks.permissions.needs import may_report

COLORS = {NeedsStatus.DRAFT: "neutral", NeedsStatus.SUBMITTED: "success"}


class NeedInline(WorkingInline):
    model = Need
    fields = ["order", "text", "evidence", "institutions", "wished_partner"]
    ordering = ["order"]


@admin.register(NeedsReport)
class NeedsReportAdmin(WorkingAdmin[NeedsReport]):
    county_path = "round__county"
    is_addable = False
    is_changeable = False
    actions = ["submit_for_owner", "open_again"]
    list_display = [
        "owner",
        "network",
        "round",
        state_column(COLORS),
        "submitted_at",
        number_column("need_count", _("needs")),
    ]
    list_filter = [RoundFilter, "status"]
    list_select_related = ["owner", "network", "round__scheme"]
    ordering = ["-round__year", "owner__name", "pk"]
    search_fields = ["owner__name", "network__name", "needs__text"]
    search_help_text = _("Owner, network or words of a need")
    fields = ["round", "owner", "network", "message", "status", "first_submitted_at", "submitted_at", "entered_by"]
    inlines = [NeedInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[NeedsReport]:
        return super().get_queryset(request).annotate(need_count=Count("needs", distinct=True))

    def has_control_permission(self, request: HttpRequest) -> bool:
        return access_of(request.user).has(RoleKind.SECRETARIAT)

    @admin.action(description=_("Submit on behalf of the owner"), permissions=["control"])
    def submit_for_owner(self, request: Any, rows: QuerySet[NeedsReport]) -> HttpResponse | None:
        def act(batch: list[NeedsReport], answer: dict[str, Any]) -> None:
            needs.submit(batch[0], actor=request.user, now=timezone.now())

        title = _("Submit on behalf of the owner")
        return confirmed(self, request, rows, Move("submit_for_owner", title, _("Submit"), act, self._may(request)))

    @admin.action(description=_("Open again"), permissions=["control"])
    def open_again(self, request: Any, rows: QuerySet[NeedsReport]) -> HttpResponse | None:
        def act(batch: list[NeedsReport], answer: dict[str, Any]) -> None:
            needs.take_back(batch[0], actor=request.user)

        return confirmed(
            self, request, rows, Move("open_again", _("Open again"), _("Open again"), act, self._may(request))
        )

    def _may(self, request: Any) -> Any:
        def may(report: NeedsReport) -> bool:
            return may_report(request.user, report.owner_id, report.round.county_id)

        return may


class CostLineInline(WorkingInline):
    model = CostLine
    fields = ["order", "label", "kind", "recipient", "amount", "own_contribution"]
    ordering = ["order"]


@admin.register(Measure)
class MeasureAdmin(WorkingAdmin[Measure]):
    county_path = "basis__round__county"
    is_addable = False
    is_changeable = False
    list_display = ["title", "network", "of_round", "partner", kroner_column("amount", _("amount"))]
    list_filter = ["basis__status", "partner_role"]
    list_select_related = ["basis__network", "basis__round__scheme", "partner"]
    ordering = ["-basis__round__year", "basis__network__name", "order"]
    search_fields = ["title", "basis__network__name", "description"]
    search_help_text = _("Title, network or words of the description")
    fields = [
        *("basis", "order", "title", "target_groups", "need", "plan_goal", "description", "institutions"),
        *("partner", "partner_role", "workplace", "cross_disciplinary", "sami", "years_total", "year_number"),
        *("milestones", "signs"),
    ]
    inlines = [CostLineInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Measure]:
        return super().get_queryset(request).annotate(amount=Sum("cost_lines__amount"))

    @admin.display(description=_("network"), ordering="basis__network__name")
    def network(self, measure: Measure) -> str:
        return measure.basis.network.short_name

    @admin.display(description=_("round"), ordering="basis__round__year")
    def of_round(self, measure: Measure) -> str:
        return str(measure.basis.round)
