"""Writing criteria sheets, field by field: nobody overwrites what they have not seen. Handed in means locked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError, StaleStateError
from dekom.core.kroner import format_kroner, parse_kroner
from dekom.core.models import User
from forum.enums.sheets import SheetStatus, Verdict
from forum.models import CriteriaSheet, OwnNote, SheetAnswer
from forum.permissions.sheets import may_hand_in, may_note, may_write_sheet
from forum.selectors.sheet_facts import facts_of, told_problems
from forum.services.sheet_checks import sheet_problems
from networks.models import Criterion

TEXTS = ("amount_reason", "remark", "conditions", "release_condition")
FIELDS = ("amount", "payout_held", *TEXTS)
OF_CRITERION = ("verdict", "remark")


class FieldConflictError(StaleStateError):
    """Somebody else has changed the field since the writer read it. Both texts are kept."""

    def __init__(self, *, theirs: str, yours: str) -> None:
        super().__init__(_("Somebody else has written here in the meantime."))
        self.theirs = theirs
        self.yours = yours


@dataclass(frozen=True)
class Saved:
    """What the field says now, as people read it, and when it was written."""

    text: str
    at: datetime


@dataclass(frozen=True)
class Place:
    """A field of a sheet: of the sheet itself, or of one criterion."""

    field: str
    criterion: int | None = None


def place_of(name: str) -> Place:
    """«remark» is the sheet's, «remark-12» that of the criterion with this key.  Raises: DomainError."""
    field, _dash, criterion = name.partition("-")
    if criterion.isdecimal() and field in OF_CRITERION:
        return Place(field, int(criterion))
    if name in FIELDS:
        return Place(name)
    raise DomainError(_("There is no field «%(name)s» in a criteria sheet.") % {"name": name})


@transaction.atomic
def save_field(pk: int, name: str, *, old: str, new: str, actor: User, now: datetime) -> Saved:
    """Write one field of the group's sheet, if it still says ``old``. Writers wait for each other at the sheet's row.

    Raises: CriteriaSheet.DoesNotExist: not theirs to see. DomainError: not theirs to write, locked, or it can't be
    read. FieldConflictError: it says something else.
    """
    sheet = _locked(pk, actor)
    if not may_write_sheet(sheet):
        raise DomainError(_no_writing(sheet))
    place = place_of(name)
    if place.criterion is None:
        _write(sheet, place.field, old=old, new=new, saved_at=now)
        return Saved(text_of(sheet, place.field), now)
    rows = SheetAnswer.objects.filter(sheet=sheet, criterion=place.criterion)
    if not _written_straight(rows, place.field, old=old, new=new):
        row = rows.first() or SheetAnswer(sheet=sheet, criterion=_criterion(sheet, place.criterion))
        if not _write(row, place.field, old=old, new=new):
            return Saved(text_of(row, place.field), now)
    sheet.saved_at = now
    sheet.save(update_fields=["saved_at"])
    return Saved(_value(place.field, new), now)


@transaction.atomic
def save_note(pk: int, name: str, *, old: str, new: str, author: User, now: datetime) -> Saved:
    """Write one field of a member's own notes; the author may have two windows open, so ``old`` is asked for here too.

    Raises: as ``save_field``.
    """
    sheet = _locked(pk, author)
    if not may_note(sheet):
        raise DomainError(_("Your own notes can be written until plenary, by the group's members."))
    place = place_of(name)
    if place.criterion is None:
        raise DomainError(_("There is no field «%(name)s» in a criteria sheet.") % {"name": name})
    rows = OwnNote.objects.filter(sheet=sheet, author=author, criterion=place.criterion)
    if not _written_straight(rows, place.field, old=old, new=new, saved_at=now):
        note = rows.first() or OwnNote(sheet=sheet, author=author, criterion=_criterion(sheet, place.criterion))
        _write(note, place.field, old=old, new=new, saved_at=now)
    return Saved(_value(place.field, new), now)


@transaction.atomic
def hand_in(sheet: CriteriaSheet, *, actor: User, now: datetime) -> CriteriaSheet:
    """The rapporteur hands the group's sheet in; from now on it stays.

    Raises: DomainError: with everything that is missing at once. StaleStateError: it is handed in already.
    """
    sheet = _locked(sheet.pk, actor)
    if not sheet.is_open:
        raise StaleStateError(_("The sheet is handed in already."))
    if not may_hand_in(actor, sheet):
        raise DomainError(_("The group's rapporteur hands the sheet in, in the group phase or later."))
    if problems := sheet_problems(facts_of(sheet)):
        raise DomainError(told_problems(sheet, problems))
    CriteriaSheet.objects.filter(pk=sheet.pk, status=SheetStatus.OPEN).update(
        status=SheetStatus.HANDED_IN, handed_in_at=now, handed_in_by=actor
    )
    sheet.refresh_from_db()
    return sheet


def text_of(row: Any, field: str) -> str:
    """A field as people see and type it."""
    value = getattr(row, field)
    if field == "amount":
        return "" if value is None else format_kroner(value)
    if field == "payout_held":
        return "on" if value else ""
    return str(value)


def _written_straight(rows: QuerySet[Any], field: str, *, old: str, new: str, **noted: Any) -> bool:
    """Most saves find what they started from: one question writes the new text where the old one still stands."""
    value, before = _value(field, new), _plain(field, old)
    return before != value and bool(rows.filter(**{field: before}).update(**{field: value}, **noted))


def _write(row: Any, field: str, *, old: str, new: str, **noted: Any) -> bool:
    """Whether anything is written; ``noted`` is written with it."""
    now_there, before, after = (_plain(field, text) for text in (text_of(row, field), old, new))
    if now_there == after:
        return False
    if now_there != before:
        raise FieldConflictError(theirs=text_of(row, field), yours=new)
    for name, value in {field: _value(field, new), **noted}.items():
        setattr(row, name, value)
    row.save(update_fields=[field, *noted] if row.pk else None)
    return True


def _plain(field: str, text: str) -> str:
    """A text without what two browsers may send differently."""
    text = text.replace("\r\n", "\n").strip()
    if field != "amount" or not text:
        return text
    try:
        return str(parse_kroner(text))
    except ValueError:
        return text


def _value(field: str, text: str) -> Any:
    text = text.replace("\r\n", "\n").strip()
    if field == "amount":
        try:
            return parse_kroner(text) if text else None
        except ValueError as error:
            raise DomainError(str(error)) from error
    if field == "payout_held":
        return text == "on"
    if field == "verdict" and text not in ("", *Verdict.values):
        raise DomainError(_("Choose one of the three."))
    return text


def _criterion(sheet: CriteriaSheet, pk: int) -> Criterion:
    found = Criterion.objects.filter(pk=pk, legal_basis=sheet.assessment.round.legal_basis_id).first()
    if found is None:
        raise DomainError(_("This criterion is not one of the round's."))
    return found


def _locked(pk: int, actor: User) -> CriteriaSheet:
    rows = CriteriaSheet.objects.visible_to(actor).for_member(actor).select_for_update(of=("self",))
    return rows.select_related("assessment__round__legal_basis", "group", "network").get(pk=pk)


def _no_writing(sheet: CriteriaSheet) -> str:
    if not sheet.is_open:
        return _("The sheet is handed in, and stays as it is.")
    return _("The group's members write the sheet, when the group phase has begun.")


def texts_of(sheet: CriteriaSheet, answers: Mapping[int, SheetAnswer], criteria: list[Criterion]) -> dict[str, str]:
    """Every field's text by its name, as a page shows it and sends it back as ``old``."""
    found = {field: text_of(sheet, field) for field in FIELDS}
    for criterion in criteria:
        row = answers.get(criterion.pk)
        for field in OF_CRITERION:
            found[f"{field}-{criterion.pk}"] = text_of(row, field) if row else ""
    return found
