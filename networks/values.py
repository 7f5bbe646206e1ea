"""What people type in the fields of a decision basis, read as the values that are stored."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dekom.core.kroner import parse_kroner
from networks.enums.writing import MEASURE_TEXTS, PART_TEXTS, CostKind, PartnerRole
from networks.models import Organisation, Partner
from networks.services.places import Place

LONGEST = 20_000  # characters in a text
TEXTS = {"basis": {name for names in PART_TEXTS.values() for name in names}, "measure": set(MEASURE_TEXTS)}
LINES = {"measure": {"title"}, "cost": {"label"}}
AMOUNTS = {"basis": {"coordination_amount"}, "cost": {"amount", "own_contribution"}}
CHOICES = {
    ("measure", "partner_role"): ["", *PartnerRole.values],
    ("cost", "kind"): [*CostKind.values],
}
YEARS = {"year_number", "years_total"}


def clean(place: Place, raw: str, *, county: int, lenient: bool = False) -> Any:
    """The value of what was typed. ``lenient``: for what a field held, which need not be valid any more.

    Raises: ValidationError: with a message for the person. LookupError: no such field.
    """
    raw = plain_text(raw)
    if place.field in TEXTS.get(place.kind, ()):
        return short(raw)
    if place.field in LINES.get(place.kind, ()):
        return short(" ".join(raw.split("\n")), 200)
    if place.field in AMOUNTS.get(place.kind, ()):
        return _amount(place, raw)
    if (place.kind, place.field) in CHOICES:
        if raw not in CHOICES[place.kind, place.field] and not lenient:
            raise ValidationError(_("Choose one of the list."))
        return raw
    if place.kind == "measure" and place.field in YEARS:
        return _year(raw)
    if (place.kind, place.field) in {("measure", "partner"), ("cost", "recipient")}:
        return _organisation(place, raw, county, lenient=lenient)
    raise LookupError(place.key)


def plain_text(raw: str) -> str:
    """What a browser sends, with the line ends that are stored, and without what PostgreSQL keeps in no text."""
    return raw.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def short(raw: str, longest: int = LONGEST) -> str:
    """The text, if there is room for it.  Raises: ValidationError."""
    if len(raw) > longest:
        raise ValidationError(
            _("The text has %(length)s characters; there is room for %(longest)s."),
            params={"length": len(raw), "longest": longest},
        )
    return raw


def _amount(place: Place, raw: str) -> int | None:
    if not raw.strip():
        return None if place.kind == "basis" else 0
    try:
        return parse_kroner(raw)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def _year(raw: str) -> int:
    if not (raw.strip().isdecimal() and 1 <= int(raw) <= 10):
        raise ValidationError(_("Write a number from 1 to 10."))
    return int(raw)


def _organisation(place: Place, raw: str, county: int, *, lenient: bool) -> int | None:
    if not raw:
        return None
    model = Partner if place.kind == "measure" else Organisation
    pk = int(raw) if raw.isdecimal() else 0
    if not lenient and not model.objects.filter(Q(county=county) | Q(county=None), pk=pk).exists():
        raise ValidationError(_("Choose one of the list."))
    return pk


def check_years(rows: QuerySet[Any], field: str, value: int) -> None:
    """The year must be one of the measure's years.  Raises: ValidationError."""
    other = rows.values_list(*(YEARS - {field}), flat=True).first() or value
    if (value > other) is (field == "year_number") and value != other:
        raise ValidationError(_("The year must be one of the measure's years, of which there are at most ten."))
