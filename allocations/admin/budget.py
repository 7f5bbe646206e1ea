"""Budgets and the grants that stand fixed in them, with what is left to distribute."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from allocations.actions.budgets import frames_problem
from allocations.models import Budget, CoordinationExtra, FixedGrant, Frame, FrameAdoption
from allocations.services.round_input import BudgetInput, FixedAmount
from networks.admin.base import WorkingAdmin, WorkingInline
from networks.admin.sums import kroner_column

FIXED: Any = kroner_column("fixed_total", _("fixed grants"))
FRAMED: Any = kroner_column("framed", _("frames"))
AMOUNTS = ("appropriation", "common_measures", "reserve")
LEFT: Any = kroner_column("left", _("not distributed"))


class FixedGrantFormSet(BaseInlineFormSet[Any, Any, Any]):
    """The last table that the budget's sum hangs on, so it is held against the adopted frames here."""

    def clean(self) -> None:
        super().clean()
        budget = self.instance
        if any(self.errors) or budget.round_id is None or None in (set_aside := [getattr(budget, n) for n in AMOUNTS]):
            return  # the boxes have their own errors
        kept = [form for form in self.forms if not form.cleaned_data.get("DELETE") and not form.instance.leftover_id]
        fixed = tuple(FixedAmount("", "", form.cleaned_data.get("amount") or 0) for form in kept)
        appropriation, common_measures, reserve = set_aside
        values = BudgetInput(appropriation, fixed, common_measures, reserve)
        if problem := frames_problem(budget.round_id, values):
            raise ValidationError(problem)


class FixedGrantInline(WorkingInline):
    model = FixedGrant
    formset = FixedGrantFormSet
    fields = ["order", "purpose", "recipient_name", "amount"]


class CoordinationExtraInline(WorkingInline):
    model = CoordinationExtra
    fields = ["network", "amount"]
    autocomplete_fields = ["network"]


@admin.register(Budget)
class BudgetAdmin(WorkingAdmin[Budget]):
    county_path = "round__county"
    fixed_after_creation = ("round",)
    list_display = [
        "round",
        kroner_column("appropriation", _("appropriation")),
        FIXED,
        kroner_column("common_measures", _("common measures")),
        kroner_column("reserve", _("reserve")),
        FRAMED,
        LEFT,
    ]
    list_filter = ["round__year", "round__scheme"]
    list_select_related = ["round__scheme"]
    ordering = ["-round__year", "round__scheme__name"]
    search_fields = ["round__scheme__name", "=round__year", "appropriation_source"]
    inlines = [FixedGrantInline, CoordinationExtraInline]
    readonly_fields = [FIXED, FRAMED, LEFT]
    fieldsets = [
        (None, {"fields": ["round", "appropriation", "appropriation_source"]}),
        (_("Set aside"), {"fields": ["common_measures", "reserve", "coordination_flat"]}),
        (_("Balance"), {"fields": [FIXED, FRAMED, LEFT]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Budget]:
        """With the sums that prove where every krone is; coordination is part of the frames."""
        fixed = FixedGrant.objects.filter(budget=OuterRef("pk")).order_by()
        newest = FrameAdoption.objects.filter(round=OuterRef(OuterRef("round"))).order_by("-version").values("pk")[:1]
        frames = Frame.objects.filter(adoption=Subquery(newest))
        return (
            super()
            .get_queryset(request)
            .annotate(
                fixed_total=_sum_of(fixed.values("budget")),
                framed=_sum_of(frames.values("adoption")),
                left=F("appropriation") - F("fixed_total") - F("common_measures") - F("reserve") - F("framed"),
            )
        )


def _sum_of(rows: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(
        Subquery(rows.annotate(total=Sum("amount")).values("total")), Value(0), output_field=BigIntegerField()
    )


@admin.register(FixedGrant)
class FixedGrantAdmin(WorkingAdmin[FixedGrant]):
    """All of them across rounds, for looking; they are changed in their budget."""

    county_path = "budget__round__county"
    is_addable = False
    list_display = ["purpose", "recipient_name", "budget", kroner_column("amount", _("amount"))]
    list_filter = ["budget__round__year", "budget__round__scheme"]
    list_select_related = ["budget__round__scheme"]
    ordering = ["-budget__round__year", "order"]
    search_fields = ["purpose", "recipient_name"]
    fields = ["budget", "order", "purpose", "recipient_name", "amount"]
    fixed_after_creation = ("budget",)
