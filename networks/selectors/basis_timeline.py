"""What has happened to a decision basis, from the history that the database keeps, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, DateField, F, Max, OuterRef, Q, Subquery, Value, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Lag, TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dekom.core.models import User
from networks.enums import BasisStatus, MilestoneKind
from networks.models import (
    BasisContent,
    DecisionBasis,
    EstimateConfirmation,
    Extension,
    Measure,
    Milestone,
    Submission,
)
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
    found = [*_states(rows, submissions), *_beside(basis)]
    return sorted(found, key=lambda event: event.noted_at or event.at)


def _beside(basis: DecisionBasis) -> Iterator[Event]:
    """Extensions, confirmed estimates, and what was entered on the partnership's behalf, in one query."""
    columns = ("told_at", "told_who", "told_kind", "told_text", "told_day")
    no_day = Value(None, output_field=DateField())
    extensions = Extension.objects.filter(basis=basis).annotate(
        told_at=F("given_at"),
        told_who=F("given_by__name"),
        told_kind=Value("extension"),
        told_text=F("reason"),
        told_day=F("until"),
    )
    confirmed = EstimateConfirmation.objects.filter(basis=basis).annotate(
        told_at=F("at"),
        told_who=F("by__name"),
        told_kind=Value("confirmed"),
        told_text=F("organisation__name"),
        told_day=no_day,
    )
    queries = [each.order_by().values_list(*columns) for each in (extensions, confirmed)]
    written: tuple[Any, ...] = (BasisContent, Measure)
    for model in written:
        events = model.pgh_event_model.objects.filter(basis=basis, saved_on_behalf=True)
        by_day = events.order_by().annotate(
            told_who=F("saved_by__name"), told_kind=Value("behalf"), told_text=Value("")
        )
        by_day = by_day.annotate(told_day=TruncDate("pgh_created_at")).values(
            "told_who", "told_kind", "told_text", "told_day"
        )
        queries.append(by_day.annotate(told_at=Max("pgh_created_at")).values_list(*columns))
    behalf = set()
    for at, who, kind, text, day in queries[0].union(*queries[1:], all=True):
        if kind == "extension":
            what = _("Extension to {day}").format(day=date_format(day, "DATE_FORMAT"))
            yield Event(at, who, what, text, "warn")
        elif kind == "confirmed":
            yield Event(at, who, _("{name} confirmed its estimate").format(name=text))
        elif (who, day) not in behalf:
            behalf.add((who, day))
            yield Event(at, who, _("Wrote on the network's behalf"), mark="work", on_behalf=True)


def _moves(basis: DecisionBasis) -> list[Any]:
    events = DecisionBasis.pgh_event_model.objects.filter(pgh_obj=basis)  # type: ignore[attr-defined]  # set by pghistory
    before = Window(Lag("status"), order_by=F("pgh_id").asc())
    changed = events.annotate(before=before).filter(Q(before__isnull=True) | ~Q(before=F("status")))
    user = Cast(KeyTextTransform("user", OuterRef("pgh_context__metadata")), BigIntegerField())
    return list(changed.annotate(who=Subquery(User.objects.filter(pk=user).values("name")[:1])).order_by("pgh_id"))


def _states(rows: list[Any], submissions: list[Submission]) -> Iterator[Event]:
    left = list(submissions)
    last: Submission | None = None
    was_written_here = not any(row.submitted_at and row.submitted_at < rows[0].pgh_created_at for row in rows)
    for row in rows:
        who = row.who or ""
        match row.status:
            case BasisStatus.DRAFT:
                what = _("Opened for writing") if was_written_here else _("Brought into Dekom from a file")
                yield Event(row.pgh_created_at, who, what, mark="work")
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
