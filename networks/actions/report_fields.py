"""One field of a report is saved at a time: what the writer began from says whether somebody else was there first."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.actions.write import ConflictError
from networks.models import Report, ReportAnswer, ReportQuestion
from networks.permissions.reports import may_write_report

OWN = ("summary", "unspent_wish", "unspent_reason")
OF_LINES = ("used", "reached")
Value = str | int | None


def field_of(report: Report, name: str, *, base: Value, value: Value, actor: User) -> None:
    """Write the field of that name on the page: ``summary``, ``line_7_used``, ``answer_3``.

    ``report`` is locked by whoever calls, in whose transaction it is written. ``base``: what the field held when the
    writing began. Whole kroner.
    Raises: DomainError: not theirs to write, or submitted. ConflictError. LookupError, ValueError: no such field.
    """
    if not may_write_report(actor, report):
        raise DomainError(_("Only the reporter's own people write the report."))
    if not report.is_being_written:
        raise DomainError(_("The report is submitted, and can't be changed."))
    what, _sep, rest = name.partition("_")
    if what == "answer":
        _answer(report, int(rest), base, value)
        return
    row: Any = report
    field = name
    if what == "line":
        key, _sep, field = rest.partition("_")
        row = report.lines.filter(pk=int(key)).first()
    if row is None or field not in (OF_LINES if what == "line" else OWN):
        raise LookupError(name)
    if _is_new(row, field, getattr(row, field), base, value):
        setattr(row, field, value)
        row.save(update_fields=[field])


def _answer(report: Report, key: int, base: Value, value: Value) -> None:
    """An answer has no row before the first word is written. It is asked with its question, in one query."""
    given = ReportAnswer.objects.filter(report=report, question=OuterRef("pk"))
    questions = ReportQuestion.objects.filter(pk=key, legal_basis=report.round.legal_basis_id)
    question = questions.annotate(
        answer=Subquery(given.values("pk")[:1]), said=Subquery(given.values("text")[:1])
    ).first()
    if question is None:
        raise LookupError(key)
    row = ReportAnswer(pk=question.answer, report=report, question=question, text=question.said or "")
    if not _is_new(row, "text", row.text, base, value):
        return
    if question.answer is None:
        ReportAnswer.objects.create(report=report, question=question, text=str(value or ""))
    else:
        ReportAnswer.objects.filter(pk=question.answer).update(text=str(value or ""))


def _is_new(row: Any, field: str, stored: Value, base: Value, value: Value) -> bool:
    """Whether there is something to write.  Raises: ConflictError: somebody else has written meanwhile."""
    now = stored.replace("\r\n", "\n") if isinstance(stored, str) else stored
    if value in (base, now):
        return False
    if now != base:
        raise ConflictError(row, field)
    return True
