"""The page of a long-term plan: the same few queries however much it says, and whatever rounds stand under it."""

import pytest

from allocations.models import LongTermPlan
from networks.models import Network
from tests.allocations.world import somebody, the_round
from tests.factories import BudgetFactory, FixedGrantFactory, RoundFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("past")]


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(client, count, django_assert_num_queries):
    first = the_round()
    plan = LongTermPlan.objects.holding_for(first).get()
    under = RoundFactory(county=first.county, scheme=first.scheme, legal_basis=first.legal_basis, year=2026)
    budget = BudgetFactory(round=under)
    for network in Network.objects.filter(county=first.county)[:count]:
        FixedGrantFactory(budget=budget, purpose=network.name)
        budget.coordination_extras.create(network=network, amount=5)
    client.force_login(somebody("saksbehandler"))

    # session, user, roles, plan; guidelines, grants, measures, tracks, cohorts, participants, stop-points; budgets
    with django_assert_num_queries(12):
        page = client.get(plan.get_absolute_url())

    newest, findings = page.context["checked"][0]
    assert newest == under
    assert len(findings) > count  # each grant and each extra that the plan has not
