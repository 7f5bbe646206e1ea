"""Meetings and their matters, motions and votes, absences, and what is to be followed up."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.actions import convene
from forum.models import Absence, Attendance, Ballot, Elector, FollowUp, Item, Meeting, Motion
from forum.permissions import may_prepare
from networks.admin.base import WorkingAdmin, WorkingInline
from networks.admin.confirm import Move, confirmed
from networks.admin.filters import CountyFilter
from networks.enums import RoleKind
from networks.models import access_of


class ReadOnlyInline(WorkingInline):
    """Parts that are written on the site's own pages."""

    can_delete = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return list(self.fields or ())

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ItemInline(ReadOnlyInline):
    model = Item
    fk_name = "meeting"
    fields = ["order", "number", "title", "kind", "round", "network", "is_withdrawn"]
    ordering = ["parent", "order"]


@admin.register(Meeting)
class MeetingAdmin(WorkingAdmin[Meeting]):
    """When and where; called, opened and cancelled by the same actions as on the meeting's page."""

    county_path = "forum__county"
    fixed_after_creation = ("forum",)
    list_display = ["title", "forum", "date", "starts", "place", "status"]
    list_filter = [("forum__county", CountyFilter), "status"]
    list_select_related = ["forum"]
    date_hierarchy = "date"
    ordering = ["-date", "-starts"]
    search_fields = ["title", "place", "items__title"]
    readonly_fields = ["status", "called_at", "opened_at", "closed_at"]
    fieldsets = [
        (None, {"fields": ["forum", "title", "date", "starts", "ends", "place", "link", "language"]}),
        (_("People"), {"fields": ["chair", "minutes_taker"]}),
        (_("State"), {"fields": ["status", "called_at", "opened_at", "closed_at"]}),
    ]
    autocomplete_fields = ["chair", "minutes_taker"]
    inlines = [ItemInline]
    actions = ["call", "begin", "cancel"]

    def is_open(self, request: HttpRequest, row: Meeting) -> bool:
        return row.is_open_for_change

    def save_model(self, request: HttpRequest, obj: Meeting, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's
        if change:
            convene.change(obj, form.changed_data, now=timezone.now())
        else:
            super().save_model(request, obj, form, change)

    def has_handle_permission(self, request: HttpRequest) -> bool:
        access = access_of(request.user)
        return access.is_superuser or access.has(RoleKind.SECRETARIAT)

    @admin.action(description=_("Send the notice"), permissions=["handle"])
    def call(self, request: Any, meetings: QuerySet[Meeting]) -> HttpResponse | None:
        def act(batch: list[Meeting], answer: dict[str, Any]) -> None:
            convene.call(batch[0], now=timezone.now())

        return confirmed(self, request, meetings, Move("call", _("Send the notice"), _("Send"), act, _may(request)))

    @admin.action(description=_("Open the meeting"), permissions=["handle"])
    def begin(self, request: Any, meetings: QuerySet[Meeting]) -> HttpResponse | None:
        def act(batch: list[Meeting], answer: dict[str, Any]) -> None:
            convene.begin(batch[0], now=timezone.now())

        move = Move("begin", _("Open the meeting"), _("Open the meeting"), act, _may(request))
        return confirmed(self, request, meetings, move)

    @admin.action(description=_("Cancel the meeting"), permissions=["handle"])
    def cancel(self, request: Any, meetings: QuerySet[Meeting]) -> HttpResponse | None:
        def act(batch: list[Meeting], answer: dict[str, Any]) -> None:
            convene.cancel(batch[0], now=timezone.now())

        move = Move("cancel", _("Cancel the meeting"), _("Cancel the meeting"), act, _may(request))
        return confirmed(self, request, meetings, move)


def _may(request: Any) -> Any:
    return lambda meeting: may_prepare(request.user, meeting.forum)


@admin.register(Item)
class ItemAdmin(WorkingAdmin[Item]):
    """Matters in the queue and on agendas. What was said stands in the minutes, and is written there."""

    county_path = "forum__county"
    fixed_after_creation = ("forum",)
    list_display = ["title", "number_text", "meeting", "kind", "round", "network", "is_withdrawn"]
    list_filter = [("forum__county", CountyFilter), "kind", "is_withdrawn", ("meeting", admin.EmptyFieldListFilter)]
    list_select_related = ["forum", "meeting", "round__scheme", "network"]
    ordering = ["-year", "-number", "-pk"]
    search_fields = ["title", "text", "minutes", "conclusion"]
    fields = ["forum", "title", "kind", "text", "round", "network"]
    autocomplete_fields = ["network"]

    def is_open(self, request: HttpRequest, row: Item) -> bool:
        return row.meeting is None or row.meeting.is_open_for_change

    @admin.display(description=_("number"))
    def number_text(self, item: Item) -> str:
        return item.number_text


class ReadAdmin(WorkingAdmin[Any]):
    """Written on the site's own pages; read, searched and exported here."""

    is_addable = False
    is_changeable = False


class BallotInline(ReadOnlyInline):
    model = Ballot
    fields = ["method", "status", "opened_at", "votes_for", "votes_against", "abstained", "carried"]


@admin.register(Motion)
class MotionAdmin(ReadAdmin):
    county_path = "item__forum__county"
    list_display = ["title", "item", "point", "kind", "network", "state", "dealing"]
    list_filter = [("item__forum__county", CountyFilter), "state", "kind", "dealing"]
    list_select_related = ["item", "network"]
    ordering = ["-pk"]
    search_fields = ["title", "text", "item__title"]
    fields = ["item", "point", "kind", "amends", "title", "text", "if_it_falls", "proposer", "network", "state", "note"]
    inlines = [BallotInline]


class ElectorInline(ReadOnlyInline):
    model = Elector
    fields = ["seat", "person", "is_deputy", "standing"]


@admin.register(Ballot)
class BallotAdmin(ReadAdmin):
    """Each vote with those who might cast it, as it was when it was opened."""

    county_path = "meeting__forum__county"
    list_display = ["motion", "meeting", "method", "status", "votes_for", "votes_against", "abstained", "carried"]
    list_filter = [("meeting__forum__county", CountyFilter), "method", "status", "carried"]
    list_select_related = ["motion", "meeting"]
    date_hierarchy = "opened_at"
    ordering = ["-opened_at"]
    search_fields = ["motion__title", "meeting__title"]
    fields = [
        *("motion", "meeting", "method", "status", "opened_at", "closed_at", "seats_total", "quorum_needed"),
        *("votes_for", "votes_against", "abstained", "carried", "annulled_reason"),
    ]
    inlines = [ElectorInline]


@admin.register(Absence)
class AbsenceAdmin(ReadAdmin):
    county_path = "meeting__forum__county"
    list_display = ["appointment", "meeting", "scope", "begins", "ends", "item", "reported_at", "withdrawn_at"]
    list_filter = [("meeting__forum__county", CountyFilter), "scope"]
    list_select_related = ["appointment__person", "appointment__seat", "meeting", "item"]
    ordering = ["-reported_at"]
    search_fields = ["appointment__person__name", "appointment__seat__label", "meeting__title", "reason"]
    fields = ["meeting", "appointment", "scope", "begins", "ends", "item", "reason", "reported_at", "withdrawn_at"]


@admin.register(Attendance)
class AttendanceAdmin(ReadAdmin):
    """Who was there from when to when: what the number entitled to vote was computed from."""

    county_path = "meeting__forum__county"
    list_display = ["person", "meeting", "capacity", "mode", "came_at", "left_at"]
    list_filter = [("meeting__forum__county", CountyFilter), "capacity", "mode"]
    list_select_related = ["person", "meeting"]
    date_hierarchy = "came_at"
    ordering = ["-came_at"]
    search_fields = ["person__name", "meeting__title"]
    fields = ["meeting", "person", "capacity", "mode", "came_at", "left_at"]


@admin.register(FollowUp)
class FollowUpAdmin(ReadAdmin):
    county_path = "item__forum__county"
    list_display = ["text", "owner", "deadline", "done_at", "outcome", "item"]
    list_filter = [("item__forum__county", CountyFilter), ("done_at", admin.EmptyFieldListFilter)]
    list_select_related = ["owner", "item"]
    date_hierarchy = "deadline"
    ordering = ["-deadline"]
    search_fields = ["text", "owner__name", "outcome"]
    fields = ["item", "text", "owner", "deadline", "done_at", "outcome"]
