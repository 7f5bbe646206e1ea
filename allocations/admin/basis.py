"""Decision bases beside the forum's recommendation: here and not in ``networks``, for it shows the money too."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from allocations.models import Decision
from networks.actions import review, submit
from networks.admin.base import WorkingAdmin
from networks.admin.columns import short_name_order
from networks.admin.confirm import Move, ReasonForm, confirmed
from networks.admin.filters import PartnerFilter, RoundFilter
from networks.admin.states import BASIS_COLORS, state_column, tag
from networks.admin.sums import kroner_column
from networks.enums import BasisStatus
from networks.models import DecisionBasis, Partnership

FRAME: Any = kroner_column("frame", _("frame"))


class AgainstFrameFilter(admin.SimpleListFilter):
    """Whether what is asked for is less than, equal to, or more than the frame."""

    title = _("against the frame")
    parameter_name = "against"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, Any]]:
        return [("under", _("Under")), ("equal", _("Equal")), ("over", _("Over"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "under":
                return queryset.filter(difference__lt=0)
            case "equal":
                return queryset.filter(difference=0)
            case "over":
                return queryset.filter(difference__gt=0)
        return queryset


class OfNetworkFilter(PartnerFilter):
    network_path = "network"


@admin.register(DecisionBasis)
class DecisionBasisAdmin(WorkingAdmin[DecisionBasis]):
    county_path = "round__county"
    fixed_after_creation = ("round", "network")
    list_display = [
        "network_name",
        "round",
        state_column(BASIS_COLORS),
        FRAME,
        kroner_column("requested", _("requested")),
        kroner_column("difference", _("difference"), is_change=True),
        kroner_column("recommended", _("recommended")),
        "payout",
        "partners",
    ]
    list_filter = [RoundFilter, "status", AgainstFrameFilter, OfNetworkFilter]
    list_select_related = ["network", "round__scheme"]
    ordering = ["-round__year", short_name_order("network__name")]
    search_fields = ["network__name", "network__memberships__owner__name"]
    search_help_text = _("Network or owner")
    autocomplete_fields = ["network"]
    fields = ["round", "network", "requested", FRAME, "status", "submitted_at", "change_reason"]
    readonly_fields = [FRAME, "status", "submitted_at", "change_reason"]
    actions = ["submit_for_network", "take_into_review", "send_back"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DecisionBasis]:
        decisions = Decision.objects.current().filter(round=OuterRef("round"), network=OuterRef("network"))
        today = Partnership.objects.on(timezone.localdate()).select_related("partner")
        return (
            super()
            .get_queryset(request)
            .annotate(
                difference=F("requested") - F("frame"),
                recommended=Subquery(decisions.values("recommended")[:1]),
                is_held=Subquery(decisions.values("payout_held")[:1]),
            )
            .prefetch_related(Prefetch("network__partnerships", today, "now_with"))
        )

    def is_open(self, request: HttpRequest, row: DecisionBasis) -> bool:
        return row.status in (BasisStatus.DRAFT, BasisStatus.CHANGES_REQUESTED)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """What is asked for is the sum of the measures, where there are any: nobody types it."""
        computed = ["requested"] if obj and obj.measures.exists() else []
        return [*super().get_readonly_fields(request, obj), *computed]

    # --- Columns

    @admin.display(description=_("network"), ordering=short_name_order("network__name"))
    def network_name(self, basis: DecisionBasis) -> str:
        return basis.network.short_name

    @admin.display(description=_("payout"))
    def payout(self, basis: Any) -> SafeString | Any:
        if basis.is_held is None:
            return ""
        return tag(_("Held"), "warning", "hold") if basis.is_held else _("Planned")

    @admin.display(description=_("partner"))
    def partners(self, basis: Any) -> str:
        return ", ".join(partnership.partner.name for partnership in basis.network.now_with)

    # --- Moves

    @admin.action(description=_("Submit on behalf of the network"), permissions=["change"])
    def submit_for_network(self, request: HttpRequest, bases: QuerySet[DecisionBasis]) -> HttpResponse | None:
        def act(batch: list[DecisionBasis], answer: dict[str, Any]) -> None:
            submit.decision_basis(batch[0], actor=request.user, now=timezone.now())  # type: ignore[arg-type]  # signed in

        title = _("Submit on behalf of the network")
        may = partial(self.may_write, request)
        return confirmed(self, request, bases, Move("submit_for_network", title, _("Submit"), act, may))

    @admin.action(description=_("Take into review"), permissions=["change"])
    def take_into_review(self, request: HttpRequest, bases: QuerySet[DecisionBasis]) -> HttpResponse | None:
        def act(batch: list[DecisionBasis], answer: dict[str, Any]) -> None:
            review.take_in(batch[0])

        title = _("Take into review")
        may = partial(self.may_write, request)
        return confirmed(self, request, bases, Move("take_into_review", title, title, act, may))

    @admin.action(description=_("Send back with a reason"), permissions=["change"])
    def send_back(self, request: HttpRequest, bases: QuerySet[DecisionBasis]) -> HttpResponse | None:
        def act(batch: list[DecisionBasis], answer: dict[str, Any]) -> None:
            review.request_changes(batch[0], reason=answer["reason"], now=timezone.now())

        title = _("Send back with a reason")
        may = partial(self.may_write, request)
        return confirmed(self, request, bases, Move("send_back", title, _("Send back"), act, may, ReasonForm))
