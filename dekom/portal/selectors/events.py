"""What was changed last, from the history that the database keeps."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Value
from django.urls import reverse
from django.utils.translation import gettext as _

from allocations.enums import DecisionStatus
from allocations.models import Decision
from dekom.portal.selectors.days import moment_text
from dekom.portal.selectors.overview import Overview
from networks.enums import BasisStatus
from networks.models import DecisionBasis, Round, Scheme
from networks.services.names import short_network_name

SHOWN = 3
READ = 40  # rows of history; several may tell of the same document


@dataclass(frozen=True)
class Event:
    at: datetime
    when: str
    text: str
    url: str


class Change(NamedTuple):
    """A row of either history."""

    model: str
    id: int
    document: int
    at: datetime
    status: str
    network: int
    network_name: str
    round: int
    scheme: str
    year: int


def events_of(overview: Overview) -> list[Event]:
    """The latest change of each document, newest first; for staff and auditors only, in one query."""
    if not overview.access.reads_all_in and not overview.access.is_superuser:
        return []
    bases, decisions = _history(DecisionBasis, overview), _history(Decision, overview)
    found, seen = [], set()
    changes = map(Change._make, bases.union(decisions, all=True))
    for row in sorted(changes, key=lambda row: (row.at, row.id), reverse=True):
        if (row.model, row.document) not in seen:
            seen.add((row.model, row.document))
            found.append(row)
    return [_event(row, overview) for row in found[:SHOWN]]


def _history(model: Any, overview: Overview) -> Any:
    """The newest rows, alike for both models."""
    rows = model.pgh_event_model.objects.filter(network__isnull=False)
    if not overview.access.is_superuser:
        rows = rows.filter(round__county__in=overview.access.reads_all_in)
    columns = ("pgh_id", "pgh_obj", "pgh_created_at", "status", "network", "network__name")
    whose = ("round", "round__scheme__name", "round__year")
    return rows.order_by("-pgh_id").values_list(Value(model._meta.model_name), *columns, *whose)[:READ]


def _event(row: Change, overview: Overview) -> Event:
    is_decision = row.model == Decision._meta.model_name
    state = (DecisionStatus if is_decision else BasisStatus)(row.status).label.lower()
    words = {
        "network": short_network_name(row.network_name),
        "state": state,
        "round": Round(scheme=Scheme(name=row.scheme), year=row.year),
    }
    if overview.round is not None and row.round == overview.round.pk:
        text = _("%(network)s: decision, %(state)s") if is_decision else _("%(network)s: decision basis, %(state)s")
    elif is_decision:
        text = _("%(network)s: decision in %(round)s, %(state)s")
    else:
        text = _("%(network)s: decision basis in %(round)s, %(state)s")
    url = reverse("network_detail", args=[row.network])
    return Event(row.at, moment_text(row.at, overview.today), text % words, url)
