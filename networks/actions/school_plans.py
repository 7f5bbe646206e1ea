"""A school's development plan is written field by field, or as a whole form. Nobody overwrites what they have not seen.

Who may write is the caller's to ask.
"""

from collections.abc import Mapping

from django.db import models, transaction

from networks.actions.write import ConflictError
from networks.models import SchoolPlan
from networks.services.merging import Conflict, merge
from networks.values import plain_text, short

FIELDS = ("school", "period", "situation", "goals", "measures", "organisation", "assessment")


def field(name: str) -> models.Field[str, str]:
    found: models.Field[str, str] = SchoolPlan._meta.get_field(name)  # type: ignore[assignment]  # no relation
    return found


def field_of(plan: SchoolPlan, name: str, *, base: str, value: str) -> str:
    """Write one field as typed, if it still holds ``base``, of a plan that the caller holds; gives what is stored.

    Raises: ConflictError. ValidationError: empty, too long, or a plan that there is. LookupError: no such field.
    """
    if name not in FIELDS:
        raise LookupError(name)
    new, now = _tidy(value), getattr(plan, name)
    if now not in (new, _tidy(base)):
        raise ConflictError(plan, name)
    if now != new:
        _write(plan, {name: new})
    return new


@transaction.atomic
def save(plan: SchoolPlan, typed: Mapping[str, str], *, began: Mapping[str, str]) -> dict[str, Conflict[str]]:
    """Write what the person changed since the page was opened, and give back what another wrote there meanwhile.

    Raises: ValidationError.
    """
    held = SchoolPlan.objects.select_for_update().get(pk=plan.pk)
    current = {name: getattr(held, name) for name in FIELDS}
    changes, conflicts = merge(current, _all_tidy(began), _all_tidy(typed))
    _write(held, changes)
    return conflicts


def _write(plan: SchoolPlan, changes: Mapping[str, str]) -> None:
    for name, value in changes.items():
        setattr(plan, name, field(name).clean(short(value), plan))
    plan.validate_constraints()
    plan.save(update_fields=[*changes, "changed_at"])


def _all_tidy(values: Mapping[str, str]) -> dict[str, str]:
    return {name: _tidy(value) for name, value in values.items() if name in FIELDS}


def _tidy(text: str) -> str:
    return plain_text(text).strip()
