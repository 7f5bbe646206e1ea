"""What a field of a decision basis has held over time, from the history that the database keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, Window
from django.db.models.functions import Lag

from networks.models import BasisContent, CostLine, DecisionBasis, Measure
from networks.services.places import Place
from networks.services.texts import Piece, compared

SHOWN = 50


@dataclass(frozen=True)
class Version:
    """One value of a field: who wrote it, when, and how it differs from the one before."""

    at: datetime
    who: str
    on_behalf: bool
    text: str
    pieces: Sequence[Piece]


def history_of(basis: DecisionBasis, place: Place) -> list[Version]:
    """The newest versions first, in one query.  Raises: LookupError: no such field in this basis."""
    models: dict[str, type[Any]] = {"basis": BasisContent, "measure": Measure, "cost": CostLine}
    model = models[place.kind]
    fields = {field.name: field.attname for field in model._meta.concrete_fields}
    if place.field not in fields:
        raise LookupError(place.key)
    events = model.pgh_event_model.objects.filter(_of(basis, place))
    before = Window(Lag(fields[place.field]), partition_by=F("pgh_obj_id"), order_by=F("pgh_id").asc())
    rows = (
        events.annotate(now=F(fields[place.field]), before=before)
        .filter(Q(before__isnull=True) | ~Q(before=F("now")))
        .select_related("saved_by")
        .order_by("-pgh_id")
    )
    found = []
    for row in rows[: SHOWN + 1]:
        old, new = _text(row.before), _text(row.now)
        if old == new:
            continue
        who = row.saved_by.name if row.saved_by else ""
        found.append(Version(row.pgh_created_at, who, row.saved_on_behalf, new, compared(old, new)))
    return found[:SHOWN]


def _of(basis: DecisionBasis, place: Place) -> Q:
    if place.kind == "basis":
        return Q(basis=basis)
    if place.kind == "measure":
        return Q(basis=basis, pgh_obj_id=place.pk)
    return Q(measure__basis=basis, pgh_obj_id=place.pk)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
