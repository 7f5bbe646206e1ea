"""All that the page of a round shows, fetched in four queries however many networks there are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from allocations.enums import DecisionStatus
from allocations.models import Budget, CoordinationExtra, Decision, FixedGrant, Frame, FrameAdoption
from allocations.selectors.standings import Standing, newest_frames, standings
from allocations.services.balance import Balance, balance
from dekom.core.models import User
from networks.models import DecisionBasis, Milestone, Round, access_of
from networks.models.round import RoundQuerySet


@dataclass(frozen=True)
class FixedStanding:
    """One fixed grant, with its decision where the reader may see it."""

    grant: FixedGrant
    decision: Decision | None


@dataclass(frozen=True)
class RoundPage:
    """A round as one reader may see it. ``budget`` is ``None`` until they may see it, or there is none."""

    round: Round
    milestones: dict[str, date]
    budget: Budget | None
    adoption: FrameAdoption | None
    standings: list[Standing]
    fixed: list[FixedStanding]
    extras: dict[int, int]
    reads_all: bool

    @property
    def sees_bases(self) -> bool:
        """Whether the reader has anything to see beside the frames."""
        return self.reads_all or any(standing.basis or standing.decision for standing in self.standings)

    @property
    def sees_decisions(self) -> bool:
        return any(standing.decision for standing in self.standings)

    @property
    def has_drafts(self) -> bool:
        """Whether a decision is still to be prepared or approved."""
        return DecisionStatus.DRAFT in self._decision_states

    @property
    def awaits_letters(self) -> bool:
        """Whether the decisions are approved, and letters wait to be issued."""
        return not self.has_drafts and DecisionStatus.APPROVED in self._decision_states

    @property
    def _decision_states(self) -> set[str]:
        decisions = [*(each.decision for each in self.standings), *(each.decision for each in self.fixed)]
        return {decision.status for decision in decisions if decision}

    @property
    def held(self) -> list[Standing]:
        return [standing for standing in self.standings if standing.held]

    @property
    def fixed_total(self) -> int:
        return sum(each.grant.amount for each in self.fixed)

    @property
    def stage(self) -> str:
        """How far the amounts of all networks have come: frame, recommended, decided, or mixed."""
        if not self._sees_all(lambda standing: standing.decision):
            return "frame"
        steps = {_step(standing) for standing in self.standings}
        return steps.pop() if len(steps) == 1 else "mixed"

    def amount(self, standing: Standing) -> int:
        """What is set aside for a network: decided, else recommended, else its frame.

        Who may not see everybody's decision gets frames throughout, so that the sum is of one kind.
        """
        given = None if self.stage == "frame" else standing.given
        return (standing.frame or 0) if given is None else given

    def coordination(self, standing: Standing) -> int:
        return (self.budget.coordination_flat if self.budget else 0) + self.extras.get(standing.network.pk, 0)

    @property
    def balance(self) -> Balance | None:
        if self.budget is None:
            return None
        return balance(
            self.budget.appropriation,
            [(self.amount(standing), self.coordination(standing)) for standing in self.standings],
            [fixed.grant.amount for fixed in self.fixed],
            self.budget.common_measures,
            self.budget.reserve,
        )

    def _sees_all(self, part: Callable[[Standing], object]) -> bool:
        return self.reads_all or all(part(standing) for standing in self.standings)

    def sums(self, shown: list[Standing]) -> dict[str, int | None]:
        """The sum row of ``shown``; no sum of a column where the reader sees only some networks.

        The difference is that of the two sums beside it, also where some networks have not asked for anything.
        """

        def total(amounts: list[int | None], *, complete: bool) -> int | None:
            known = [amount for amount in amounts if amount is not None]
            return sum(known) if known and complete else None

        bases = self._sees_all(lambda standing: standing.basis)
        decisions = self._sees_all(lambda standing: standing.decision)
        frame = total([standing.frame for standing in shown], complete=True)
        requested = total([standing.requested for standing in shown], complete=bases)
        return {
            "frame": frame,
            "requested": requested,
            "in_draft": total([standing.in_draft or None for standing in shown], complete=bases),
            "difference": None if requested is None or frame is None else requested - frame,
            "not_requested": None if requested is None else -_not_asked_for(shown),
            "recommended": total([standing.recommended for standing in shown], complete=decisions),
            "decided": total([standing.decided for standing in shown], complete=decisions),
        }


def _not_asked_for(standings: list[Standing]) -> int:
    """The frames of those who have not asked for anything yet, which stand in no row's difference."""
    return sum(standing.frame or 0 for standing in standings if standing.requested is None)


def _step(standing: Standing) -> str:
    if standing.decided is not None:
        return "decided"
    return "frame" if standing.recommended is None else "recommended"


def rounds_with_parts(rounds: RoundQuerySet) -> RoundQuerySet:
    """Rounds with their small parts in the same query: milestones, coordination extras, fixed grants."""
    milestones = Milestone.objects.filter(round=OuterRef("pk")).values(json=JSONObject(kind="kind", date="date"))
    extras = CoordinationExtra.objects.filter(budget__round=OuterRef("pk"))
    grants = FixedGrant.objects.filter(budget__round=OuterRef("pk")).order_by("order")
    fields = ("id", "order", "purpose", "recipient_name", "amount")
    return rounds.select_related("scheme", "county", "legal_basis", "budget").annotate(
        milestone_rows=ArraySubquery(milestones),
        extra_rows=ArraySubquery(extras.values(json=JSONObject(network="network_id", amount="amount"))),
        grant_rows=ArraySubquery(grants.values(json=JSONObject(**{name: name for name in fields}))),
    )


def milestone_dates(rows: list[dict[str, str]]) -> dict[str, date]:
    return {row["kind"]: date.fromisoformat(row["date"]) for row in rows}


def round_page(round_: Round, user: User) -> RoundPage:
    """What ``user`` may see of a round that came from ``rounds_with_parts``."""
    access = access_of(user)
    reads_all = access.is_superuser or round_.county_id in access.reads_all_in
    frames = newest_frames(Frame.objects.filter(adoption__round=round_).select_related("adoption", "network"))
    bases = DecisionBasis.objects.visible_to(user).filter(round=round_).select_related("network")
    decisions = list(Decision.objects.visible_to(user).current().filter(round=round_).select_related("network"))
    sees_budget = reads_all or round_.county_id in access.forum_in or bool(frames)
    by_grant = {decision.fixed_grant_id: decision for decision in decisions}
    parts = vars(round_)  # the annotations
    return RoundPage(
        round=round_,
        milestones=milestone_dates(parts["milestone_rows"]),
        budget=getattr(round_, "budget", None) if sees_budget else None,
        adoption=frames[0].adoption if frames else None,
        standings=standings(frames, list(bases), decisions, all_of=None if reads_all else access.networks),
        fixed=[
            FixedStanding(grant, by_grant.get(grant.pk))
            for grant in (FixedGrant(**row) for row in parts["grant_rows"])
            if sees_budget
        ],
        extras={row["network"]: row["amount"] for row in parts["extra_rows"]} if sees_budget else {},
        reads_all=reads_all,
    )
