"""Rounds with their dates and decision bases, and the forum that meets on them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from dekom.core.moves import Moves
from forum.models import Forum
from networks.enums import BASIS_MOVES, BasisStatus, MilestoneKind
from networks.models import DecisionBasis, Milestone, Round
from tests.factories.register import CountyFactory, LegalBasisFactory, NetworkFactory, SchemeFactory

SUBMITTED_AT = datetime(2025, 1, 31, 12, tzinfo=UTC)


def path_to(moves: Moves, status: str) -> Sequence[str]:
    """The states after the first, by the shortest allowed way to ``status``."""
    ways: list[list[str]] = [[moves.first]]
    for way in ways:
        if way[-1] == status:
            return way[1:]
        ways += [[*way, str(new)] for new in moves.table.get(way[-1], ()) if new not in way]
    raise ValueError(f"no move leads to {status}")


class RoundFactory(DjangoModelFactory[Round]):
    class Meta:
        model = Round

    county = factory.SubFactory(CountyFactory)
    scheme = factory.SubFactory(SchemeFactory)
    legal_basis = factory.SubFactory(LegalBasisFactory)
    year = 2025


class MilestoneFactory(DjangoModelFactory[Milestone]):
    class Meta:
        model = Milestone

    round = factory.SubFactory(RoundFactory)
    kind = MilestoneKind.DECISION_BASIS
    date = date(2025, 2, 1)


class DecisionBasisFactory(DjangoModelFactory[DecisionBasis]):
    """A draft; with ``status`` it walks the allowed moves there, for the database refuses any other way."""

    class Meta:
        model = DecisionBasis

    round = factory.SubFactory(RoundFactory)
    network = factory.SubFactory(NetworkFactory, county=factory.SelfAttribute("..round.county"))

    @classmethod
    def _create(cls, model_class: type[DecisionBasis], *args: Any, **fields: Any) -> DecisionBasis:
        status = fields.pop("status", BasisStatus.DRAFT)
        submitted_at = fields.pop("submitted_at", SUBMITTED_AT)
        if status != BasisStatus.DRAFT:
            fields.setdefault("requested", 100_000)
        basis = model_class.objects.create(*args, **fields)
        for step in path_to(BASIS_MOVES, status):
            reason = "A reason" if step == BasisStatus.CHANGES_REQUESTED else ""
            model_class.objects.filter(pk=basis.pk).update(status=step, submitted_at=submitted_at, change_reason=reason)
        basis.refresh_from_db(fields=["status", "submitted_at"])
        return basis


class ForumFactory(DjangoModelFactory[Forum]):
    class Meta:
        model = Forum

    county = factory.SubFactory(CountyFactory)
    name = factory.Sequence(lambda number: f"Samarbeidsforum {number:04}")
