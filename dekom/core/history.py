"""Who changed what, and when, read from the append-only event tables and told in the reader's words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Value, Window
from django.db.models.functions import JSONObject, Lag
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dekom.core.kroner import format_kroner
from dekom.core.models import User

# What a person gains nothing from reading
UNTOLD = {"id", "version", "kept_parts", "worked_on_by", "county", "budget", "inputs", "steps", "derivation"}
EMPTY = (None, "")


@dataclass(frozen=True)
class Change:
    """One field before and after; an empty text where there was, or is, nothing."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Event:
    """One row made, changed or removed. ``who`` is empty where no person was signed in: a command or a task."""

    when: datetime
    who: str
    where: str
    what: str
    happened: str
    changed: list[Change]


class History(Sequence[Event]):
    """Events of many models, newest first; fetched slice by slice, so that a paginator can turn its pages.

    ``sources`` are querysets of event models, such as ``Round.pgh_event_model.objects.filter(pgh_obj=round)``.
    ``known`` are rows that the page has already, and whose names need not be asked for.
    """

    def __init__(self, sources: Iterable[models.QuerySet[Any]], known: Iterable[models.Model] = ()) -> None:
        self.sources, self.known = list(sources), list(known)
        told = [_rows(source, place) for place, source in enumerate(self.sources)]
        self._rows = told[0].union(*told[1:], all=True).order_by("-pgh_created_at", "-pgh_id")

    def __len__(self) -> int:
        return self._rows.count()

    def __getitem__(self, index: Any) -> Any:
        """A slice as a list of events, asked for in one query and one more for each kind of row it names."""
        rows = list(self._rows[index]) if isinstance(index, slice) else [self._rows[index]]
        tracked = [_tracked(source.model) for source in self.sources]
        names = _names(rows, tracked, self.known)
        events = [_event(row, tracked[row["told_place"]], names) for row in rows]
        return events if isinstance(index, slice) else events[0]


def _tracked(event_model: type[models.Model]) -> type[models.Model]:
    model = event_model._meta.get_field("pgh_obj").related_model
    assert isinstance(model, type)
    return model


def _told_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if field.name not in UNTOLD]


def _rows(source: models.QuerySet[Any], place: int) -> models.QuerySet[Any, dict[str, Any]]:
    """Each event with its fields and those of the event before it on the same row."""
    kept = {field.name for field in source.model._meta.concrete_fields}
    names = {field.name: field.attname for field in _told_fields(_tracked(source.model)) if field.name in kept}
    rows: models.QuerySet[Any, dict[str, Any]] = (
        source.order_by()
        .annotate(
            told_place=Value(place),
            told_now=JSONObject(**names),
            told_before=Window(Lag(JSONObject(**names)), partition_by=F("pgh_obj_id"), order_by=F("pgh_id").asc()),
            told_context=F("pgh_context__metadata"),
        )
        .values("pgh_id", "pgh_created_at", "pgh_label", "told_place", "told_now", "told_before", "told_context")
    )
    return rows


Names = Mapping[type[models.Model], Mapping[Any, str]]


def _names(
    rows: Sequence[Mapping[str, Any]], tracked: Sequence[type[models.Model]], known: Iterable[models.Model]
) -> Names:
    """What the rows' foreign keys, and the people who made the changes, are called."""
    wanted: dict[type[models.Model], set[Any]] = {User: set()}
    for row in rows:
        wanted[User].add((row["told_context"] or {}).get("user"))
        for field in _told_fields(tracked[row["told_place"]]):
            if isinstance(field, models.ForeignKey) and (target := _target(field)):
                values = {values.get(field.name) for values in (row["told_now"], row["told_before"] or {})}
                wanted.setdefault(target, set()).update(values)
    names: dict[type[models.Model], dict[Any, str]] = {model: {} for model in wanted}
    for each in known:
        names.setdefault(each._meta.concrete_model or type(each), {})[each.pk] = str(each)
    for model, pks in wanted.items():
        if asked := pks - {None, *names[model]}:
            names[model] |= {each.pk: str(each) for each in _with_relations(model).filter(pk__in=asked)}
    return names


def _target(field: models.ForeignKey[Any, Any]) -> type[models.Model] | None:
    """The model that the key points to; a proxy's own, so that owners and partners are asked for together."""
    return field.related_model._meta.concrete_model if isinstance(field.related_model, type) else None


def _with_relations(model: type[models.Model]) -> models.QuerySet[Any]:
    """Rows with what their names are made of, so that no name costs a query of its own."""
    names = [
        field.name for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey) and not field.null
    ]
    manager: models.Manager[Any] = model._default_manager
    if not names:
        return manager.all()
    deeper = [f"{name}__scheme" for name in names if name == "round"]
    return manager.select_related(*names, *deeper)


def field_label(field: models.Field[Any, Any]) -> str:
    """What the field is called; where the model gives no name, Django makes up an English one."""
    name = field.verbose_name
    return capfirst(_(name) if isinstance(name, str) else str(name))


def _event(row: Mapping[str, Any], model: type[models.Model], names: Names) -> Event:
    context = row["told_context"] or {}
    now, before = row["told_now"], row["told_before"] or {}
    made, removed = row["pgh_label"] == "insert", row["pgh_label"] == "delete"
    changed = []
    for field in _told_fields(model):
        old, new = before.get(field.name), now.get(field.name)
        if removed:
            old, new = new, None
        elif made:
            old = None
        if old == new or (old in EMPTY and new in EMPTY) or (made and new is False):
            continue
        changed.append(Change(field_label(field), _told(field, old, names), _told(field, new, names)))
    return Event(
        when=row["pgh_created_at"],
        who=names.get(User, {}).get(context.get("user"), ""),
        where=context.get("url") or context.get("command") or "",
        what=_what(model, now, names),
        happened=_("added") if made else _("removed") if removed else _("changed"),
        changed=changed,
    )


def _what(model: type[models.Model], now: Mapping[str, Any], names: Names) -> str:
    """«Decision basis: Kompetansenettverk Fosen»: the kind of row, and what it is about."""
    about = ""
    for field in _told_fields(model):
        if isinstance(field, models.ForeignKey) and field.name in {"network", "fixed_grant", "owner", "recipient"}:
            about = about or _told(field, now.get(field.name), names)
    about = about or next((str(now[name]) for name in ("purpose", "name") if now.get(name)), "")
    kind = capfirst(str(model._meta.verbose_name))
    return f"{kind}: {about}" if about else kind


def _told(field: models.Field[Any, Any], value: Any, names: Names) -> str:
    """A value as a person reads it."""
    if value in EMPTY:
        return ""
    if isinstance(field, models.ForeignKey) and (target := _target(field)):
        return names.get(target, {}).get(value, f"#{value}")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.PositiveBigIntegerField):
        return format_kroner(value)
    if isinstance(field, models.BooleanField):
        return _("Yes") if value else _("No")
    return told_date(value) if isinstance(field, models.DateField) else str(value)


def told_date(value: str) -> str:
    """A date, or a time of a date, as PostgreSQL writes it in JSON."""
    if day := parse_date(value):
        return date_format(day, "DATE_FORMAT")
    moment = parse_datetime(value)
    return date_format(localtime(moment), "DATETIME_FORMAT") if moment else value
