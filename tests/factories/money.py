"""Budgets, frames and decisions."""

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from allocations.enums import DECISION_MOVES, DecisionStatus
from allocations.models import Budget, CoordinationExtra, Decision, DecisionLine, FixedGrant, Frame, FrameAdoption
from dekom.core.models import User
from tests.factories.register import NetworkFactory, OwnerFactory
from tests.factories.rounds import RoundFactory, path_to

APPROVED_AT = datetime(2025, 4, 10, 12, tzinfo=UTC)


class BudgetFactory(DjangoModelFactory[Budget]):
    class Meta:
        model = Budget

    round = factory.SubFactory(RoundFactory)
    appropriation = 1_000_000


class CoordinationExtraFactory(DjangoModelFactory[CoordinationExtra]):
    class Meta:
        model = CoordinationExtra

    budget = factory.SubFactory(BudgetFactory)
    network = factory.SubFactory(NetworkFactory, county=factory.SelfAttribute("..budget.round.county"))
    amount = 50_000


class FixedGrantFactory(DjangoModelFactory[FixedGrant]):
    class Meta:
        model = FixedGrant

    budget = factory.SubFactory(BudgetFactory)
    order = factory.Sequence(lambda number: number)
    purpose = factory.Sequence(lambda number: f"Purpose {number:04}")
    recipient_name = "Recipient"
    amount = 100_000


class FrameAdoptionFactory(DjangoModelFactory[FrameAdoption]):
    class Meta:
        model = FrameAdoption

    round = factory.SubFactory(RoundFactory)
    version = 1
    adopted_on = date(2025, 1, 15)
    source = "Minutes"
    reason = factory.LazyAttribute(lambda adoption: "" if adoption.version == 1 else "A reason")


class FrameFactory(DjangoModelFactory[Frame]):
    class Meta:
        model = Frame

    adoption = factory.SubFactory(FrameAdoptionFactory)
    network = factory.SubFactory(NetworkFactory, county=factory.SelfAttribute("..adoption.round.county"))
    amount = 100_000


class DecisionFactory(DjangoModelFactory[Decision]):
    """A network's draft; with ``status`` it walks there by allowed moves. With a fixed grant, say ``network=None``.

    A decision that is approved has lines, so a recipient is made where none is named: ``lines={recipient: amount}``.
    """

    class Meta:
        model = Decision

    round = factory.SubFactory(RoundFactory)
    network = factory.SubFactory(NetworkFactory, county=factory.SelfAttribute("..round.county"))

    @classmethod
    def _create(cls, model_class: type[Decision], *args: Any, **fields: Any) -> Decision:
        status = fields.pop("status", DecisionStatus.DRAFT)
        approved_by, lines = fields.pop("approved_by", None), fields.pop("lines", {})
        decision = model_class.objects.create(*args, **fields)
        for recipient, amount in lines.items():
            DecisionLine.objects.create(decision=decision, recipient=recipient, amount=amount)
        return decide(decision, status, approved_by=approved_by)


def decide(decision: Decision, status: str, decided: int | None = None, approved_by: User | None = None) -> Decision:
    """Walk a draft to ``status``; it decides what was recommended, and one recipient gets it, unless said otherwise."""
    if status == DecisionStatus.DRAFT:
        return decision
    if decided is None:
        decided = decision.decided if decision.decided is not None else (decision.recommended or 100_000)
    if decided and not decision.lines.exists():
        recipient = OwnerFactory(county=decision.round.county)
        DecisionLine.objects.create(decision=decision, recipient=recipient, amount=decided)
    for step in path_to(DECISION_MOVES, status):
        Decision.objects.filter(pk=decision.pk).update(
            status=step, decided=decided, approved_by=approved_by, approved_at=APPROVED_AT
        )
    decision.refresh_from_db()
    return decision


class DecisionLineFactory(DjangoModelFactory[DecisionLine]):
    class Meta:
        model = DecisionLine

    decision = factory.SubFactory(DecisionFactory)
    recipient = factory.SubFactory(OwnerFactory, county=factory.SelfAttribute("..decision.round.county"))
    amount = 100_000
