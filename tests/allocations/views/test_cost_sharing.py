"""The pages of a network's cost sharing, and its spreadsheet recalculated by an engine that is not ours."""

from datetime import UTC, datetime

import ironcalc
import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from allocations.actions import costs
from allocations.enums.costs import InvoiceKind
from allocations.services.cost_sharing import Municipality, share_costs
from allocations.views.cost_sharing_parts import line_of
from allocations.views.cost_workbook import cost_workbook
from networks.enums import RoleKind
from tests.factories import NetworkFactory, OwnerFactory, person
from tests.factories.costs import cost_year

NOW = datetime(2026, 7, 1, 8, tzinfo=UTC)


@pytest.fixture
def network(db):
    return NetworkFactory(name="Kompetansenettverk Sørvest")


@pytest.fixture
def leader(network):
    return person(RoleKind.NETWORK_LEADER, network=network, language="en")


def at(name, year):
    return reverse(name, args=[year.network_id, year.year])


def typed(page):
    """What the browser would send back of the form, as it stands."""
    found = {}
    forms = page.context["forms"]
    for formset in (*forms.items.values(), forms.municipalities, forms.private):
        found |= {f"{formset.prefix}-{name}": value for name, value in formset.management_form.initial.items()}
    for part in forms.parts:
        for form in getattr(part, "forms", [part]):
            found |= {form[name].html_name: form[name].value() or "" for name in form.fields}
    return found


@pytest.mark.parametrize("years", [1, 3])
def test_the_list_asks_as_often_for_one_year_as_for_three(client, network, leader, years, django_assert_num_queries):
    for number in range(years):
        costs.make_invoices(cost_year(network, 2024 + number), InvoiceKind.BUDGET, seen=1, actor=leader, now=NOW)
    client.force_login(leader)

    with django_assert_num_queries(6):  # session, user, roles, network, years, their invoice bases
        page = client.get(reverse("cost_sharing_list", args=[network.pk]))

    assert [line["year"].year for line in page.context["lines"]] == [2024 + number for number in reversed(range(years))]
    assert "600\u00a0000" in page.content.decode()


@pytest.mark.parametrize("made", [False, True])
def test_the_page_of_a_year_asks_as_often_before_and_after(client, network, leader, made, django_assert_num_queries):
    year = cost_year(network, accounted=(930_000, 300_000))
    if made:
        costs.make_invoices(year, InvoiceKind.BUDGET, seen=1, actor=leader, now=NOW)
    client.force_login(leader)

    with django_assert_num_queries(8 if made else 7):  # with items and payers; lines only where a basis is made
        page = client.get(year.get_absolute_url())

    july, january = page.context["parts"]
    assert (july["sums"]["amount"], january["sums"]["cost"]) == (600_000, 630_000)
    assert january["sums"]["amount"] == (30_000 if made else 630_000)
    assert bool(july["made"]) is made
    assert "400\u00a0000 × 1\u00a0500 / 2\u00a0700 = 222\u00a0222" in page.content.decode()


def test_from_the_network_to_the_first_invoice_basis(client, network, leader):
    OwnerFactory(county=network.county, name="Skaun")
    client.force_login(leader)
    assert reverse("cost_sharing_list", args=[network.pk]) in client.get(network.get_absolute_url()).content.decode()

    begun = client.post(reverse("cost_sharing_begin", args=[network.pk]), {"year": "2026"})
    data = typed(client.get(begun.url)) | {
        "expense-0-label": "Adviser",
        "expense-0-budgeted": "900 000 kr",
        "earmarked-0-label": "Grant",
        "earmarked-0-budgeted": "300000",
        "municipalities-0-name": "Skaun",
        "municipalities-0-children": "1 500",
        "private-0-name": "School A",
        "private-0-municipality": "Skaun",
        "private-0-children": "60",
    }
    saved = client.post(begun.url, data)
    year = network.cost_years.get()
    made = client.post(at("cost_sharing_invoice", year), {"kind": "budget", "seen": year.version}, follow=True)

    assert saved.url == made.redirect_chain[-1][0] == year.get_absolute_url()
    lines = year.invoice_bases.get().lines
    assert dict(lines.values_list("payer", "count_part")) == {"Skaun": 384_000, "School A": 16_000}
    assert "School A" in made.content.decode()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"expense-0-label": ""}, "Say what the amount is for."),
        ({"expense-0-budgeted": "12,5"}, "without øre"),
        ({"municipalities-0-children": ""}, "How many are there?"),
        ({"municipalities-0-name": ""}, "Say who pays."),
        ({"private-0-municipality": ""}, "Which municipality is it in?"),
        ({"private-0-children": ""}, "How many are there?"),
        ({"private-0-name": ""}, "Say who pays."),
        ({"private-1-name": "Skaun"}, "Named twice among those who pay: Skaun."),
        ({"version": "0"}, "Somebody else has saved these costs"),
        ({"counted_on": "31.31.2025"}, "Enter a valid date."),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, network, leader, change, message):
    for name in ("Skaun", "Frøya", "Rindal"):
        OwnerFactory(county=network.county, name=name)
    year = cost_year(network)
    client.force_login(leader)
    url = at("cost_sharing_edit", year)
    before = typed(client.get(url))

    page = client.post(url, before | {"earmarked-1-label": "New grant", **change})

    assert message in page.content.decode()
    assert "New grant" in page.content.decode()
    year.refresh_from_db()
    assert year.version == 1


def test_a_year_or_a_kind_that_is_none_is_refused_with_words(client, network, leader):
    client.force_login(leader)
    for year in ("", "abc", "26", "99999"):
        page = client.post(reverse("cost_sharing_begin", args=[network.pk]), {"year": year}, follow=True)
        assert "Write the year with four digits." in page.content.decode()
    year = cost_year(network)

    page = client.post(at("cost_sharing_invoice", year), {"kind": "winter", "seen": "1"}, follow=True)

    assert "Choose which invoice basis to make." in page.content.decode()


# --- The spreadsheet


def recalculated(content, path, sheet=0):
    """By payer, what the other engine computes that each is to pay."""
    path.write_bytes(content)
    model = ironcalc.load_from_xlsx(str(path), "en", "Europe/Oslo", "en")
    model.evaluate()
    rows = [[model.get_formatted_cell_value(sheet, row, column) for column in (1, 18)] for row in range(1, 60)]
    top = next(place for place, row in enumerate(rows) if row[1])
    return {name: int(text.replace(",", "")) for name, text in rows[top + 1 :] if text}


def test_the_workbook_computes_the_same_kroner(client, network, leader, tmp_path):
    year = cost_year(network, accounted=(931_077, 300_001))
    costs.make_invoices(year, InvoiceKind.BUDGET, seen=1, actor=leader, now=NOW)
    client.force_login(leader)
    parts = client.get(year.get_absolute_url()).context["parts"]

    content = client.get(at("cost_sharing_xlsx", year)).content

    for sheet, part in enumerate(parts):
        told = {line["payer"]: line["amount"] for line in part["lines"]}
        assert recalculated(content, tmp_path / f"{sheet}.xlsx", sheet) == told | {"Sum": part["sums"]["amount"]}


@st.composite
def networks(draw):
    count = st.integers(0, draw(st.sampled_from([3, 5_000])))
    found = []
    for place in range(draw(st.integers(1, 6))):
        private = {f"p{place}-{number}": draw(count) for number in range(draw(st.integers(0, 3)))}
        found.append(Municipality(f"m{place}", draw(count) + sum(private.values()), private))
    return found


@settings(max_examples=40)
@given(st.integers(0, 10**7), st.integers(0, 10**6), networks().filter(lambda found: any(m.children for m in found)))
def test_the_workbooks_formulas_follow_the_rule(tmp_path_factory, expenses, earmarked, municipalities):
    sharing = share_costs(expenses, earmarked, municipalities)
    children = {m.name: m.children for m in municipalities} | {
        k: v for m in municipalities for k, v in m.private.items()
    }
    lines = [
        line_of(cost.payer, cost.municipality, children[cost.payer], (cost.equal_part, cost.count_part, 0), ())
        for cost in sharing.costs
    ]
    part = {"title": "July", "lines": lines}

    content = cost_workbook([(part, [("expense", "a", expenses), ("earmarked", "b", earmarked)])])

    told = recalculated(content, tmp_path_factory.mktemp("costs") / "costs.xlsx")
    assert told.pop("Sum") == sharing.net
    assert told == {cost.payer: cost.amount for cost in sharing.costs}
