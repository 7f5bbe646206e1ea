"""Decision bases being written: their measures, costs and texts."""

import factory
from factory.django import DjangoModelFactory

from networks.models import BasisContent, CostLine, Measure
from tests.factories.rounds import DecisionBasisFactory


class BasisContentFactory(DjangoModelFactory[BasisContent]):
    class Meta:
        model = BasisContent

    basis = factory.SubFactory(DecisionBasisFactory)


class MeasureFactory(DjangoModelFactory[Measure]):
    class Meta:
        model = Measure

    basis = factory.SubFactory(DecisionBasisFactory)
    order = factory.Sequence(lambda number: number % 1000 + 1)
    title = factory.Sequence(lambda number: f"Tiltak {number:04}")


class CostLineFactory(DjangoModelFactory[CostLine]):
    class Meta:
        model = CostLine

    measure = factory.SubFactory(MeasureFactory)
    amount = 100_000
