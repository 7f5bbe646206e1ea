"""One krone's way through one network and round, as far as the reader may see it. Seven queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import JSONObject

from allocations.enums import DecisionStatus
from allocations.enums.payments import PaymentStatus
from allocations.models import Decision, DecisionLetter, Payment, Settlement
from dekom.core.models import User
from dekom.core.sorting import norwegian_key
from forum.models import Recommendation
from networks.models import DecisionBasis, Measure, NeedsReport, Network, Report, Round
from networks.selectors.reports import reports_with_sums


@dataclass(frozen=True)
class Thread:
    """What happened with one network's money of a round, each part as the reader may see it."""

    round: Round
    network: Network
    needs: list[NeedsReport]
    basis: Any  # a DecisionBasis with its measures
    decisions: list[Decision]  # the newest edition last
    letters: list[DecisionLetter]
    payments: list[Payment]
    report: Any  # a Report with its sums
    settlements: list[Settlement]

    @property
    def decision(self) -> Decision | None:
        """The edition that counts: the newest that is approved, else the draft."""
        approved = [each for each in self.decisions if each.status != DecisionStatus.DRAFT]
        return next(iter([*reversed(approved), *self.decisions]), None)

    @property
    def measures(self) -> list[dict[str, Any]]:
        return self.basis.measure_rows if self.basis else []

    @property
    def decided(self) -> int | None:
        decision = self.decision
        return decision.decided if decision and decision.status != DecisionStatus.DRAFT else None

    @property
    def paid(self) -> int:
        return sum(payment.amount for payment in self.payments if payment.status == PaymentStatus.PAID)


def thread_of(round_: Round, network: Network, user: User) -> Thread:
    """The thread of one network in one round; both are rows that the reader may see."""
    here = {"round": round_, "network": network}
    rows = Measure.objects.filter(basis=OuterRef("pk")).annotate(asked=Sum("cost_lines__amount", default=0))
    basis = (
        DecisionBasis.objects.visible_to(user)
        .filter(**here)
        .annotate(
            measure_rows=ArraySubquery(
                rows.order_by("order", "pk").values(json=JSONObject(title="title", asked="asked", need="need"))
            )
        )
        .first()
    )
    said = Recommendation.objects.visible_to(user).filter(round=round_, points__lines__network=network)
    decisions = (
        Decision.objects.visible_to(user)
        .filter(**here)
        .annotate(recommendation=Subquery(said.order_by("-version").values("pk")[:1]))
        .order_by("pk")
    )
    keys = Decision.objects.visible_to(user).filter(**here).values("pk")
    letters = DecisionLetter.objects.visible_to(user).filter(lines__decision_line__decision__in=keys)
    payments = Payment.objects.visible_to(user).filter(decision_line__decision__in=keys)
    report = reports_with_sums(Report.objects.visible_to(user).filter(**here)).first()
    settlements = Settlement.objects.visible_to(user).filter(report__round=round_, report__network=network)
    return Thread(
        round=round_,
        network=network,
        needs=list(NeedsReport.objects.visible_to(user).filter(**here).select_related("owner").order_by("pk")),
        basis=basis,
        decisions=list(decisions),
        letters=list(letters.select_related("recipient").distinct().order_by("year", "number", "pk")),
        payments=list(payments.select_related("recipient", "payment_list").order_by("due_on", "pk")),
        report=report,
        settlements=list(settlements.select_related("recipient").order_by("pk")) if report else [],
    )


@dataclass
class ThreadLine:
    """One network in the round, or one fixed grant: amounts as the reader may see them."""

    name: str
    network: Network | None = None
    decision: Decision | None = None
    requested: int | None = None
    recommended: int | None = None
    decided: int | None = None
    paid: int = 0
    report: Any = None


@dataclass(frozen=True)
class ThreadRound:
    """A round's threads side by side."""

    round: Round | None
    rounds: Sequence[Round]
    lines: list[ThreadLine] = field(default_factory=list)

    def total(self, name: str) -> int:
        return sum(getattr(line, name) or 0 for line in self.lines)


def rounds_to_follow(user: User) -> list[Round]:
    """The reader's rounds, the newest that has decisions first."""
    rounds = Round.objects.visible_to(user).select_related("scheme", "county")
    return list(rounds.order_by("-year", "scheme__name", "pk"))


def thread_round(user: User, today: date, pk: int | None = None) -> ThreadRound:
    """The round asked for, or the newest that is under way. Five queries."""
    rounds = rounds_to_follow(user)
    chosen = next((each for each in rounds if each.pk == pk), None) if pk else None
    if pk is None and rounds:
        chosen = next((each for each in rounds if each.year <= today.year), rounds[0])
    if chosen is None:
        return ThreadRound(None, rounds)
    lines: dict[str, ThreadLine] = {}
    for basis in DecisionBasis.objects.visible_to(user).filter(round=chosen).select_related("network"):
        line = lines.setdefault(f"n{basis.network_id}", ThreadLine(basis.network.short_name, basis.network))
        line.requested = basis.requested
    current = Decision.objects.visible_to(user).filter(round=chosen).select_related("network", "fixed_grant")
    for decision in current.order_by("pk"):
        name = decision.network.short_name if decision.network else str(decision.fixed_grant)
        line = lines.setdefault(_key(decision), ThreadLine(name, decision.network))
        line.decision, line.recommended = decision, decision.recommended
        line.decided = decision.decided if decision.status != DecisionStatus.DRAFT else line.decided
    paid = Payment.objects.visible_to(user).filter(round=chosen, status=PaymentStatus.PAID)
    sums = paid.values("decision_line__decision__network", "decision_line__decision__fixed_grant")
    for row in sums.annotate(amount=Sum("amount")).order_by():
        network, grant = row["decision_line__decision__network"], row["decision_line__decision__fixed_grant"]
        if line_of := lines.get(f"n{network}" if network else f"f{grant}"):
            line_of.paid = row["amount"]
    for report in Report.objects.visible_to(user).filter(Q(network__isnull=False), round=chosen):
        if line_of := lines.get(f"n{report.network_id}"):
            line_of.report = report
    ordered = sorted(lines.values(), key=lambda line: (line.network is None, norwegian_key(line.name)))
    return ThreadRound(chosen, rounds, ordered)


def _key(decision: Decision) -> str:
    return f"n{decision.network_id}" if decision.network_id else f"f{decision.fixed_grant_id}"
