"""A needs report saved field by field while its owner writes it. Nobody overwrites what they have not seen."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dekom.core.models import User
from networks.actions.needs import TEXTS, check_open, note_writer
from networks.actions.write import ConflictError
from networks.enums.writing import TargetGroup
from networks.models import Need, NeedsReport
from networks.selectors.needs import partners_for, themes_for
from networks.values import plain_text, short

_KEY = re.compile(r"report-message|need-([1-9][0-9]{0,17})-([a-z_]+)")


@dataclass(frozen=True)
class NeedsPlace:
    """One field: of one need, or the message that ends the report."""

    need: int | None
    field: str


def read_key(key: str) -> NeedsPlace:
    """The field that a key names, «need-12-text» or «report-message».  Raises: LookupError: no such field."""
    found = _KEY.fullmatch(key)
    if found is None:
        raise LookupError(key)
    return NeedsPlace(int(found[1]), found[2]) if found[1] else NeedsPlace(None, "message")


def field_of(report: NeedsReport, place: NeedsPlace, *, base: str, value: str, actor: User) -> Any:
    """Write one field as typed, if it still holds ``base``, of a report that the caller holds; gives what is stored.

    Raises: ConflictError, DomainError: submitted, ValidationError: it can't be read, LookupError: no such field.
    """
    check_open(report)
    name, new = _clean(report, place, value)
    _name, old = _clean(report, place, base, lenient=True)
    rows: Any = NeedsReport.objects.filter(pk=report.pk)
    if place.need is not None:
        rows = Need.objects.filter(report=report, pk=place.need)
    if rows.filter(**{name: old}).update(**{name: new}):
        note_writer(report, actor)
        return new
    row = rows.first()
    if row is None:
        raise LookupError(place)
    if getattr(row, name) == new:
        return new  # the same from two sides
    raise ConflictError(row, name)


def choice_of(report: NeedsReport, place: NeedsPlace, *, value: str, chosen: bool, actor: User, today: Any) -> None:
    """Tick or untick one of several, of a report that the caller holds: two people's choices never clash.

    Raises: DomainError: submitted, LookupError: no such need or choice.
    """
    check_open(report)
    need = Need.objects.filter(report=report, pk=place.need or 0).first()
    if need is None:
        raise LookupError(place)
    if place.field == "themes":
        known = {str(theme.pk): theme for theme in [*themes_for(report.round.county_id, today), *need.themes.all()]}
        if value not in known:
            raise LookupError(value)
        (need.themes.add if chosen else need.themes.remove)(known[value])
    elif place.field == "target_groups" and value in TargetGroup.values:
        groups = {*need.target_groups, value} if chosen else {*need.target_groups} - {value}
        need.target_groups = [str(group) for group in TargetGroup.values if group in groups]
        need.save(update_fields=["target_groups"])
    else:
        raise LookupError(value)
    note_writer(report, actor)


def _clean(report: NeedsReport, place: NeedsPlace, raw: str, *, lenient: bool = False) -> tuple[str, Any]:
    """The model's field and the value of what was typed, as the form stores it."""
    raw = plain_text(raw)
    if place.field == "wished_partner":
        pk = int(raw) if raw.isdecimal() else None
        if raw and not lenient and pk not in {partner.pk for partner in partners_for(report.round.county_id)}:
            raise ValidationError(_("Choose one of the list."))
        return "wished_partner_id", pk
    if place.need is None or place.field in TEXTS:
        return place.field, short(raw.strip())
    raise LookupError(place)
