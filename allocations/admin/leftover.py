"""Leftover funds as they were distributed, and what becomes of unspent money: decided here as on the pages."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allocations.actions import settle
from allocations.models import Instalment, LeftoverDistribution, LeftoverPart, Settlement
from allocations.permissions import may_approve, may_prepare
from dekom.core.fields import DayField
from networks.admin.base import WorkingAdmin, WorkingInline
from networks.admin.columns import labelled
from networks.admin.confirm import Move, confirmed
from networks.admin.filters import RoundFilter
from networks.admin.states import state_column
from networks.admin.sums import kroner_column
from networks.enums import RoleKind
from networks.models import access_of

MADE_BY: Any = labelled("made_by", _("made by"), "made_by__name")
Answer = dict[str, Any]


class DayForm(forms.Form):
    """The day that money came back."""

    on = DayField(label=_("Came back on"))


@admin.register(Settlement)
class SettlementAdmin(WorkingAdmin[Settlement]):
    """Nothing is typed here: settlements are proposed beside the report, and moved by actions."""

    county_path = "report__round__county"
    is_addable = False
    is_changeable = False
    actions = ["decide", "returned"]
    list_display = [
        "recipient",
        "report",
        "kind",
        kroner_column("amount", _("amount")),
        state_column({"proposed": "warning", "decided": "info", "settled": "success", "undone": "neutral"}),
        "settled_on",
    ]
    list_filter = ["status", "kind", "report__round__year"]
    list_select_related = [
        *("recipient", "report__round__scheme", "report__round__county", "report__network", "report__organisation")
    ]
    ordering = ["-report__round__year", "recipient__name", "pk"]
    search_fields = ["recipient__name", "report__network__name", "reason"]
    search_help_text = _("Recipient, network or reason")
    fields = [
        *("report", "recipient", "kind", "amount", "reason", "status"),
        *("proposed_by", "proposed_at", "decided_by", "decided_at", "letter", "settled_on", "undone_at"),
    ]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return access_of(request.user).has(RoleKind.DECISION_MAKER)

    def has_handle_permission(self, request: HttpRequest) -> bool:
        return access_of(request.user).has(RoleKind.SECRETARIAT)

    @admin.action(description=_("Decide"), permissions=["decide"])
    def decide(self, request: Any, settlements: QuerySet[Settlement]) -> HttpResponse | None:
        def act(batch: list[Settlement], answer: Answer) -> None:
            settle.decide(batch[0], actor=request.user, now=timezone.now())

        def may(settlement: Settlement) -> bool:
            return may_approve(request.user, settlement.report.round.county_id)

        title = _("Decide what becomes of unspent money")
        return confirmed(self, request, settlements, Move("decide", title, _("Decide"), act, may))

    @admin.action(description=_("The money has come back"), permissions=["handle"])
    def returned(self, request: Any, settlements: QuerySet[Settlement]) -> HttpResponse | None:
        def act(batch: list[Settlement], answer: Answer) -> None:
            settle.returned(batch[0], on=answer["on"], actor=request.user, now=timezone.now())

        def may(settlement: Settlement) -> bool:
            return may_prepare(request.user, settlement.report.round.county_id)

        title = _("The money has come back")
        return confirmed(self, request, settlements, Move("returned", title, _("Save"), act, may, form_class=DayForm))


class LeftoverPartInline(WorkingInline):
    model = LeftoverPart
    fields = ["network", "organisation", "purpose", "amount"]


@admin.register(LeftoverDistribution)
class LeftoverDistributionAdmin(WorkingAdmin[LeftoverDistribution]):
    """For reading: a distribution is made on the page that shows its derivation first."""

    is_addable = False
    is_changeable = False
    county_path = "round__county"
    list_display = [
        "round",
        "number",
        "distributed_on",
        "reference",
        "method",
        kroner_column("available", _("leftover funds")),
        kroner_column("remainder", _("left undistributed")),
        MADE_BY,
    ]
    list_filter = [RoundFilter, "method"]
    list_select_related = ["round__scheme", "made_by"]
    date_hierarchy = "distributed_on"
    ordering = ["-round__year", "number"]
    search_fields = ["reference", "note"]
    search_help_text = _("Meeting and item, or note")
    inlines = [LeftoverPartInline]
    fields = [
        *("round", "number", "distributed_on", "reference", "method", "available", "remainder", "note"),
        *(MADE_BY, "made_at"),
    ]


@admin.register(Instalment)
class InstalmentAdmin(WorkingAdmin[Instalment]):
    """For reading: a round's plan is written whole, where it is seen that it comes to 100 percent."""

    is_addable = False
    is_changeable = False
    county_path = "round__county"
    list_display = ["round", "due_on", "percent", "after_report"]
    list_filter = [RoundFilter, "after_report"]
    list_select_related = ["round__scheme"]
    ordering = ["-round__year", "due_on"]
    search_fields = ["round__scheme__name", "=round__year"]
    search_help_text = _("Scheme or year")
    fields = ["round", "due_on", "percent", "after_report"]
