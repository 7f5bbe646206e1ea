"""Decision letters, for reading, and what all letters of a round share, for writing."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from allocations.enums import DecisionStatus, LetterStatus
from allocations.models import DecisionLetter, LetterTerms
from networks.admin.base import WorkingAdmin
from networks.admin.filters import RoundFilter
from networks.admin.states import state_column
from networks.admin.sums import kroner_column, number_column
from networks.models import access_of

COLORS = {LetterStatus.APPROVED: "info", LetterStatus.ISSUED: "success"}


@admin.register(DecisionLetter)
class DecisionLetterAdmin(WorkingAdmin[DecisionLetter]):
    is_addable = False
    is_changeable = False
    list_display = [
        "recipient",
        "number_shown",
        "round",
        state_column(COLORS),
        kroner_column("amount", _("amount")),
        "payout_held",
        "language",
        "issued_at",
        number_column("opening_count", _("opened by")),
    ]
    list_filter = [RoundFilter, "status", "kind", "language", "payout_held"]
    list_select_related = ["recipient", "round__scheme"]
    date_hierarchy = "issued_at"
    ordering = ["-year", "-number", "recipient__name"]
    search_fields = ["recipient__name", "title", "=number"]
    search_help_text = _("Recipient or number")
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "recipient",
                    "round",
                    "version",
                    "kind",
                    "about",
                    "language",
                    "amount",
                    "payout_held",
                    "status",
                ]
            },
        ),
        (_("Issued"), {"fields": ["title", "year", "number", "issued_at", "sha256", "loaded"]}),
        (_("On its way"), {"fields": ["ordered_by", "ordered_at", "attempts", "next_attempt_at", "last_error"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DecisionLetter]:
        return super().get_queryset(request).annotate(opening_count=Count("openings"))

    @admin.display(description=_("number"), ordering="number")
    def number_shown(self, letter: Any) -> str:
        return str(letter.number_text)


@admin.register(LetterTerms)
class LetterTermsAdmin(WorkingAdmin[LetterTerms]):
    county_path = "round__county"
    fixed_after_creation = ("round",)
    list_display = ["round", "case_number", "finish_by", "pay_by"]
    list_select_related = ["round__scheme"]
    ordering = ["-round__year", "round__scheme__name"]
    search_fields = ["case_number", "=round__year"]
    fieldsets = [
        (None, {"fields": ["round", "case_number", "finish_by", "pay_by", "small_move_limit"]}),
        (_("The forum and its plan"), {"fields": ["forum_name_nb", "forum_name_nn", "plan_nb", "plan_nn"]}),
        (_("Purpose"), {"fields": ["purpose_nb", "purpose_nn"]}),
        (_("Conditions"), {"fields": ["conditions_nb", "conditions_nn"]}),
        (_("Own contribution"), {"fields": ["own_contribution_nb", "own_contribution_nn"]}),
        (_("Report"), {"fields": ["report_nb", "report_nn"]}),
        (_("Enclosures"), {"fields": ["enclosures_nb", "enclosures_nn"]}),
    ]

    def may_write(self, request: HttpRequest, row: LetterTerms | None = None) -> bool:
        """The secretariat's alone, as on the site's own pages."""
        counties = access_of(request.user).counties_as(*self.writers)
        return bool(counties) if row is None else row.round.county_id in counties

    def is_open(self, request: HttpRequest, row: LetterTerms) -> bool:
        """Not while approved decisions wait for their letters: what was approved is what is sent."""
        return not row.round.decisions.filter(status=DecisionStatus.APPROVED).exists()
