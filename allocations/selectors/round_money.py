"""Everything that has moved a round's money, fetched once; the ledger and the pages of leftover funds read it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Subquery, Sum
from django.db.models.functions import JSONObject

from allocations.enums import DecisionStatus
from allocations.enums.payments import PaymentStatus
from allocations.models import Decision, DecisionLine, Frame, LeftoverDistribution, LeftoverPart, Payment, Settlement
from allocations.selectors.bench import budget_input, rounds_with_budget
from allocations.selectors.granted import with_grants
from allocations.services.round_input import BudgetInput
from dekom.core.sorting import norwegian_key
from networks.enums import OrganisationKind, ReportStatus
from networks.models import DecisionBasis, Network, Report, ReportControl, Round
from networks.selectors.reports import reports_with_sums


@dataclass(frozen=True)
class RoundMoney:
    """The rows, whatever day they are of. What is summed by the database stands on them as annotations."""

    year: int
    budget: BudgetInput
    frames: list[Frame]  # of every version, with their adoption
    bases: list[DecisionBasis]  # those that are handed in
    decisions: list[Any]  # every edition that is approved; with ``shares``, by recipient
    payments: list[tuple[date, str, int, int]]  # paid: day, network code («» for none), recipient's key and amount
    reports: list[Any]  # accepted; with ``granted``, ``used``, ``controlled_at``, ``granted_now`` and ``paid``
    settlements: list[Settlement]
    distributions: list[Any]  # by number; with ``shares``

    def frames_on(self, day: date) -> dict[Network, int]:
        """The frames of the newest version that was adopted by the day."""
        begun = date(self.year, 1, 1)  # where an adoption has no date
        held = [frame for frame in self.frames if (frame.adoption.adopted_on or begun) <= day]
        newest = max((frame.adoption.version for frame in held), default=0)
        return {frame.network: frame.amount for frame in held if frame.adoption.version == newest}

    def weights_on(self, day: date) -> dict[Network, int]:
        """Who shares leftover funds, and by what: its frame; where none is adopted, what it was granted first."""
        granted: dict[Network, int] = {}
        for decision in self.decisions:
            if decision.network and decision.decided:
                granted.setdefault(decision.network, decision.decided)
        found = granted | self.frames_on(day)
        return dict(sorted(found.items(), key=lambda pair: norwegian_key(pair[0].short_name)))

    @property
    def last_distributed_on(self) -> date | None:
        """The recommendation's day of the last distribution. Each takes all that is left before it."""
        return max((distribution.distributed_on for distribution in self.distributions), default=None)

    @property
    def networks(self) -> dict[str, Network]:
        """By code, every network that the round's money has met."""
        rows = (*self.frames, *self.bases, *self.decisions, *self.reports)
        return {row.network.code: row.network for row in rows if row.network}


def round_money(round_: Round) -> RoundMoney:
    """Of a round from ``rounds_with_budget``. Seven queries."""
    frames = Frame.objects.filter(adoption__round=round_).select_related("adoption", "network")
    bases = DecisionBasis.objects.filter(round=round_, submitted_at__isnull=False).select_related("network")
    settlements = Settlement.objects.filter(report__round=round_).select_related(
        "report__network", "recipient", "letter"
    )
    return RoundMoney(
        year=round_.year,
        budget=budget_input(round_),
        frames=list(frames),
        bases=list(bases),
        decisions=_decisions(round_),
        payments=_payments(round_),
        reports=_reports(round_),
        settlements=list(settlements.order_by("pk")),
        distributions=_distributions(round_),
    )


def money_of(round_: Round) -> RoundMoney:
    """Of any round, with its budget fetched anew. Eight queries."""
    return round_money(rounds_with_budget(Round.objects.all()).get(pk=round_.pk))


def _decisions(round_: Round) -> list[Any]:
    """In the order that they were approved. The governor pays itself nothing."""
    lines = DecisionLine.objects.filter(decision=OuterRef("pk")).exclude(recipient__kind=OrganisationKind.GOVERNOR)
    shares = lines.order_by("pk").values(json=JSONObject(recipient="recipient_id", amount="amount"))
    return list(
        Decision.objects.filter(round=round_, approved_at__isnull=False)
        .exclude(status=DecisionStatus.DRAFT)
        .select_related("network", "fixed_grant")
        .annotate(shares=ArraySubquery(shares))
        .order_by("approved_at", "pk")
    )


def _payments(round_: Round) -> list[tuple[date, str, int, int]]:
    paid = (
        Payment.objects.filter(round=round_, status=PaymentStatus.PAID, paid_on__isnull=False)
        .values_list("paid_on", "decision_line__decision__network__code", "recipient")
        .annotate(amount=Sum("amount"))
        .order_by("paid_on", "recipient")
    )
    return [(on, code or "", recipient, amount) for on, code, recipient, amount in paid if on]


def _reports(round_: Round) -> list[Any]:
    controls = ReportControl.objects.filter(report=OuterRef("pk")).order_by().values("report")
    accepted = Report.objects.filter(round=round_, status=ReportStatus.ACCEPTED)
    return list(
        with_grants(reports_with_sums(accepted)).annotate(
            controlled_at=Subquery(controls.annotate(last=Max("controlled_at")).values("last"))
        )
    )


def _distributions(round_: Round) -> list[Any]:
    parts = LeftoverPart.objects.filter(distribution=OuterRef("pk")).order_by("pk")
    shares = parts.values(json=JSONObject(code="network__code", amount="amount"))
    found = LeftoverDistribution.objects.filter(round=round_).annotate(shares=ArraySubquery(shares))
    return list(found.order_by("number"))
