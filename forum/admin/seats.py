"""Compositions with their seats, who is appointed to them, and the rules of voting."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dekom.core.errors import DomainError
from forum.actions import seats
from forum.models import Appointment, Composition, Seat, VotingRule
from forum.permissions import may_prepare
from networks.admin.base import WorkingAdmin, WorkingInline
from networks.admin.filters import CountyFilter, InForceFilter
from networks.enums import RoleKind
from networks.models import access_of


class SeatInline(WorkingInline):
    model = Seat
    fields = ["order", "label", "place", "category", "has_vote", "network", "organisation"]
    autocomplete_fields = ["network", "organisation"]
    ordering = ["order"]


@admin.register(Composition)
class CompositionAdmin(WorkingAdmin[Composition]):
    """Seats are added and corrected; one that somebody has sat in can't be removed."""

    county_path = "forum__county"
    fixed_after_creation = ("forum",)
    list_display = ["name", "forum", "valid_from", "valid_to", "voting_seats"]
    list_filter = [("forum__county", CountyFilter), InForceFilter]
    list_select_related = ["forum"]
    ordering = ["-valid_from"]
    search_fields = ["name", "source", "seats__label"]
    fields = ["forum", "name", "source", "valid_from", "valid_to"]
    inlines = [SeatInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Composition]:
        return super().get_queryset(request).prefetch_related("seats")

    @admin.display(description=_("voting seats"))
    def voting_seats(self, composition: Composition) -> int:
        return sum(seat.has_vote for seat in composition.seats.all())


@admin.register(Appointment)
class AppointmentAdmin(WorkingAdmin[Appointment]):
    """Who sits where and until when. People are appointed on the seat's page; terms are extended here too."""

    county_path = "seat__composition__forum__county"
    is_addable = False
    is_changeable = False
    list_display = ["person", "seat", "role", "rank", "valid_from", "valid_to", "source"]
    list_filter = [("seat__composition__forum__county", CountyFilter), InForceFilter, "role", "seat__category"]
    list_select_related = ["person", "seat__composition__forum"]
    ordering = ["-valid_from", "seat__order", "rank"]
    search_fields = ["person__name", "person__email", "seat__label", "source"]
    fields = ["seat", "person", "role", "rank", "valid_from", "valid_to", "source"]
    date_hierarchy = "valid_to"
    actions = ["extend"]

    def has_handle_permission(self, request: HttpRequest) -> bool:
        access = access_of(request.user)
        return access.is_superuser or access.has(RoleKind.SECRETARIAT)

    @admin.action(description=_("Extend by two years"), permissions=["handle"])
    def extend(self, request: Any, terms: QuerySet[Appointment]) -> None:
        done = 0
        for term in terms:
            if not may_prepare(request.user, term.seat.composition.forum):
                self.message_user(request, _("%s: you may not do this.") % term, messages.ERROR)
                continue
            try:
                seats.extend(term)
            except DomainError as error:
                self.message_user(request, f"{term}: {error}", messages.ERROR)
            else:
                done += 1
        if done:
            text = ngettext("%(count)s term is extended.", "%(count)s terms are extended.", done) % {"count": done}
            self.message_user(request, text, messages.SUCCESS)


@admin.register(VotingRule)
class VotingRuleAdmin(WorkingAdmin[VotingRule]):
    county_path = "forum__county"
    fixed_after_creation = ("forum",)
    list_display = ["forum", "valid_from", "valid_to", "quorum_percent", "quorum_base", "tie_rule", "abstain_allowed"]
    list_filter = [("forum__county", CountyFilter), InForceFilter]
    list_select_related = ["forum"]
    ordering = ["-valid_from"]
    search_fields = ["forum__name", "source"]
    fields = [
        "forum",
        "valid_from",
        "valid_to",
        "quorum_percent",
        "quorum_base",
        "tie_rule",
        "abstain_allowed",
        "minutes_days",
        "source",
    ]
