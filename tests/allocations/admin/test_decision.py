"""Decisions, accounts and budgets in the admin: four eyes, and every krone accounted for."""

import pytest
from django.urls import reverse

from allocations.enums import DecisionStatus
from allocations.models import Decision, PayeeChange
from networks.enums import RoleKind
from tests import factories

pytestmark = pytest.mark.django_db

LIST = reverse("admin:allocations_decision_changelist")


@pytest.fixture
def round_():
    return factories.RoundFactory()


@pytest.fixture
def secretary(client, round_):
    person = factories.person(RoleKind.SECRETARIAT, round_.county, language="en")
    client.force_login(person)
    return person


@pytest.fixture
def draft(round_):
    return factories.DecisionFactory(round=round_, recommended=500_000)


def page(decision):
    return reverse("admin:allocations_decision_change", args=[decision.pk])


def decision_data(version, *lines, **changes):
    data = {"seen_version": version, "recommended": "500 000", "decided": "500 000", "outcome": "grant", **changes}
    data |= {"lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": 0}
    for place, (recipient, amount) in enumerate(lines):
        data |= {f"lines-{place}-recipient": recipient.pk, f"lines-{place}-amount": amount}
    return data


def test_a_draft_remembers_whose_hand_wrote_it(client, secretary, draft):
    owner = factories.OwnerFactory(county=draft.round.county)

    response = client.post(page(draft), decision_data(draft.version, (owner, "500 000")))

    written = Decision.objects.get(pk=draft.pk)
    assert (response.status_code, written.decided) == (302, 500_000)
    assert (written.prepared_by, written.edited_by, written.worked_on_by) == (secretary, secretary, [secretary.pk])
    assert written.version > draft.version
    assert list(written.lines.values_list("recipient", "amount")) == [(owner.pk, 500_000)]


def test_a_draft_without_recipients_gets_the_networks_host(client, secretary, draft):
    host = factories.NetworkHostFactory(network=draft.network)

    client.post(page(draft), decision_data(draft.version))

    assert list(draft.lines.values_list("recipient", "amount")) == [(host.owner_id, 500_000)]


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(client, secretary, draft):
    response = client.post(page(draft), decision_data(draft.version - 1))

    assert response.context["adminform"].form.errors["seen_version"] == [
        "Somebody else has changed this decision in the meantime. Open it again."
    ]
    assert Decision.objects.get(pk=draft.pk).decided is None


@pytest.mark.parametrize("kind", [RoleKind.DECISION_MAKER, RoleKind.AUDITOR])
def test_only_the_secretariat_prepares(client, draft, kind):
    client.force_login(factories.person(kind, draft.round.county))

    response = client.post(page(draft), decision_data(draft.version))

    assert (response.status_code, Decision.objects.get(pk=draft.pk).decided) == (403, None)


def test_no_administrator_prepares(client, draft):
    client.force_login(factories.UserFactory(is_superuser=True))

    response = client.post(page(draft), decision_data(draft.version))

    assert (response.status_code, Decision.objects.get(pk=draft.pk).decided) == (403, None)


def test_drafts_are_prepared_as_recommended(client, secretary, draft):
    rows = {"action": "prepare_as_recommended", "_selected_action": draft.pk}

    client.post(LIST, rows | {"confirmed": 1, f"version_{draft.pk}": draft.version})

    assert Decision.objects.get(pk=draft.pk).decided == 500_000


def test_what_is_incomplete_is_not_approved_and_says_why(client, draft):
    client.force_login(factories.person(RoleKind.DECISION_MAKER, draft.round.county, language="en"))
    rows = {"action": "approve", "_selected_action": draft.pk}

    response = client.post(LIST, rows | {"confirmed": 1, f"version_{draft.pk}": draft.version}, follow=True)

    (message,) = response.context["messages"]
    assert "The amount is not decided." in str(message)
    assert Decision.objects.get(pk=draft.pk).status == DecisionStatus.DRAFT


def test_the_secretariat_has_no_approval(client, secretary, draft):
    response = client.get(LIST)

    actions = [name for name, _label in response.context["action_form"].fields["action"].choices if name]
    assert actions == ["prepare_as_recommended"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_no_more_for_more_rows(client, secretary, round_, count, django_assert_num_queries):
    for decision in factories.DecisionFactory.create_batch(count, round=round_, prepared_by=secretary):
        factories.DecisionLineFactory(decision=decision)

    with django_assert_num_queries(12):
        response = client.get(LIST)

    assert response.context["cl"].result_count == count


def test_the_budget_proves_where_every_krone_is(client, secretary, round_):
    budget = factories.BudgetFactory(round=round_, appropriation=14_239_000)
    factories.FixedGrantFactory(budget=budget, amount=1_100_000)
    old, new = (factories.FrameAdoptionFactory(round=round_, version=version) for version in (1, 2))
    factories.FrameFactory(adoption=old, amount=9)
    for amount in (11_000_000, 400_000):
        factories.FrameFactory(adoption=new, amount=amount)

    response = client.get(reverse("admin:allocations_budget_changelist"))

    (row,) = response.context["cl"].result_list
    assert (row.fixed_total, row.framed, row.left) == (1_100_000, 11_400_000, 1_739_000)


@pytest.mark.parametrize("count", [1, 3])
def test_the_budgets_ask_no_more_for_more_rows(client, secretary, round_, count, django_assert_num_queries):
    for year in range(2026, 2026 + count):
        budget = factories.BudgetFactory(round__county=round_.county, round__year=year, round__scheme=round_.scheme)
        factories.FixedGrantFactory(budget=budget)

    with django_assert_num_queries(10):
        response = client.get(reverse("admin:allocations_budget_changelist"))

    assert response.context["cl"].result_count == count


def test_amounts_that_can_only_be_read_are_grouped(client, round_):
    budget = factories.BudgetFactory(round=round_, appropriation=14_239_000, reserve=239_000)
    client.force_login(factories.person(RoleKind.AUDITOR, round_.county))

    response = client.get(reverse("admin:allocations_budget_change", args=[budget.pk]))

    assert response.content.decode().count("14\u00a0239\u00a0000") == 1


def test_the_registrar_enters_an_account(client, round_):
    registrar = factories.person(RoleKind.PAYEE_REGISTRAR, round_.county)
    client.force_login(registrar)
    owner = factories.OwnerFactory(county=round_.county)
    numbers = {"organisation_number": "974760673", "account_number": "12345678903", "source": "Their letter"}

    response = client.post(reverse("admin:allocations_payeechange_add"), {"organisation": owner.pk} | numbers)

    change = PayeeChange.objects.get()
    assert (response.status_code, change.organisation_id, change.requested_by) == (302, owner.pk, registrar)


def test_the_registrar_enters_no_account_in_another_county(client, round_):
    client.force_login(factories.person(RoleKind.PAYEE_REGISTRAR, round_.county))
    numbers = {"organisation_number": "974760673", "account_number": "12345678903", "source": "Their letter"}

    response = client.post(
        reverse("admin:allocations_payeechange_add"), {"organisation": factories.OwnerFactory().pk} | numbers
    )

    assert (response.status_code, PayeeChange.objects.count()) == (200, 0)


def budget_data(budget, *grants, **changes):
    rows = {"fixed_grants-TOTAL_FORMS": len(grants), "fixed_grants-INITIAL_FORMS": len(grants)}
    for place, grant in enumerate(grants):
        fields = {"id": grant.pk, "budget": budget.pk, "order": grant.order, "purpose": grant.purpose}
        fields |= {"recipient_name": grant.recipient_name, "amount": grant.amount}
        rows |= {f"fixed_grants-{place}-{name}": value for name, value in fields.items()}
    return {
        "appropriation": budget.appropriation,
        "appropriation_source": "",
        "common_measures": 0,
        "reserve": 0,
        "coordination_flat": 0,
        "coordination_extras-TOTAL_FORMS": 0,
        "coordination_extras-INITIAL_FORMS": 0,
        **rows,
        **changes,
    }


def test_a_budget_below_the_adopted_frames_is_refused(client, secretary, round_):
    budget = factories.BudgetFactory(round=round_, appropriation=150)
    grant = factories.FixedGrantFactory(budget=budget, amount=50)
    factories.FrameFactory(adoption=factories.FrameAdoptionFactory(round=round_), amount=90)
    url = reverse("admin:allocations_budget_change", args=[budget.pk])

    refused = client.post(url, budget_data(budget, grant, common_measures=11))
    unread = client.post(url, budget_data(budget, grant, appropriation="much"))
    budget.refresh_from_db()
    unchanged = budget.common_measures
    kept = client.post(url, budget_data(budget, grant, common_measures=10))
    without = client.post(url, budget_data(budget, grant, common_measures=60, **{"fixed_grants-0-DELETE": "on"}))

    budget.refresh_from_db()
    assert "The budget lacks 1 kr" in refused.text
    assert unread.status_code == 200
    assert unchanged == 0
    assert (kept.status_code, without.status_code) == (302, 302)
    assert (budget.common_measures, budget.fixed_grants.count()) == (60, 0)
