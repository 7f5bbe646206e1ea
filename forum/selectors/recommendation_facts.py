"""A recommendation's lines as plain values, its budget, and the plan that it is held against."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from allocations.enums.plan import PlanPlace
from allocations.models import Budget
from allocations.selectors.plans import budget_given, budget_of, facts_of, plan_for
from allocations.services.balance import Balance
from allocations.services.plan_checks import Finding, Given, GivenGrant, GivenNetwork, PlanFacts, findings, most_of
from dekom.core.models import User
from forum.models import Recommendation, RecommendationLine, RecommendationPoint
from forum.models.ties import recused_q
from forum.services.recommendation import LineFacts, recommendation_balance
from networks.models import DecisionBasis


@dataclass(frozen=True)
class Whole:
    """A recommendation with what it is measured by. Whole kroner."""

    recommendation: Recommendation
    points: list[RecommendationPoint]  # with their lines fetched
    bases: dict[int, DecisionBasis]  # by network
    budget: Budget | None  # from budgets_with_parts
    plan: PlanFacts | None

    def lines(self, *, without: Iterable[int] = ()) -> list[RecommendationLine]:
        """Those that are counted, without the networks that the reader is recused from."""
        out = set(without)
        return [
            line
            for point in self.points
            for line in point.lines.all()
            if not line.is_only_told and line.network_id not in out
        ]

    def facts(self, line: RecommendationLine) -> LineFacts:
        basis = self.bases.get(line.network_id or 0)
        frame = basis.frame if basis else None
        return LineFacts(
            label=line.label,
            is_network=line.network_id is not None,
            amount=self.amount(line),
            limit=None if frame is None else most_of(frame, self.plan),
            coordination=self.coordination(line),
            amount_reason=line.amount_reason,
            payout_held=line.payout_held,
            release_condition=line.release_condition,
        )

    def amount(self, line: RecommendationLine) -> int | None:
        """What counts: the forum's amount; where it gives input and has none of its own, the governor's proposal."""
        return line.proposed if line.amount is None and self.recommendation.is_input else line.amount

    def coordination(self, line: RecommendationLine) -> int:
        if self.budget is None or line.network_id is None:
            return 0
        extras: dict[int, int] = {extra["network"]: extra["amount"] for extra in vars(self.budget)["extra_rows"]}
        return self.budget.coordination_flat + extras.get(line.network_id, 0)

    def balance(self, *, without: Iterable[int] = ()) -> Balance | None:
        """Against the budget; nothing while there is none."""
        if self.budget is None:
            return None
        return recommendation_balance(
            self.budget.appropriation,
            [self.facts(line) for line in self.lines(without=without)],
            common_measures=self.budget.common_measures,
            reserve=self.budget.reserve,
        )

    def given(self, *, without: Iterable[int] = ()) -> Given:
        """What is held against the plan."""
        lines = self.lines(without=without)
        grants = [line for line in lines if line.fixed_grant]
        networks = [line for line in lines if line.network]
        told = [line for point in self.points for line in point.lines.all() if line.is_only_told]
        return Given(
            place=PlanPlace.RECOMMENDATION,
            grants=tuple(
                GivenGrant(line.label, line.fixed_grant.recipient_name, self.amount(line) or 0)
                for line in grants
                if line.fixed_grant
            ),
            coordination_total=sum(line.amount or 0 for line in told) if told else None,
            network_count=len(self.bases),
            networks=tuple(
                GivenNetwork(line.network.short_name, self.amount(line) or 0, self._frame(line))
                for line in networks
                if line.network
            ),
        )

    def findings(self, *, without: Iterable[int] = ()) -> list[Finding]:
        """Where budget and recommendation differ from the plan; nothing without a plan."""
        if self.plan is None:
            return []
        budget = [budget_given(self.budget)] if self.budget else []
        return findings(self.plan, [*budget, self.given(without=without)])

    def _frame(self, line: RecommendationLine) -> int | None:
        basis = self.bases.get(line.network_id or 0)
        return basis.frame if basis else None


def whole(recommendation: Recommendation, reader: User | None = None) -> Whole:
    """Everything of a recommendation, in five queries whatever its size.

    ``reader``: each basis then says, as ``is_out``, whether they are recused from it.
    """
    lines = Prefetch("lines", RecommendationLine.objects.select_related("network", "fixed_grant"))
    points = recommendation.points.prefetch_related(lines).order_by("number")
    plan = plan_for(recommendation.round)
    bases = recommendation.round.decision_bases.all()
    if reader is not None:
        bases = bases.annotate(is_out=recused_q(reader, round_="round", network="network"))
    return Whole(
        recommendation=recommendation,
        points=list(points),
        bases={basis.network_id: basis for basis in bases},
        budget=budget_of(recommendation.round),
        plan=facts_of(plan) if plan else None,
    )
