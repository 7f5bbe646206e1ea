"""Brings people and their roles in from a spreadsheet. Nobody is invited by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.models import County, Role
from networks.permissions import import_counties
from networks.selectors.people_import import Outcome, plan_people
from networks.services.people_sheet import Line


@dataclass(frozen=True)
class Result:
    """How many of each."""

    people: int  # of them new
    new: int
    changed: int
    same: int
    left_out: int


@transaction.atomic
def people(lines: Sequence[Line], *, county: County, actor: User, today: date) -> Result:
    """Use the lines that can be used, and leave the faulty ones; using them twice changes nothing.

    Raises: DomainError: the actor may not bring people into this county.
    """
    if county not in import_counties(actor):
        raise DomainError(_("You are not in the secretariat of this county."))
    plan = plan_people(lines, county=county, actor=actor, today=today)
    added = 0
    for planned in plan:
        if planned.role is None or planned.outcome is Outcome.SAME:
            continue
        added += _save(planned.person, planned.role)
    count = {outcome: sum(planned.outcome is outcome for planned in plan) for outcome in Outcome}
    return Result(added, count[Outcome.NEW], count[Outcome.CHANGED], count[Outcome.SAME], count[Outcome.FAULTY])


def _save(person: User, role: Role) -> bool:
    """Store the person, then the role; whether the person is new."""
    is_new = person.pk is None
    if is_new:
        person.set_unusable_password()
        person.save()
    else:
        person.save(update_fields=["name", "language"])
    role.user = person
    role.save()
    return is_new
