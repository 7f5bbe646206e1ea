"""The report that answers a decision opens with its letter, and is told of what is granted later, more or less."""

from datetime import datetime

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from allocations.models import Decision, DecisionLetter, DecisionLine
from allocations.services.measures import as_decided
from allocations.services.prorata import share
from networks.actions import reports
from networks.enums import ReportStatus
from networks.models import DecisionBasis, Report


def open_report(decision: Decision, letter: DecisionLetter, *, now: datetime) -> Report:
    """The report of the decision's network, or of the recipient of a fixed grant.

    It opens with the measures as decided. Of a later letter it gets a line with what is granted more.
    """
    whose = {"network": decision.network} if decision.network else {"organisation": letter.recipient}
    with override(letter.language):
        lines = as_decided(_measures(decision), _granted(decision, letter.recipient_id), otherwise=_("The grant"))
    report = reports.open_for(decision.round, now=now, lines=lines, **whose)
    tell_reports(decision, language=letter.language)
    return report


def tell_reports(decision: Decision, *, language: str) -> None:
    """Say in the reports of the decision's money what is granted now.

    More gets a line of its own; less is taken of every measure in proportion. An accepted report stays as it was
    accepted, and ``to_settle`` minds the difference.
    """
    for report in _reports_of(decision):
        lines = list(report.lines.order_by("order").values_list("granted", flat=True))
        known, granted = sum(lines), _granted(decision, report.organisation_id)
        if granted > known:
            with override(language):
                reports.add_lines(report, [(_subject(decision) or _("Granted later"), granted - known)])
        elif granted < known:
            reports.lower_lines(report, share(granted, lines))


def _reports_of(decision: Decision) -> QuerySet[Report]:
    """The network's report, or those of everybody who had part in any edition of a fixed grant; none accepted."""
    locked = Report.objects.select_for_update(of=("self",)).filter(round=decision.round_id).order_by("pk")
    written = locked.exclude(status=ReportStatus.ACCEPTED)
    if decision.network_id is not None:
        return written.filter(network=decision.network_id)
    lines = DecisionLine.objects.filter(decision__fixed_grant=decision.fixed_grant_id)
    return written.filter(organisation__in=lines.values("recipient"))


def _granted(decision: Decision, recipient: int | None) -> int:
    """All that the network was granted; of fixed grants all that the recipient has had letters about."""
    if decision.network_id is not None:
        return decision.decided or 0
    lines = DecisionLine.objects.filter(
        decision__round=decision.round_id,
        decision__network=None,
        recipient=recipient,
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
