"""Writing in a decision basis, field by field. Nobody overwrites what they have not seen.

Each write says which value it started from, and is taken only if the field still holds that: otherwise both values go
back to the writer, and what is stored stays. Writes and moves of one basis wait for each other at its row.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import User
from networks.enums import BasisStatus
from networks.enums.writing import PART_TEXTS, BasisPart, TargetGroup
from networks.models import (
    BasisContent,
    CostLine,
    DecisionBasis,
    Measure,
    MeasureGoal,
    MeasureNeed,
    MeasureOwner,
    Owner,
)
from networks.permissions.writing import is_on_behalf, may_write
from networks.selectors.basis_people import goals_of, reported_needs
from networks.services.part_states import is_open, open_parts
from networks.services.places import Place
from networks.values import YEARS, check_years, clean

PART_OF = {name: str(part) for part, names in PART_TEXTS.items() for name in names} | {
    "coordination_amount": str(BasisPart.COORDINATION)
}
# What a measure is tied to: by which rows, under which name, chosen among what
LINKS: dict[str, tuple[type[models.Model], str, Callable[[DecisionBasis], models.QuerySet[Any]]]] = {
    "owners": (MeasureOwner, "owner", lambda basis: Owner.objects.filter(memberships__network=basis.network_id)),
    "needs": (MeasureNeed, "need", reported_needs),
    "goals": (MeasureGoal, "goal", goals_of),
}
SETS = {"target_groups", *LINKS}  # each choice by itself: two people's choices never clash


class ConflictError(StaleStateError):
    """Somebody else has changed the field; ``row`` is what is stored now, and who stored it."""

    def __init__(self, row: Any, field: str) -> None:
        super().__init__(_("Somebody else has changed this text in the meantime."))
        self.row = row
        self.field = field


def locked(basis: DecisionBasis) -> DecisionBasis:
    """The basis, held until the transaction ends."""
    rows = DecisionBasis.objects.select_for_update(of=("self",)).select_related("round", "network")
    return rows.get(pk=basis.pk)


Open = Collection[tuple[str, int | None]] | None  # as ``open_parts`` gives it


def open_now(basis: Any, actor: User) -> Open:
    """The parts that may be written in now.  Raises: DomainError: not theirs to write in."""
    if not may_write(actor, basis):
        raise DomainError(_("You do not write in this document."))
    asked: list[tuple[str, int | None]] = []
    if basis.status == BasisStatus.CHANGES_REQUESTED:
        rows = getattr(basis, "requests_found", None)
        if rows is None:
            asked = list(basis.change_requests.filter(closed_at=None).values_list("part", "measure_id"))
        else:
            asked = [(row["part"], row["measure"]) for row in rows]
    return open_parts(basis.status, asked)


def check(basis: DecisionBasis, *, actor: User, part: str, measure: int | None = None) -> None:
    """Refuse what the person, or the state of the basis, does not allow.  Raises: DomainError."""
    if not is_open(open_now(basis, actor), part, measure):
        raise locked_error()


def locked_error() -> DomainError:
    return DomainError(_("This part is locked: the document has been submitted, or no change is asked for here."))


def saved(actor: User, basis: DecisionBasis, now: datetime) -> dict[str, Any]:
    """What each written row notes of its writer."""
    return {"saved_at": now, "saved_by": actor, "saved_on_behalf": is_on_behalf(actor, basis)}


@transaction.atomic
def field(basis: DecisionBasis, place: Place, *, base: str, value: str, actor: User, now: datetime) -> Any:
    """Write one field as typed, if it still holds ``base``; gives back what is stored.

    Raises: ConflictError, DomainError (locked, or not theirs to write), ValidationError (it can't be read),
    LookupError: no such field.
    """
    return field_of(locked(basis), place, base=base, value=value, actor=actor, now=now)


def field_of(basis: DecisionBasis, place: Place, *, base: str, value: str, actor: User, now: datetime) -> Any:
    """``field`` of a basis that the caller holds locked."""
    county = basis.round.county_id
    rows = _rows(basis, place, open_now(basis, actor))
    new, old = clean(place, value, county=county), clean(place, base, county=county, lenient=True)
    if place.field in YEARS:
        check_years(rows, place.field, new)
    if rows.filter(**{place.field: old}).update(**{place.field: new}, **saved(actor, basis, now)):
        return new
    row = rows.select_related("saved_by").first()
    if row is None and place.kind == "basis":
        BasisContent.objects.create(basis=basis)
        return field_of(basis, place, base=base, value=value, actor=actor, now=now)
    if row is None:
        raise LookupError(place.key)
    if getattr(row, row._meta.get_field(place.field).attname) == new:
        return new  # the same from two sides
    raise ConflictError(row, place.field)


@transaction.atomic
def choice(basis: DecisionBasis, place: Place, *, value: str, chosen: bool, actor: User, now: datetime) -> None:
    """Tick or untick one of several.  Raises: DomainError, LookupError: no such measure or choice."""
    choice_of(locked(basis), place, value=value, chosen=chosen, actor=actor, now=now)


def choice_of(basis: DecisionBasis, place: Place, *, value: str, chosen: bool, actor: User, now: datetime) -> None:
    """``choice`` of a basis that the caller holds locked."""
    measure = Measure.objects.filter(basis=basis, pk=place.pk or 0).first()
    if measure is None or place.field not in SETS:
        raise LookupError(place.key)
    check(basis, actor=actor, part=BasisPart.MEASURES, measure=measure.pk)
    if place.field in LINKS:
        _link(basis, measure, place.field, value, chosen=chosen)
    elif value not in TargetGroup.values:
        raise LookupError(value)
    else:
        groups = set(measure.target_groups) | {value} if chosen else set(measure.target_groups) - {value}
        measure.target_groups = [str(group) for group in TargetGroup.values if group in groups]
    for name, note in saved(actor, basis, now).items():
        setattr(measure, name, note)
    measure.save()


def _link(basis: DecisionBasis, measure: Measure, field: str, value: str, *, chosen: bool) -> None:
    """Tie the measure to one of those that the basis may choose among, or untie it.  Raises: LookupError."""
    links, name, choices = LINKS[field]
    found = choices(basis).filter(pk=int(value) if value.isdecimal() else 0).first()
    if found is None:
        raise LookupError(value)
    if chosen:
        links._default_manager.get_or_create(**{"measure": measure, name: found})
    else:
        links._default_manager.filter(**{"measure": measure, name: found}).delete()


def _rows(basis: DecisionBasis, place: Place, open_: Open) -> models.QuerySet[Any]:
    """The row that the field stands in, if it may be written in.  Raises: LookupError, DomainError."""
    if place.kind == "basis":
        if place.field not in PART_OF:
            raise LookupError(place.key)
        if not is_open(open_, PART_OF[place.field], None):
            raise locked_error()
        return BasisContent.objects.filter(basis=basis)
    part = str(BasisPart.MEASURES)
    if place.kind == "measure":
        if not is_open(open_, part, place.pk):
            raise locked_error()
        return Measure.objects.filter(basis=basis, pk=place.pk or 0)
    lines = CostLine.objects.filter(measure__basis=basis, pk=place.pk or 0)
    if is_open(open_, part, None):
        return lines
    measures = [measure for name, measure in open_ or () if name == part]
    if not measures:
        raise locked_error()
    return lines.filter(measure__in=measures)
