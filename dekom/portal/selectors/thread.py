"""One krone's way through one network, or one fixed grant, of a round, as far as the reader may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject

from allocations.enums import DecisionStatus
from allocations.enums.payments import PaymentStatus
from allocations.models import Decision, DecisionLetter, DecisionLine, FixedGrant, Payment, Settlement
from dekom.core.models import User
from dekom.core.sorting import norwegian_key
from forum.models import CriteriaSheet, Recommendation
from networks.models import DecisionBasis, Measure, NeedsReport, Network, Report, Round
from networks.selectors.reports import reports_with_sums


@dataclass(frozen=True)
class Thread:
    """What happened with one network's money of a round, or one fixed grant's, each part as the reader may see it."""

    round: Round
    network: Network | None
    grant: FixedGrant | None
    needs: list[dict[str, Any]]  # the key, the owner and the status of each needs report
    basis: Any  # a DecisionBasis with its measures, and what its coordination costs
    sheet: Any  # the group's criteria sheet: its key, group and when it was handed in
    decisions: list[Decision]  # the newest edition last
    letters: list[DecisionLetter]
    payments: list[Payment]
    reports: list[Any]  # each a Report with its sums
    settlements: list[Any]  # with ``told_in``, the letter where the reader may see it

    @property
    def name(self) -> str:
        return self.network.short_name if self.network else str(self.grant)

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

    @property
    def used(self) -> int | None:
        """What the network has told that it used. Who has a fixed grant reports of all its grants together."""
        report = self.reports[0] if self.network and self.reports else None
        return report.used if report and not report.missing else None


def networks_with_needs(round_: Round, user: User) -> QuerySet[Any]:
    """The county's networks, each with ``told``: what its owners have reported, or begun to, in the round."""
    told = NeedsReport.objects.visible_to(user).filter(round=round_, network=OuterRef("pk")).order_by("pk")
    rows = ArraySubquery(told.values(json=JSONObject(id="pk", owner="owner__name", status="status")))
    return Network.objects.visible_to(user).filter(county=round_.county_id).annotate(told=rows)


def thread_of(round_: Round, user: User, *, network: Any) -> Thread:
    """The thread of one network in one round, one of ``networks_with_needs``."""
    here = {"round": round_, "network": network}
    rows = Measure.objects.filter(basis=OuterRef("pk")).annotate(asked=Sum("cost_lines__amount", default=0))
    basis = (
        DecisionBasis.objects.visible_to(user)
        .filter(**here)
        .annotate(
            measure_rows=ArraySubquery(
                rows.order_by("order", "pk").values(json=JSONObject(title="title", asked="asked", need="need"))
            ),
            coordination=F("content__coordination_amount"),
        )
        .first()
    )
    sheets = CriteriaSheet.objects.visible_to(user).filter(assessment__round=round_, network=network)
    said = Recommendation.objects.visible_to(user).filter(round=round_, points__lines__network=network)
    return Thread(
        round=round_,
        network=network,
        grant=None,
        needs=network.told,
        basis=basis,
        sheet=sheets.select_related("group").order_by("-pk").first(),
        **_money(round_, user, Q(network=network), said, Q(network=network)),
    )


def thread_of_grant(round_: Round, user: User, *, grant: FixedGrant) -> Thread:
    """The thread of one fixed grant: nobody asked for it, and the plan or a distribution of leftover funds says why."""
    lines = DecisionLine.objects.filter(decision__fixed_grant=grant)
    said = Recommendation.objects.visible_to(user).filter(round=round_, points__lines__fixed_grant=grant)
    reporters = Q(network=None, organisation__in=lines.values("recipient"))
    return Thread(
        round=round_,
        network=None,
        grant=grant,
        needs=[],
        basis=None,
        sheet=None,
        **_money(round_, user, Q(fixed_grant=grant), said, reporters),
    )


def _money(round_: Round, user: User, subject: Q, said: Any, reporters: Q) -> dict[str, list[Any]]:
    """From decision to what was left. ``said`` are the recommendations that name the subject."""
    decided = Decision.objects.visible_to(user).filter(subject, round=round_)
    keys = decided.values("pk")
    letters = DecisionLetter.objects.visible_to(user).filter(lines__decision_line__decision__in=keys)
    payments = Payment.objects.visible_to(user).filter(decision_line__decision__in=keys)
    reports = Report.objects.visible_to(user).filter(reporters, round=round_)
    found = list(reports_with_sums(reports).order_by("pk"))
    told_in = DecisionLetter.objects.visible_to(user).filter(pk=OuterRef("letter")).values("pk")
    settlements = (
        Settlement.objects.visible_to(user)
        .filter(report__in=[report.pk for report in found])
        .annotate(told_in=Subquery(told_in))
    )
    newest = said.order_by("-version").values("pk")[:1]
    return {
        "decisions": list(decided.annotate(recommendation=Subquery(newest)).order_by("pk")),
        "letters": list(letters.select_related("recipient").distinct().order_by("year", "number", "pk")),
        "payments": list(payments.select_related("recipient", "payment_list").order_by("due_on", "pk")),
        "reports": found,
        "settlements": list(settlements.select_related("recipient").order_by("pk")) if found else [],
    }


@dataclass
class ThreadLine:
    """One network in the round, or one fixed grant: amounts as the reader may see them."""

    name: str
    network: Network | None = None
    grant: FixedGrant | None = None
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
    rounds = Round.objects.visible_to(user).select_related("scheme", "county", "legal_basis")
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
        line = lines.setdefault(_key(decision), ThreadLine(name, decision.network, decision.fixed_grant))
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
