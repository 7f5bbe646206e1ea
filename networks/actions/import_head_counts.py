"""Brings head counts in from a spreadsheet, and remembers how its columns were matched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.models import ColumnMatch, County, HeadCount, Network
from networks.permissions import import_counties
from networks.selectors.head_count_import import Outcome, plan_counts
from networks.services.head_count_sheet import Count


@dataclass(frozen=True)
class Result:
    """How many of each."""

    new: int
    changed: int
    same: int
    left_out: int


@transaction.atomic
def head_counts(
    counts: Sequence[Count], *, county: County, day: date, source: str, columns: Mapping[str, str], actor: User
) -> Result:
    """Use the numbers that can be used, and leave the faulty ones; using them twice changes nothing.

    ``columns`` is what each header was matched with.
    Raises: DomainError: the actor may not bring numbers into this county, or none can be used.
    """
    if county not in import_counties(actor):
        raise DomainError(_("You are not in the secretariat of this county."))
    plan = plan_counts(counts, county=county, day=day)
    if not plan.usable:
        raise DomainError(_("None of the lines can be used."))
    fresh = []
    for each in plan.of(Outcome.NEW):
        where = {"network": each.place} if isinstance(each.place, Network) else {"owner": each.place}
        fresh.append(
            HeadCount(category=each.count.category, counted_on=day, number=each.count.number, source=source, **where)
        )
    HeadCount.objects.bulk_create(fresh)
    changed = []
    for each in plan.of(Outcome.CHANGED):
        assert each.old is not None
        each.old.number, each.old.source = each.count.number, source
        changed.append(each.old)
    HeadCount.objects.bulk_update(changed, ["number", "source"])
    ColumnMatch.objects.update_or_create(county=county, source=source, defaults={"columns": dict(columns)})
    found = {outcome: len(plan.of(outcome)) for outcome in Outcome}
    return Result(found[Outcome.NEW], found[Outcome.CHANGED], found[Outcome.SAME], found[Outcome.FAULTY])
