"""A recommendation's lines as plain values, its budget, and the votes of the meeting that settled its points."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from allocations.enums.plan import PlanPlace
from allocations.models import Budget
from allocations.selectors.plans import budget_given, budget_of, facts_of, plan_for
from allocations.services.balance import Balance
from allocations.services.plan_checks import Finding, Given, GivenGrant, GivenNetwork, PlanFacts, findings, most_of
from dekom.core.models import User
from forum.enums import BallotStatus, Dealing, MotionKind, MotionState
from forum.enums.sheets import PointKind
from forum.models import Motion, Recommendation, RecommendationLine, RecommendationPoint
from forum.models.ties import recused_q
from forum.services.recommendation import LineFacts, recommendation_balance
from networks.models import DecisionBasis


@dataclass(frozen=True)
class PointResult:
    """How a point was settled: in words, with the votes where they were counted, and the motion if it was one."""

    text: str
    votes_for: int | None = None
    votes_against: int | None = None
    motion: Motion | None = None


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


def ballot_result(motion: Motion) -> tuple[str, int | None, int | None] | None:
    """How the meeting settled a motion: in words, with the votes where they were counted. Nothing while it is open."""
    if motion.state not in (MotionState.CARRIED, MotionState.FELL):
        return None
    carried = motion.state == MotionState.CARRIED
    ballot = motion.ballots.filter(status=BallotStatus.CLOSED).first() if motion.dealing == Dealing.BALLOT else None
    if ballot is None or ballot.votes_for is None or ballot.votes_against is None:
        return (_("Carried.") if carried else _("Fell.")), None, None
    if carried and not ballot.votes_against and not ballot.abstained:
        return _("Carried unanimously."), ballot.votes_for, 0
    words = {"for": ballot.votes_for, "against": ballot.votes_against}
    text = _("Carried by %(for)s votes to %(against)s.") if carried else _("Fell by %(against)s votes to %(for)s.")
    return text % words, ballot.votes_for, ballot.votes_against


def motion_of(recommendation: Recommendation, number: int) -> Motion | None:
    """The motion on this point that the meeting settled last: the main one, else what stood against it."""
    settled = _of_point(recommendation, number).filter(network=None, state__in=[MotionState.CARRIED, MotionState.FELL])
    listed = list(settled.order_by("order", "pk"))
    return next(iter([each for each in listed if each.kind == MotionKind.MAIN][-1:] or listed[-1:]), None)


def line_motions(recommendation: Recommendation, number: int) -> dict[int, Motion]:
    """Of a point that is voted on line by line: each network's last motion that is not taken back, by network."""
    found: dict[int, Motion] = {}
    motions = _of_point(recommendation, number).filter(kind=MotionKind.MAIN).exclude(state=MotionState.WITHDRAWN)
    for motion in motions.prefetch_related("covers").order_by("order", "pk"):
        for network in [motion.network_id] if motion.network_id else [each.pk for each in motion.covers.all()]:
            found[network] = motion
    return found


def before_the_meeting(recommendation: Recommendation) -> tuple[set[int], set[int]]:
    """Points, and networks, that the meeting has a motion on: open, or carried. They stay as they are put."""
    points, networks = set(), set()
    for point in recommendation.points.all():
        if point.kind == PointKind.NETWORKS:
            standing = line_motions(recommendation, point.number).items()
            networks |= {network for network, motion in standing if motion.state != MotionState.FELL}
        main = _of_point(recommendation, point.number).filter(kind=MotionKind.MAIN, network=None)
        if main.filter(state__in=[MotionState.OPEN, MotionState.CARRIED]).exists():
            points.add(point.number)
    return points, networks


def point_result(recommendation: Recommendation, point: RecommendationPoint) -> PointResult | None:
    """How the meeting settled a point, in the language that is active; nothing while a part of it is open."""
    lines = line_motions(recommendation, point.number) if point.kind == PointKind.NETWORKS else {}
    singly = [motion for motion in lines.values() if motion.network_id]
    if singly:
        if any(motion.state == MotionState.OPEN for motion in lines.values()):
            return None
        carried = sum(motion.state == MotionState.CARRIED for motion in lines.values())
        words = {"carried": carried, "count": len(lines)}
        return PointResult(_("Voted on line by line: %(carried)s of %(count)s carried.") % words)
    motion = motion_of(recommendation, point.number)
    told = ballot_result(motion) if motion else None
    return PointResult(*told, motion=motion) if told else None


def _of_point(recommendation: Recommendation, number: int) -> QuerySet[Motion]:
    motions = Motion.objects.filter(item__meeting=recommendation.meeting_id, point=str(number))
    return motions.filter(item=recommendation.item_id) if recommendation.item_id else motions
