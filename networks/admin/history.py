"""What has happened to a row and its parts, as the database wrote it down; nobody can change that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import DateField, Model
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from pghistory.models import Events

from dekom.core.history import field_label, told_date
from dekom.core.kroner import format_kroner
from dekom.core.models import User

EVENTS = {"insert": _("Added"), "update": _("Changed"), "delete": _("Removed")}
PER_PAGE = 50


@dataclass(frozen=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One event: when, by whom, to what, and what it changed."""

    time: datetime
    who: str
    what: str
    thing: str
    changes: list[Change]


class HistoryAdmin(admin.ModelAdmin[Any]):
    """Replaces Django's log of clicks by the database's own history, of the row and of its parts."""

    object_history_template = "admin/object_history.html"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        parts = {inline.model for inline in self.get_inline_instances(request, row)}
        page = Paginator(events_of(row, parts), PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %s") % row,
            "subtitle": None,
            "entries": entries(list(page)),
            "page": page,
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "object": row,
            "opts": self.opts,
            "preserved_filters": self.get_preserved_filters(request),
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name  # as Django's own view does
        return TemplateResponse(request, self.object_history_template, context)


def events_of(row: Any, parts: Iterable[type[Model]]) -> list[Any]:
    """All that was written of ``row`` and of its parts, the newest first."""
    events: Any = Events.objects
    found = list(events.tracks(row)) if hasattr(row, "pgh_event_model") else []
    kept = {part.pgh_event_model for part in parts if hasattr(part, "pgh_event_model")}
    if kept:
        found += events.references(row).across(*kept)
    return sorted(found, key=lambda event: (event.pgh_created_at, int(event.pgh_id)), reverse=True)


def entries(events: list[Any]) -> list[Entry]:
    """The events in words. One query for the people, and one for each kind of row that is pointed to."""
    ids = {event.pgh_context.get("user") for event in events if event.pgh_context}
    people = User.objects.in_bulk([pk for pk in ids if pk])
    names = _Names()
    for event in events:
        for field, values in _changed(event):
            names.want(field, values)
    return [
        Entry(
            time=event.pgh_created_at,
            who=str(people.get((event.pgh_context or {}).get("user"), "")),
            what=str(EVENTS.get(event.pgh_label, event.pgh_label)),
            thing=str(capfirst(_tracked(event)._meta.verbose_name)),
            changes=[
                Change(field_label(field), names.show(field, old), names.show(field, new))
                for field, (old, new) in _changed(event)
            ],
        )
        for event in events
    ]


class _Names:
    """Shows what a field held, with one query for each kind of row pointed to."""

    def __init__(self) -> None:
        self.wanted: dict[type[Model], set[Any]] = {}
        self.found: dict[type[Model], dict[Any, Model]] = {}

    def want(self, field: Any, values: Iterable[Any]) -> None:
        if field.related_model:
            self.wanted.setdefault(field.related_model, set()).update(value for value in values if value)

    def show(self, field: Any, value: Any) -> str:
        if value is None or value == "":
            return "–"
        if field.related_model:
            if field.related_model not in self.found:
                rows = field.related_model._base_manager.in_bulk(self.wanted[field.related_model])
                self.found[field.related_model] = rows
            return str(self.found[field.related_model].get(value, value))
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return str(_("Yes") if value else _("No"))
        if isinstance(field, DateField):
            return told_date(value)
        return format_kroner(value) if field.get_internal_type() == "PositiveBigIntegerField" else str(value)


def _tracked(event: Any) -> type[Model]:
    from django.apps import apps  # noqa: PLC0415 - the registry is ready only when somebody asks

    return apps.get_model(event.pgh_obj_model)


def _changed(event: Any) -> Iterable[tuple[Any, list[Any]]]:
    """Fields in the model's own order; of what was added, those that say something."""
    model = _tracked(event)
    changes = event.pgh_diff or {}
    if event.pgh_label == "insert":
        changes = {name: [None, value] for name, value in event.pgh_data.items() if value not in (None, "", False)}
    for field in model._meta.fields:
        if field.attname in changes and not field.primary_key:
            yield field, changes[field.attname]
