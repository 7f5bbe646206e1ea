"""Reports open when the letter is issued; then they are written, submitted, controlled, sent back and accepted."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError, StaleStateError
from dekom.core.kroner import format_kroner
from dekom.core.mail import queue_mail
from dekom.core.models import User
from networks.enums import REPORT_MOVES, MilestoneKind, ReportStatus
from networks.enums.reports import ControlResult
from networks.models import Network, Organisation, Report, ReportAnswer, ReportControl, ReportLine, Round
from networks.permissions.reports import may_control_report, may_submit_report, may_write_report
from networks.selectors.reports import people_of, report_values, totals_of
from networks.services.merging import Conflict, merge

Values = Mapping[str, str | int | None]


@transaction.atomic
def open_for(
    round_: Round,
    *,
    network: Network | None = None,
    organisation: Organisation | None = None,
    now: datetime,
    lines: Sequence[tuple[str, int]] = (),
) -> Report:
    """The round's report of a network or of another recipient, opened if it is not there already.

    ``lines`` are the measures as decided, each with its kroner. They are copied when the report opens; what is granted
    later is added with ``add_lines``.
    """
    due = round_.milestones.filter(kind=MilestoneKind.REPORT).values_list("date", flat=True).first()
    report, made = Report.objects.get_or_create(
        round=round_, network=network, organisation=organisation, defaults={"due_on": due, "opened_at": now}
    )
    if made:
        add_lines(report, lines)
    return report


@transaction.atomic
def add_lines(report: Report, lines: Sequence[tuple[str, int]]) -> None:
    """Measures that were granted after the report opened.  Raises: DomainError: it is accepted."""
    if report.status == ReportStatus.ACCEPTED:
        raise DomainError(_("The report is accepted, and takes nothing more."))
    last = report.lines.aggregate(last=Max("order"))["last"] or 0
    ReportLine.objects.bulk_create(
        ReportLine(report=report, order=order, title=title[:300], granted=amount)
        for order, (title, amount) in enumerate(lines, last + 1)
    )


@transaction.atomic
def lower_lines(report: Report, amounts: Sequence[int]) -> None:
    """What each measure is granted after it is less, in order. What was reported of them stays.

    Raises: DomainError: the report is accepted.
    """
    if report.status == ReportStatus.ACCEPTED:
        raise DomainError(_("The report is accepted, and takes nothing more."))
    for line, amount in zip(report.lines.order_by("order"), amounts, strict=True):
        line.granted = amount
        line.save(update_fields=["granted"])


@transaction.atomic
def save(report: Report, typed: Values, *, began: Values, actor: User) -> dict[str, Conflict[Any]]:
    """Write what was typed into a draft, and give back what somebody else wrote in the same fields meanwhile.

    ``began`` is what each field held when the person opened the page: it decides who changed what.
    Raises: DomainError: not theirs to write, or submitted.
    """
    if not may_write_report(actor, report):
        raise DomainError(_("Only the reporter's own people write the report."))
    locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if not locked.is_being_written:
        raise DomainError(_("The report is submitted, and can't be changed."))
    current = _plain(report_values(locked))
    known = {name: value for name, value in _plain(typed).items() if name in current}
    changes, conflicts = merge(current, _plain(began), known)
    lines = {line.pk: line for line in locked.lines.all()}
    for name, value in changes.items():
        what, _sep, rest = name.partition("_")
        if what == "line":
            key, _sep, field = rest.partition("_")
            setattr(lines[int(key)], field, value)
        elif what == "answer":
            ReportAnswer.objects.update_or_create(report=locked, question_id=int(rest), defaults={"text": str(value)})
        else:
            setattr(locked, name, value)
    for line in lines.values():
        line.save(update_fields=["used", "reached"])
    locked.save(update_fields=["summary", "unspent_wish", "unspent_reason"])
    return conflicts


def _plain(values: Values) -> dict[str, str | int | None]:
    """With line ends as the boxes on the page hold them."""
    return {name: value.replace("\r\n", "\n") if isinstance(value, str) else value for name, value in values.items()}


def report_problems(report: Report) -> list[str]:
    """Every reason why the report can't be submitted yet.

    Source: regulation FOR-2026-01-12-23 § 17; bestemmelser om økonomistyring 6.3.6 (in proportion).
    """
    totals = totals_of(report)
    problems = [_("«%(measure)s»: say what was used.") % {"measure": title} for title in totals.without_amount]
    if not report.summary.strip():
        problems.append(_("Say what came of it."))
    if totals.is_complete and totals.unspent > 0 and not (report.unspent_wish and report.unspent_reason.strip()):
        amount = format_kroner(totals.unspent)
        problems.append(_("%(amount)s kr is left: say why, and what should become of it.") % {"amount": amount})
    if totals.is_full:
        problems += [_("«%(measure)s»: say what was reached.") % {"measure": title} for title in totals.without_result]
        problems += [_("Answer: %(question)s") % {"question": question} for question in totals.unanswered]
    return problems


@transaction.atomic
def submit(report: Report, *, actor: User, now: datetime) -> None:
    """Hand the report in, and give its people a receipt.

    Raises: DomainError: with every reason at once. StaleStateError.
    """
    if not may_submit_report(actor, report):
        raise DomainError(_("The network's leader submits the report."))
    Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if problems := report_problems(report):
        raise DomainError(problems)
    _move(report, ReportStatus.SUBMITTED, submitted_at=now, submitted_by=actor, change_reason="")
    _tell("networks/report_received", report, now, actor=actor)


@transaction.atomic
def control(
    report: Report,
    *,
    result: ControlResult,
    form_in_order: bool,
    reasonable: bool,
    note: str,
    actor: User,
    now: datetime,
) -> ReportControl:
    """Accept a submitted report, or send it back with a reason; either way who, when and what is kept.

    Source: regulation FOR-2026-01-12-23 § 17.
    Raises: DomainError: not the secretariat's, no reason, or not in order. StaleStateError.
    """
    if not may_control_report(actor, report):
        raise DomainError(_("Somebody in the secretariat who did not submit the report controls it."))
    note = note.strip()
    if result == ControlResult.SENT_BACK and not note:
        raise DomainError(_("Write what should be changed, and why."))
    if result == ControlResult.ACCEPTED and not (form_in_order and reasonable):
        raise DomainError(_("A report is accepted when its form is in order and the use of the money is reasonable."))
    if result == ControlResult.ACCEPTED:
        _move(report, ReportStatus.ACCEPTED)
    else:
        _move(report, ReportStatus.CHANGES_REQUESTED, change_reason=note)
    made = ReportControl.objects.create(
        report=report,
        controlled_by=actor,
        controlled_at=now,
        result=result,
        form_in_order=form_in_order,
        reasonable=reasonable,
        note=note,
    )
    _tell(f"networks/report_{result}", report, now)
    return made


@transaction.atomic
def remind(reports: Sequence[Report], *, now: datetime) -> int:
    """Remind those who have not submitted; says how many reports that was."""
    waiting = [report for report in reports if report.is_being_written]
    for report in waiting:
        _tell("networks/report_reminder", report, now)
    return len(waiting)


def _move(report: Report, to: ReportStatus, **fields: Any) -> None:
    if not REPORT_MOVES.allows(report.status, to):
        raise DomainError(
            _("The report can't go from «%(old)s» to «%(new)s».")
            % {"old": report.get_status_display(), "new": to.label}
        )
    moved = Report.objects.filter(pk=report.pk, status=report.status, version=report.version).update(
        status=to, version=F("version") + 1, **fields
    )
    if moved != 1:
        raise StaleStateError(_("Somebody else has changed this report in the meantime."))
    report.refresh_from_db()


def _tell(template: str, report: Report, now: datetime, **context: Any) -> None:
    queue_mail(template, to=people_of(report, localdate(now)), context={"report": report, **context})
