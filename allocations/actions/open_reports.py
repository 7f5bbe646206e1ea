"""The report that answers a decision opens with its letter, and is told of what is granted later."""

from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from allocations.models import Decision, DecisionLetter, DecisionLine
from allocations.services.measures import as_decided
from networks.actions import reports
from networks.enums import ReportStatus
from networks.models import DecisionBasis, Report


def open_report(decision: Decision, letter: DecisionLetter, *, now: datetime) -> Report:
    """The report of the decision's network, or of the recipient of a fixed grant.

    It opens with the measures as decided. Of a later letter it gets a line with what is granted more.
    """
    whose = {"network": decision.network} if decision.network else {"organisation": letter.recipient}
    granted = _granted(decision, letter)
    with override(letter.language):
        lines = as_decided(_measures(decision), granted, otherwise=_("The grant"))
        more = _subject(decision) or _("Granted later")
    report = reports.open_for(decision.round, now=now, lines=lines, **whose)
    known = report.lines.aggregate(sum=Sum("granted"))["sum"] or 0
    if granted > known and report.status != ReportStatus.ACCEPTED:
        reports.add_lines(report, [(more, granted - known)])
    return report


def _granted(decision: Decision, letter: DecisionLetter) -> int:
    """All that the network was granted; of fixed grants all that the recipient has had letters about."""
    if decision.network_id is not None:
        return decision.decided or 0
    lines = DecisionLine.objects.filter(
        decision__round=decision.round_id,
        decision__network=None,
        recipient=letter.recipient_id,
        letter_line__isnull=False,
        decision__in=Decision.objects.current(),
    )
    return lines.aggregate(sum=Sum("amount"))["sum"] or 0


def _measures(decision: Decision) -> list[tuple[str, int]]:
    """What the money is for, each with what was asked for it; what no measure asks for is coordination."""
    if decision.fixed_grant is not None:
        return [(decision.fixed_grant.purpose, 1)]
    basis = DecisionBasis.objects.filter(round=decision.round_id, network=decision.network_id).first()
    if basis is not None and not decision.measures.strip():
        asked = basis.measures.annotate(asked=Sum("cost_lines__amount", default=0)).order_by("order", "pk")
        measures = [(str(measure), measure.asked) for measure in asked]
        rest = (basis.requested or 0) - sum(amount for _title, amount in measures)
        if measures:
            return [*measures, *([(_("Coordination"), rest)] if rest > 0 else [])]
    titles = [line.strip() for line in decision.measures.splitlines() if line.strip()]
    return [("; ".join(titles), 1)] if titles else []


def _subject(decision: Decision) -> str:
    return decision.fixed_grant.purpose if decision.fixed_grant else ""
