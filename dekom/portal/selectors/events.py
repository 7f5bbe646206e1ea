"""What was changed last, from the history that the database keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from allocations.models import Decision
from dekom.portal.selectors.days import moment_text
from dekom.portal.selectors.overview import Overview
from networks.models import DecisionBasis

SHOWN = 3
READ = 40  # rows of history; several may tell of the same document


@dataclass(frozen=True)
class Event:
    at: datetime
    when: str
    text: str
    url: str


def events_of(overview: Overview) -> list[Event]:
    """The latest change of each document, newest first; for staff and auditors only, in two queries."""
    counties = overview.access.reads_all_in
    if not counties and not overview.access.is_superuser:
        return []
    found = [*_latest(DecisionBasis, overview), *_latest(Decision, overview)]
    found.sort(key=lambda event: event.pgh_created_at, reverse=True)
    return [_event(row, overview) for row in found[:SHOWN]]


def _latest(model: Any, overview: Overview) -> Iterator[Any]:
    rows = model.pgh_event_model.objects.filter(network__isnull=False)
    if not overview.access.is_superuser:
        rows = rows.filter(round__county__in=overview.access.reads_all_in)
    seen = set()
    for row in rows.select_related("network", "round__scheme").order_by("-pgh_id")[:READ]:
        if row.pgh_obj_id not in seen:
            seen.add(row.pgh_obj_id)
            yield row


def _event(row: Any, overview: Overview) -> Event:
    words = {"network": row.network.short_name, "state": row.get_status_display().lower(), "round": row.round}
    is_decision = hasattr(row, "recommended")
    if overview.round is not None and row.round_id == overview.round.pk:
        text = _("%(network)s: decision, %(state)s") if is_decision else _("%(network)s: decision basis, %(state)s")
    elif is_decision:
        text = _("%(network)s: decision in %(round)s, %(state)s")
    else:
        text = _("%(network)s: decision basis in %(round)s, %(state)s")
    when = moment_text(row.pgh_created_at, overview.today)
    return Event(row.pgh_created_at, when, text % words, row.network.get_absolute_url())
