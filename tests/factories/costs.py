"""A network that shares its costs: municipalities with private owners, expenses and a grant."""

from datetime import date

from allocations.enums.costs import CostKind
from allocations.models import CostItem, CostPayer, CostYear
from tests.factories.register import NetworkFactory

COUNTED_ON = date(2025, 12, 31)
MUNICIPALITIES = {"Skaun": 1_500, "Frøya": 900, "Rindal": 300}
PRIVATE = {"Private kindergarten A": ("Skaun", 60), "Private school B": ("Skaun", 40)}


def cost_year(network=None, year=2026, *, budgeted=(900_000, 300_000), accounted=(None, None)):
    """The year worked by hand in tests/allocations/services/test_cost_sharing.py: 600 000 to share."""
    made = CostYear.objects.create(
        network=network or NetworkFactory(), year=year, counted_on=COUNTED_ON, count_source="Basil and KOSTRA"
    )
    for place, (kind, label) in enumerate(((CostKind.EXPENSE, "Adviser"), (CostKind.EARMARKED, "Grant"))):
        CostItem.objects.create(
            cost_year=made, kind=kind, order=0, label=label, budgeted=budgeted[place], accounted=accounted[place]
        )
    rows = {}
    for order, (name, children) in enumerate(MUNICIPALITIES.items()):
        rows[name] = CostPayer.objects.create(cost_year=made, order=order, name=name, children=children)
    for order, (name, (municipality, children)) in enumerate(PRIVATE.items(), len(rows)):
        CostPayer.objects.create(
            cost_year=made, order=order, name=name, municipality=rows[municipality], children=children
        )
    return made
