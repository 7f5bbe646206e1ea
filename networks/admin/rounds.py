"""The yearly rounds and their milestones."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from networks.admin.base import WorkingAdmin, WorkingInline
from networks.admin.filters import CountyFilter, SeenOnly
from networks.admin.sums import number_column
from networks.enums import BasisStatus
from networks.models import Milestone, Round

WITH_NETWORK = [BasisStatus.DRAFT, BasisStatus.CHANGES_REQUESTED]


class MilestoneInline(WorkingInline):
    model = Milestone
    fields = ["kind", "date"]


@admin.register(Round)
class RoundAdmin(WorkingAdmin[Round]):
    is_removable = True
    fixed_after_creation = ("county", "scheme", "year", "legal_basis")
    list_display = [
        "__str__",
        "county",
        "legal_basis",
        number_column("basis_count", _("decision bases")),
        number_column("handed_in", _("handed in")),
        "next_milestone",
    ]
    list_filter = [("scheme", SeenOnly), "year", ("county", CountyFilter), ("legal_basis", SeenOnly)]
    list_select_related = ["county", "scheme", "legal_basis"]
    ordering = ["-year", "scheme__name"]
    search_fields = ["title", "scheme__name", "=year"]
    fields = [
        "county", "scheme", "year", "legal_basis", "title", "own_contribution_percent", "coordination_limit_percent",
    ]  # fmt: skip
    inlines = [MilestoneInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Round]:
        handed_in = ~Q(decision_bases__status__in=WITH_NETWORK)
        coming = Milestone.objects.filter(date__gte=timezone.localdate()).order_by("date")
        return (
            super()
            .get_queryset(request)
            .annotate(
                basis_count=Count("decision_bases"),
                handed_in=Count("decision_bases", filter=handed_in & Q(decision_bases__isnull=False)),
            )
            .prefetch_related(Prefetch("milestones", coming, "coming"))
        )

    @admin.display(description=_("next milestone"))
    def next_milestone(self, round_: Any) -> str:
        if not round_.coming:
            return ""
        milestone = round_.coming[0]
        return f"{milestone.get_kind_display()}, {date_format(milestone.date, 'DATE_FORMAT')}"
