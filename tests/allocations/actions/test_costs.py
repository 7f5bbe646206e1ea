"""A network's costs are entered, and its invoice bases made: once, whole, and never changed."""

from datetime import UTC, date, datetime

import pytest
from django.db import Error, transaction

from allocations.actions import costs
from allocations.actions.costs import Entries, Item, Payer
from allocations.enums.costs import CostKind, InvoiceKind
from allocations.models import CostItem, CostYear, InvoiceBasis
from dekom.core.errors import DomainError, StaleStateError
from networks.enums import HeadCategory, RoleKind
from networks.models import HeadCount
from tests.factories import MembershipFactory, NetworkFactory, OwnerFactory, person
from tests.factories.costs import cost_year

pytestmark = pytest.mark.django_db
JULY, JANUARY = datetime(2026, 7, 1, 8, tzinfo=UTC), datetime(2027, 1, 15, 8, tzinfo=UTC)


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def leader(network):
    return person(RoleKind.NETWORK_LEADER, network=network)


ADVISER = Item(CostKind.EXPENSE, "Adviser", 500, None)


def entries(*payers, items=(ADVISER,)):
    return Entries(date(2025, 12, 31), "Basil", items, payers or (Payer("Skaun", 10),))


def make(year, kind, leader, *, seen=None, reason="", now=JULY):
    return costs.make_invoices(year, kind, seen=seen or year.version, reason=reason, actor=leader, now=now)


def amounts(basis):
    return {line.payer: line.amount for line in basis.lines.all()}


def set_accounts(year, expenses, earmarked):
    CostItem.objects.filter(cost_year=year, kind=CostKind.EXPENSE).update(accounted=expenses)
    CostItem.objects.filter(cost_year=year, kind=CostKind.EARMARKED).update(accounted=earmarked)


# --- A new year


def test_the_first_year_has_the_networks_municipalities_as_they_were_counted_last(network, leader):
    skaun = OwnerFactory(county=network.county, name="Skaun", number="5029")
    froya = OwnerFactory(county=network.county, name="Frøya", number="5014")
    for owner in (skaun, froya):
        MembershipFactory(network=network, owner=owner)
    for day, category, number in (
        (date(2024, 12, 31), HeadCategory.PUPILS, 1),
        (date(2025, 12, 31), HeadCategory.PUPILS, 1_000),
        (date(2025, 12, 31), HeadCategory.KINDERGARTEN_CHILDREN, 500),
        (date(2025, 12, 31), HeadCategory.SCHOOLS, 7),
        (date(2026, 12, 31), HeadCategory.PUPILS, 2),
    ):
        HeadCount.objects.create(owner=skaun, category=category, counted_on=day, number=number, source="KOSTRA")

    year = costs.begin(network, 2026, actor=leader)

    assert (year.counted_on, year.count_source) == (date(2025, 12, 31), "KOSTRA")
    assert [(payer.name, payer.children, payer.organisation_id) for payer in year.payers.all()] == [
        ("Frøya", 0, froya.pk),
        ("Skaun", 1_500, skaun.pk),
    ]


def test_without_counts_the_year_asks_for_those_of_the_last_day_before_it(network, leader):
    MembershipFactory(network=network, owner__name="Skaun")

    year = costs.begin(network, 2026, actor=leader)

    assert (year.counted_on, [payer.children for payer in year.payers.all()]) == (date(2025, 12, 31), [0])


def test_a_later_year_is_like_the_one_before_without_its_amounts(network, leader):
    cost_year(network, 2025)

    year = costs.begin(network, 2026, actor=leader)

    assert [(item.label, item.budgeted) for item in year.items.all()] == [("Grant", None), ("Adviser", None)]
    told = {payer.name: payer.municipality and payer.municipality.name for payer in year.payers.all()}
    assert told["Private school B"] == "Skaun"
    assert [payer.children for payer in year.payers.all()] == [1_500, 900, 300, 60, 40]


def test_a_year_begins_once_and_by_the_networks_own_people(network, leader):
    costs.begin(network, 2026, actor=leader)

    with pytest.raises(DomainError, match="already"):
        costs.begin(network, 2026, actor=leader)
    for actor in (
        person(RoleKind.SECRETARIAT, network.county),
        person(RoleKind.NETWORK_LEADER, network=NetworkFactory(county=network.county)),
    ):
        with pytest.raises(DomainError, match="leader and coordinator"):
            costs.begin(network, 2027, actor=actor)
    assert CostYear.objects.count() == 1


# --- Entering


def test_rows_are_kept_changed_added_and_removed(network, leader):
    year = cost_year(network)
    kept = year.payers.get(name="Skaun").pk

    costs.save(
        year,
        entries(
            Payer("Skaun", 1_600),
            Payer("Hitra", 700),
            Payer("Private school B", 41, "Hitra"),
            items=(Item(CostKind.EXPENSE, "Adviser", 900_000, None), Item(CostKind.EXPENSE, "Travel", 10, 20)),
        ),
        seen=1,
        actor=leader,
    )

    year.refresh_from_db()
    assert year.version == 2
    assert [(item.label, item.budgeted, item.accounted) for item in year.items.all()] == [
        ("Adviser", 900_000, None),
        ("Travel", 10, 20),
    ]
    assert {
        payer.name: (payer.children, payer.municipality and payer.municipality.name) for payer in year.payers.all()
    } == {
        "Skaun": (1_600, None),
        "Hitra": (700, None),
        "Private school B": (41, "Hitra"),
    }
    assert year.payers.get(name="Skaun").pk == kept


def test_what_is_saved_again_as_it_was_leaves_no_trace_in_the_history(network, leader):
    year = cost_year(network)
    costs.save(year, entries(), seen=1, actor=leader)
    payer = year.payers.get()
    before = payer.events.count()
    year.refresh_from_db()

    costs.save(year, entries(), seen=2, actor=leader)

    assert list(year.payers.all()) == [payer]
    assert payer.events.count() == before > 0


def test_nobody_writes_over_another(network, leader):
    year = cost_year(network)
    costs.save(year, entries(), seen=1, actor=leader)

    with pytest.raises(StaleStateError):
        costs.save(year, entries(Payer("Frøya", 1)), seen=1, actor=leader)

    assert [payer.name for payer in year.payers.all()] == ["Skaun"]


@pytest.mark.parametrize(
    ("payers", "message"),
    [
        ((Payer("Skaun", 1), Payer("Skaun", 2)), "Named twice among those who pay: Skaun."),
        ((Payer("Skaun", 1), Payer("A", 2, "Frøya")), "A belongs to Frøya, which does not take part."),
    ],
)
def test_payers_that_do_not_fit_are_refused(network, leader, payers, message):
    year = cost_year(network)

    with pytest.raises(DomainError) as error:
        costs.save(year, entries(*payers), seen=1, actor=leader)

    assert error.value.messages == [message]
    assert year.payers.count() == 5


# --- The invoice bases


def test_july_and_january_are_what_was_worked_by_hand(network, leader):
    year = cost_year(network, accounted=(930_000, 300_000))

    july = make(year, InvoiceKind.BUDGET, leader)
    january = make(year, InvoiceKind.SETTLEMENT, leader, now=JANUARY)

    assert amounts(july) == {
        "Skaun": 66_667 + 207_407,
        "Private kindergarten A": 8_889,
        "Private school B": 5_926,
        "Frøya": 66_667 + 133_333,
        "Rindal": 66_666 + 44_445,
    }
    # 630 000: 70 000 each, and 420 000 on 2 700 children; A bears 60 and B 40 of Skaun's 1 500
    assert {line.payer: line.cost for line in january.lines.all()} == {
        "Skaun": 70_000 + 217_778,
        "Private kindergarten A": 9_333,
        "Private school B": 6_222,
        "Frøya": 70_000 + 140_000,
        "Rindal": 70_000 + 46_667,
    }
    assert sum(amounts(january).values()) == 30_000
    assert amounts(january)["Rindal"] == 116_667 - 111_111
    assert (july.net, january.net, january.made_by) == (600_000, 630_000, leader)


def test_cheaper_than_budgeted_is_paid_back(network, leader):
    year = cost_year(network, accounted=(300_000, 300_000))
    make(year, InvoiceKind.BUDGET, leader)

    january = make(year, InvoiceKind.SETTLEMENT, leader, now=JANUARY)

    assert (amounts(january)["Rindal"], sum(amounts(january).values())) == (-111_111, -600_000)


def test_who_takes_no_part_any_more_gets_all_back(network, leader):
    year = cost_year(network, accounted=(900_000, 300_000))
    make(year, InvoiceKind.BUDGET, leader)
    year.payers.filter(name="Private school B").delete()

    january = make(year, InvoiceKind.SETTLEMENT, leader, now=JANUARY)

    assert amounts(january)["Private school B"] == -5_926
    assert sum(amounts(january).values()) == 0


def test_a_new_version_needs_a_change_and_a_reason(network, leader):
    year = cost_year(network)
    make(year, InvoiceKind.BUDGET, leader)
    with pytest.raises(DomainError, match="Nothing has changed"):
        make(year, InvoiceKind.BUDGET, leader, reason="Again")
    year.items.filter(kind=CostKind.EXPENSE).update(budgeted=960_000)
    with pytest.raises(DomainError, match="Say why"):
        make(year, InvoiceKind.BUDGET, leader)

    second = make(year, InvoiceKind.BUDGET, leader, reason="The salary was wrong")

    assert (second.version, second.net) == (2, 660_000)
    assert sum(amounts(year.invoice_bases.get(version=1)).values()) == 600_000


def test_when_the_settlement_is_made_july_stays(network, leader):
    year = cost_year(network, accounted=(1, 0))
    make(year, InvoiceKind.SETTLEMENT, leader)

    with pytest.raises(DomainError, match="settlement is made"):
        make(year, InvoiceKind.BUDGET, leader)

    assert amounts(year.invoice_bases.get()) == dict.fromkeys(amounts(year.invoice_bases.get()), 0) | {"Skaun": 1}


def test_the_settlement_counts_from_the_newest_july(network, leader):
    year = cost_year(network)
    make(year, InvoiceKind.BUDGET, leader)
    year.items.filter(kind=CostKind.EXPENSE).update(budgeted=300_000)
    make(year, InvoiceKind.BUDGET, leader, reason="Less")
    set_accounts(year, 900_000, 300_000)

    january = make(year, InvoiceKind.SETTLEMENT, leader, now=JANUARY)

    assert sum(amounts(january).values()) == 600_000


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        (lambda year: year.items.update(budgeted=None), ["No expense has a budgeted amount."]),
        (lambda year: year.payers.all().delete(), ["No municipality is entered."]),
        (
            lambda year: year.payers.update(children=0),
            ["No municipality has any children or pupils to share by."],
        ),
        (
            lambda year: year.payers.filter(name="Private school B").update(children=1_450),
            ["The private owners in Skaun have 10 children more than the municipality in all."],
        ),
    ],
    ids=["nothing budgeted", "nobody", "no children", "too many private"],
)
def test_what_is_missing_is_said_and_nothing_is_made(network, leader, change, messages):
    year = cost_year(network)
    change(year)

    with pytest.raises(DomainError) as error:
        make(year, InvoiceKind.BUDGET, leader)

    assert error.value.messages == messages
    assert not InvoiceBasis.objects.exists()


def test_the_settlement_waits_for_every_account(network, leader):
    year = cost_year(network)
    with pytest.raises(DomainError, match="No expense has an amount from the accounts"):
        make(year, InvoiceKind.SETTLEMENT, leader)
    year.items.filter(kind=CostKind.EXPENSE).update(accounted=5)

    with pytest.raises(DomainError, match="Not in the accounts yet: Grant"):
        make(year, InvoiceKind.SETTLEMENT, leader)


def test_only_the_networks_own_make_it_and_only_of_what_they_saw(network, leader):
    year = cost_year(network)

    with pytest.raises(DomainError, match="leader and coordinator"):
        make(year, InvoiceKind.BUDGET, person(RoleKind.AUDITOR, network.county))
    with pytest.raises(StaleStateError, match="Nothing is made"):
        make(year, InvoiceKind.BUDGET, leader, seen=7)
    assert not InvoiceBasis.objects.exists()


def test_what_is_made_is_never_changed(network, leader):
    basis = make(cost_year(network), InvoiceKind.BUDGET, leader)

    for change in (
        lambda: InvoiceBasis.objects.filter(pk=basis.pk).update(expenses=1),
        lambda: basis.lines.all().delete(),
        lambda: basis.lines.update(count_part=1),
    ):
        with pytest.raises(Error, match="Cannot"), transaction.atomic():
            change()
    assert sum(amounts(basis).values()) == 600_000
