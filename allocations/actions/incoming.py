"""What partnerships and owners hand in is entered into the journal by itself, each version once.

Their room knows nothing of the journal: the worker finds here what stands in no entry yet.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from allocations.actions.journal import enter
from allocations.enums import JournalDirection
from allocations.models import JournalEntry
from networks.models import County, NeedsReport, Report, Round, Submission


@transaction.atomic
def enter_next(now: datetime, taken: list[Any] | None = None) -> bool:
    """Enter the oldest document that is handed in and in no entry, and say whether there was one.

    ``taken``: as of a sweep (``dekom.core.sweeps``).

    Source: arkivforskriften: every incoming document that is part of a case is journaled.
    """
    tried = [] if taken is None else taken
    return any(look(now, tried) for look in (_submission, _needs_report, _report))


def _submission(now: datetime, taken: list[Any]) -> bool:
    rows = Submission.objects.select_related("basis__network", "basis__round__county", "basis__round__legal_basis")
    found: Any = _missing(rows, "basis", "at", taken)
    if found is None:
        return False
    basis = found.basis
    words = {"document": basis.round.legal_basis.basis_name, "number": found.number, "round": basis.round}
    content = _("%(document)s, version %(number)s, %(round)s") % words
    return _entered(basis.round, str(basis.network), content, found, found.at, now)


def _needs_report(now: datetime, taken: list[Any]) -> bool:
    rows = NeedsReport.objects.select_related("owner", "round__county")
    found: Any = _missing(rows.filter(submitted_at__isnull=False), "needs", "submitted_at", taken)
    if found is None:
        return False
    content = _("Needs report, %(round)s") % {"round": found.round}
    return _entered(found.round, found.owner.name, content, found, found.submitted_at, now)


def _report(now: datetime, taken: list[Any]) -> bool:
    rows = Report.objects.select_related("network", "organisation", "round__county")
    found: Any = _missing(rows.filter(submitted_at__isnull=False), "report", "submitted_at", taken)
    if found is None:
        return False
    content = _("Report, %(round)s") % {"round": found.round}
    return _entered(found.round, found.reporter, content, found, found.submitted_at, now)


def _missing(rows: QuerySet[Any], what: str, at: str, taken: list[Any]) -> Any:
    """The oldest of them that is in no entry, locked; handed in anew, it is a new document."""
    text = CharField()
    key = Concat(Value(f"{what}:"), Cast("pk", text), Value(":"), Cast(at, text))
    known = JournalEntry.objects.filter(source=OuterRef("key"))
    waiting = rows.annotate(key=key).filter(~Exists(known)).exclude(key__in=taken).order_by(at, "pk")
    found = waiting.select_for_update(of=("self",), skip_locked=True).first()
    if found is not None:
        taken.append(found.key)
    return found


def _entered(round_: Round, party: str, content: str, row: Any, at: datetime, now: datetime) -> bool:
    if JournalEntry.objects.filter(source=row.key).exists():
        return True  # by another worker, between the search and the lock: the next search no longer finds it
    county: County = round_.county
    day: date = timezone.localdate(at)
    enter(
        county,
        timezone.localdate(now),
        round=round_,
        direction=JournalDirection.INCOMING,
        sent_on=day,
        party=party,
        content=content,
        dated=day,
        source=row.key,
    )
    return True
