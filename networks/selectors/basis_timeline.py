"""What has happened to a decision basis, from the history that the database keeps, and what comes next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, Window
from django.db.models.functions import Lag
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dekom.core.models import User
from networks.enums import BasisStatus, MilestoneKind
from networks.models import DecisionBasis, EstimateConfirmation, Extension, Milestone, Submission
from networks.selectors.basis_draft import PART_OF
from networks.services.snapshots import Difference, differences


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, who, what, and what differed."""

    at: datetime
    who: str
    what: str
    note: str = ""
    mark: str = "done"
    on_behalf: bool = False
    differences: list[Difference] = field(default_factory=list)
    submission: Submission | None = None
    noted_at: datetime | None = None  # when the database wrote it down, where that is not the same


def timeline(basis: DecisionBasis) -> list[Event]:
    """Every change of state with who, when, and what differed, oldest first.

    States come from the history that triggers write: whoever changed them, and however, they are here.
    """
    submissions = list(Submission.objects.filter(basis=basis).select_related("by").defer("pdf"))
    rows = _moves(basis)
    people = _people(rows)
    found = list(_states(rows, people, submissions))
    for extension in Extension.objects.filter(basis=basis).select_related("given_by"):
        until = date_format(extension.until, "DATE_FORMAT")
        what = _("Extension to {day}").format(day=until)
        found.append(Event(extension.given_at, extension.given_by.name, what, extension.reason, "warn"))
    for each in EstimateConfirmation.objects.filter(basis=basis).select_related("by", "organisation"):
        what = _("{name} confirmed its estimate").format(name=each.organisation.name)
        found.append(Event(each.at, each.by.name, what))
    return sorted(found, key=lambda event: event.noted_at or event.at)


def _moves(basis: DecisionBasis) -> list[Any]:
    events = DecisionBasis.pgh_event_model.objects.filter(pgh_obj=basis)  # type: ignore[attr-defined]  # set by pghistory
    before = Window(Lag("status"), order_by=F("pgh_id").asc())
    changed = events.annotate(before=before).filter(Q(before__isnull=True) | ~Q(before=F("status")))
    return list(changed.select_related("pgh_context").order_by("pgh_id"))


def _who(row: Any) -> int:
    """Who was signed in when the row was written; 0 for commands and tasks."""
    metadata = row.pgh_context.metadata if row.pgh_context else {}
    return int(metadata.get("user") or 0)


def _people(rows: list[Any]) -> dict[int, str]:
    pks = {_who(row) for row in rows} - {0}
    return dict(User.objects.filter(pk__in=pks).values_list("pk", "name")) if pks else {}


def _states(rows: list[Any], people: Mapping[int, str], submissions: list[Submission]) -> Iterator[Event]:
    left = list(submissions)
    last: Submission | None = None
    for row in rows:
        who = people.get(_who(row), "")
        match row.status:
            case BasisStatus.DRAFT:
                yield Event(row.pgh_created_at, who, _("Opened for writing"), mark="work")
            case BasisStatus.SUBMITTED:
                submission = left.pop(0) if left else None
                yield _submitted(row, who, submission, last)
                last = submission or last
            case BasisStatus.CHANGES_REQUESTED:
                yield Event(row.pgh_created_at, who, _("Changes requested"), row.change_reason, "warn")
            case BasisStatus.IN_REVIEW:
                yield Event(row.pgh_created_at, who, _("Taken into review: the forum can read it"), mark="ready")
            case BasisStatus.DECIDED:
                yield Event(row.pgh_created_at, who, _("The governor has decided"))


def _submitted(row: Any, who: str, submission: Submission | None, last: Submission | None) -> Event:
    if submission is None:  # from a file, or from before versions were kept
        return Event(row.submitted_at, who, _("Submitted"), noted_at=row.pgh_created_at)
    name = submission.by.name if submission.by else who
    what = _("Submitted") if last is None else _("Submitted with changes")
    found = [] if last is None else differences(last.content, submission.content, PART_OF)
    note = _("After the deadline") if submission.is_late else ""
    return Event(
        submission.at,
        name,
        what,
        note,
        on_behalf=submission.on_behalf,
        differences=found,
        submission=submission,
        noted_at=row.pgh_created_at,
    )


def coming(basis: DecisionBasis, deadline: date | None, today: date) -> list[tuple[date, str]]:
    """What comes next for this basis, and when."""
    words = {
        MilestoneKind.DECISION_BASIS: _("Deadline for submitting"),
        MilestoneKind.PAPERS: _("Sent to the forum's members"),
        MilestoneKind.RECOMMENDATION: _("The forum's meeting"),
        MilestoneKind.DECISION: _("Decision and letter"),
        MilestoneKind.REPORT: _("Report"),
    }
    dates = dict(Milestone.objects.filter(round=basis.round_id, kind__in=words).values_list("kind", "date"))
    if basis.submitted_at is not None:
        dates.pop(MilestoneKind.DECISION_BASIS, None)
    elif deadline is not None:
        dates[MilestoneKind.DECISION_BASIS] = deadline
    found = [(day, words[MilestoneKind(kind)]) for kind, day in dates.items() if day >= today]
    return sorted(found)
