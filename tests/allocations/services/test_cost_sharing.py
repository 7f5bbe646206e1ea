"""How a network's members share its cost: a third equally, two thirds by children, private owners out of the second."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocations.services.cost_sharing import Municipality, invoices_in_january, invoices_in_july, share_costs
from allocations.services.derivation import Formula

SKAUN = Municipality("Skaun", 1_500, {"Private kindergarten A": 60, "Private school B": 40})
FROYA = Municipality("Frøya", 900)
RINDAL = Municipality("Rindal", 300)


@st.composite
def networks(draw):
    found = []
    for place in range(draw(st.integers(1, 8))):
        private = {f"p{place}-{number}": draw(st.integers(0, 300)) for number in range(draw(st.integers(0, 3)))}
        found.append(Municipality(f"m{place}", draw(st.integers(0, 5000)) + sum(private.values()), private))
    return found


def by_payer(sharing):
    return {cost.payer: (cost.equal_part, cost.count_part) for cost in sharing.costs}


def test_worked_by_hand():
    """900 000 less 300 000: 200 000 equally on three, 400 000 on 2 700 children; A bears 60 of Skaun's 1 500."""
    sharing = share_costs(900_000, 300_000, [SKAUN, FROYA, RINDAL], source="Basil and KOSTRA, 31 December")

    assert (sharing.net, sharing.surplus) == (600_000, 0)
    assert by_payer(sharing) == {
        "Skaun": (66_667, 207_407),
        "Private kindergarten A": (0, 8_889),
        "Private school B": (0, 5_926),
        "Frøya": (66_667, 133_333),
        "Rindal": (66_666, 44_445),
    }
    assert [step.formula for step in sharing.costs[1].steps] == [
        Formula.COUNT_PART,
        Formula.PRIVATE_PART,
        Formula.COST,
    ]
    assert sharing.costs[1].steps[0].source == "Basil and KOSTRA, 31 December"


@given(st.integers(0, 10**8), st.integers(0, 10**8), networks())
def test_every_krone_is_paid_by_somebody(expenses, earmarked, municipalities):
    if not any(municipality.children for municipality in municipalities):
        with pytest.raises(ValueError, match="nothing to share by"):
            share_costs(expenses, earmarked, municipalities)
        return

    sharing = share_costs(expenses, earmarked, municipalities)

    assert sum(cost.amount for cost in sharing.costs) == sharing.net
    assert sharing.net - sharing.surplus == expenses - earmarked
    assert min(sharing.net, sharing.surplus) == 0
    assert len(sharing.costs) == sum(1 + len(municipality.private) for municipality in municipalities)
    assert all(cost.amount == cost.steps[-1].result for cost in sharing.costs)


@given(st.integers(0, 10**8), networks())
def test_private_owners_cost_no_other_municipality_anything(expenses, municipalities):
    if not any(municipality.children for municipality in municipalities):
        return
    alone = [Municipality(municipality.name, municipality.children) for municipality in municipalities]

    def per_municipality(sharing):
        sums = dict.fromkeys((municipality.name for municipality in municipalities), 0)
        for cost in sharing.costs:
            sums[cost.municipality] += cost.amount
        return sums

    assert per_municipality(share_costs(expenses, 0, municipalities)) == per_municipality(
        share_costs(expenses, 0, alone)
    )


def test_grants_above_the_expenses_are_shown_and_nobody_pays():
    sharing = share_costs(100, 130, [FROYA, RINDAL])

    assert (sharing.net, sharing.surplus) == (0, 30)
    assert [cost.amount for cost in sharing.costs] == [0, 0]


def test_a_municipality_without_children_pays_its_equal_part_alone():
    sharing = share_costs(900, 0, [FROYA, Municipality("Leka", 0, {"Private": 0})])

    assert by_payer(sharing) == {"Frøya": (150, 600), "Leka": (150, 0), "Private": (0, 0)}


def test_january_settles_what_july_invoiced():
    july = invoices_in_july(share_costs(900_000, 300_000, [FROYA, RINDAL]))
    accounts = share_costs(840_000, 300_000, [FROYA, SKAUN])

    january = invoices_in_january(july, accounts)

    assert july == {"Frøya": 400_000, "Rindal": 200_000}
    assert january == {
        "Frøya": 90_000 + 135_000 - 400_000,
        "Rindal": -200_000,
        "Skaun": 90_000 + 210_000,
        "Private kindergarten A": 9_000,
        "Private school B": 6_000,
    }
    assert sum(july.values()) + sum(january.values()) == accounts.net


@pytest.mark.parametrize(
    ("expenses", "earmarked", "municipalities", "message"),
    [
        (-1, 0, [FROYA], "Neither expenses nor earmarked grants"),
        (0, -1, [FROYA], "Neither expenses nor earmarked grants"),
        (9, 0, [], "nothing to share by"),
        (9, 0, [FROYA, FROYA], "named twice"),
        (9, 0, [FROYA, Municipality("Hitra", 9, {"Frøya": 1})], "named twice"),
        (9, 0, [Municipality("Hitra", -1)], "Hitra has a negative count"),
        (9, 0, [Municipality("Hitra", 9, {"P": -1})], "Hitra has a negative count"),
        (9, 0, [Municipality("Hitra", 9, {"P": 10})], "Private owners in Hitra have more children"),
    ],
)
def test_what_makes_no_sense_is_refused(expenses, earmarked, municipalities, message):
    with pytest.raises(ValueError, match=message):
        share_costs(expenses, earmarked, municipalities)
