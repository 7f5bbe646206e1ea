"""Decisions: prepared here as drafts; approved, issued and replaced by actions only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from allocations.actions import prepare
from allocations.admin.moves import DecisionMoves
from allocations.enums import DecisionStatus
from allocations.models import Decision, DecisionLine
from networks.admin.base import WorkingAdmin, WorkingInline
from networks.admin.columns import labelled, short_name_order
from networks.admin.filters import PartnerFilter, RoundFilter
from networks.admin.forms import RowForm
from networks.admin.states import state_column, tag
from networks.admin.sums import kroner_column
from networks.models import access_of

PREPARED_BY: Any = labelled("prepared_by", _("prepared by"), "prepared_by__name")
EDITED_BY: Any = labelled("edited_by", _("last changed by"), "edited_by__name")
APPROVED_BY: Any = labelled("approved_by", _("approved by"), "approved_by__name")
COLORS = {
    DecisionStatus.DRAFT: "neutral",
    DecisionStatus.APPROVED: "info",
    DecisionStatus.ISSUED: "success",
    DecisionStatus.REPLACED: "neutral",
}


class DecisionForm(RowForm):
    """Refuses to write over what somebody else has written since the page was shown."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = self.instance.version

    def clean_seen_version(self) -> None:
        if self.instance.pk and self.cleaned_data["seen_version"] != self.instance.version:
            raise ValidationError(_("Somebody else has changed this decision in the meantime. Open it again."))

    def clean(self) -> dict[str, Any] | None:
        grant, round_ = self.cleaned_data.get("fixed_grant"), self.cleaned_data.get("round")
        if grant and round_ and grant.budget.round_id != round_.pk:
            self.add_error("fixed_grant", _("This fixed grant belongs to another round."))
        return super().clean()


class DecisionLineInline(WorkingInline):
    model = DecisionLine
    fields = ["recipient", "amount"]
    autocomplete_fields = ["recipient"]


class KindFilter(admin.SimpleListFilter):
    """Decisions on networks or on fixed grants."""

    title = _("for")
    parameter_name = "for"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        return [("network", _("Networks")), ("fixed_grant", _("Fixed grants"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("network", "fixed_grant"):
            return queryset
        return queryset.filter(**{f"{self.value()}__isnull": False})


class OfNetworkFilter(PartnerFilter):
    network_path = "network"


@admin.register(Decision)
class DecisionAdmin(DecisionMoves, WorkingAdmin[Decision]):
    county_path = "round__county"
    form = DecisionForm
    fixed_after_creation = ("round", "network", "fixed_grant")
    list_display = [
        "subject",
        "round",
        state_column(COLORS),
        kroner_column("recommended", _("recommended")),
        kroner_column("decided", _("decided")),
        "payout",
        PREPARED_BY,
        APPROVED_BY,
    ]
    list_filter = [RoundFilter, "status", KindFilter, "payout_held", OfNetworkFilter]
    list_select_related = ["network", "fixed_grant", "round__scheme", "prepared_by", "approved_by"]
    ordering = ["-round__year", F("fixed_grant__order").asc(nulls_first=True), short_name_order("network__name"), "pk"]
    search_fields = ["network__name", "fixed_grant__purpose", "lines__recipient__name"]
    search_help_text = _("Network, fixed grant or recipient")
    autocomplete_fields = ["network", "fixed_grant"]
    readonly_fields = ["edition", "replaces", "change", "status", PREPARED_BY, EDITED_BY, APPROVED_BY, "approved_at"]
    inlines = [DecisionLineInline]
    fieldsets = [
        (None, {"fields": ["round", "network", "fixed_grant"]}),
        (_("The forum's recommendation"), {"fields": ["recommended", "remark", "recommendation_reference"]}),
        (_("Decision"), {"fields": ["decided", "outcome", "grounds", "measures", "conditions"]}),
        (_("Later years"), {"fields": ["intent_until", "intent_amount"]}),
        (_("Edition"), {"fields": ["edition", "replaces", "change", "change_reason"]}),
        (_("Payout"), {"fields": ["payout_held", "release_condition"]}),
        (_("Handled"), {"fields": ["status", PREPARED_BY, EDITED_BY, APPROVED_BY, "approved_at"]}),
    ]

    def may_write(self, request: HttpRequest, row: Decision | None = None) -> bool:
        """The secretariat's alone, as on the site's own pages: no administrator prepares decisions."""
        counties = access_of(request.user).counties_as(*self.writers)
        return bool(counties) if row is None else row.round.county_id in counties

    def is_open(self, request: HttpRequest, row: Decision) -> bool:
        return row.status == DecisionStatus.DRAFT

    def get_fieldsets(self, request: HttpRequest, obj: Decision | None = None) -> Any:
        sets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return sets
        (title, options), *others = sets
        return [(title, {**options, "fields": [*options["fields"], "seen_version"]}), *others]

    def save_related(self, request: Any, form: Any, formsets: Any, change: Any) -> None:
        """The action remembers whose hand it was, for they can't approve it, and names a recipient where none is."""
        super().save_related(request, form, formsets, change)
        if not change or form.has_changed() or any(formset.has_changed() for formset in formsets):
            draft = form.instance
            lines = dict(draft.lines.order_by("pk").values_list("recipient", "amount"))
            today = timezone.localdate()
            prepare.decision(
                draft, actor=request.user, version=draft.version, day=today, fields={}, lines=lines or None
            )

    @admin.display(description=_("for"), ordering=short_name_order("network__name"))
    def subject(self, decision: Decision) -> str:
        return decision.network.short_name if decision.network else str(decision.fixed_grant)

    @admin.display(description=_("payout"), ordering="payout_held")
    def payout(self, decision: Decision) -> SafeString | Any:
        return tag(_("Held"), "warning", "hold") if decision.payout_held else _("Planned")
