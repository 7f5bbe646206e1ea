"""Long-term plans: shipped, copied, adopted, evaluated; what is adopted stays."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from allocations.actions import plans
from allocations.enums.plan import PlanStatus, StopPointOutcome
from allocations.models import (
    CohortParticipant,
    CommonMeasure,
    LongTermPlan,
    MeasureTrack,
    PlanGrant,
    PlanGuideline,
)
from allocations.selectors.plans import plan_findings, plan_for
from dekom.core.errors import DomainError
from tests.factories import BudgetFactory, CountyFactory, NetworkFactory, RoundFactory, SchemeFactory

pytestmark = pytest.mark.django_db
YEAR = 2025


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def county():
    return CountyFactory(code="trondelag")


@pytest.fixture
def scheme():
    return SchemeFactory(code="kompetanseloftet")


@pytest.fixture
def shipped(county, scheme):
    NetworkFactory(county=county, code="trondheim-malvik", name="Trondheim og Malvik kompetansenettverk")
    return plans.ship(county, scheme)


def test_ships_the_plan_once_with_its_chapters(shipped, county, scheme):
    grants = [(grant.amount, grant.chapter) for grant in shipped.grants.order_by("order")]

    assert shipped.status == PlanStatus.ADOPTED
    assert grants == [
        (400_000, "4"),
        (200_000, "4"),
        (None, "3 og 4"),
        (100_000, "4"),
        (200_000, "4"),
        (None, "4"),
    ]
    assert shipped.common_measures.get(order=2).tracks.count() == 3
    assert plans.ship(county, scheme) is None


def test_ships_nothing_where_there_is_no_plan():
    assert plans.ship(CountyFactory(), SchemeFactory()) is None


def test_an_extra_for_a_network_that_is_not_there_is_left_out(county, scheme):
    assert plans.ship(county, scheme).grants.filter(network__isnull=False).count() == 0


def test_a_round_stands_under_the_adopted_plan_of_its_scheme_and_year(shipped, county, scheme):
    inside, outside = (RoundFactory(county=county, scheme=scheme, year=year) for year in (2025, 2027))

    assert (plan_for(inside), plan_for(outside)) == (shipped, None)
    assert plan_findings(outside) == []
    assert plan_findings(inside) == []  # no budget yet


def test_a_new_version_says_what_the_old_one_said_and_replaces_it_when_adopted(shipped):
    cohort = shipped.common_measures.get(order=2).cohorts.get()
    track = MeasureTrack.objects.filter(measure=cohort.measure).latest("order")
    CohortParticipant.objects.create(cohort=cohort, network=NetworkFactory(), track=track)

    made = plans.new_version(shipped)
    copied = CohortParticipant.objects.get(cohort__measure__plan=made)
    with pytest.raises(DomainError, match="draft of a new version"):
        plans.new_version(shipped)
    plans.adopt(made, adopted_on=date(2025, 9, 10), reference="sak 20/25")

    shipped.refresh_from_db()
    assert (made.version, made.status, shipped.status) == (2, PlanStatus.ADOPTED, PlanStatus.REPLACED)
    assert copied.track.measure.plan == made
    for model in (PlanGuideline, PlanGrant, CommonMeasure):
        old, new = (list(model.objects.filter(plan=plan).values_list("order", "chapter")) for plan in (shipped, made))
        assert old == new


def test_a_plan_is_adopted_somewhere_and_says_something_in_each_group(shipped):
    draft = plans.new_version(shipped)
    draft.guidelines.filter(group="themes").delete()

    with pytest.raises(DomainError) as refused:
        plans.adopt(draft, adopted_on=None, reference=" ")

    assert refused.value.messages == [
        "Say in which meeting and item the plan is adopted.",
        "The plan says nothing on: Themes.",
    ]


def test_what_is_adopted_is_not_adopted_again(shipped):
    with pytest.raises(DomainError, match="no longer a draft"):
        plans.adopt(shipped, adopted_on=None, reference="sak 1/25")


def refused(write):
    with pytest.raises(DatabaseError), transaction.atomic():
        write()


def test_the_database_keeps_what_is_adopted(shipped):
    refused(lambda: LongTermPlan.objects.filter(pk=shipped.pk).update(aims="Other"))
    refused(lambda: LongTermPlan.objects.filter(pk=shipped.pk).update(status=PlanStatus.DRAFT))
    refused(lambda: LongTermPlan.objects.filter(pk=shipped.pk).delete())
    refused(lambda: PlanGrant.objects.filter(plan=shipped).update(amount=1))
    refused(lambda: PlanGuideline.objects.filter(plan=shipped).delete())
    refused(lambda: CommonMeasure.objects.create(plan=shipped, order=9, name="New", first_year=2025))


def test_a_stop_point_is_held_within_the_plans_years_once_a_day(shipped):
    told = {"reference": "sak 20/25", "outcome": StopPointOutcome.KEPT, "conclusion": "Planen står."}

    plans.add_stop_point(shipped, held_on=date(2025, 9, 10), **told)

    with pytest.raises(DomainError, match="stop-point on this day"):
        plans.add_stop_point(shipped, held_on=date(2025, 9, 10), **told)
    with pytest.raises(DomainError, match="from 2024 to 2026"):
        plans.add_stop_point(shipped, held_on=date(2027, 9, 10), **told)
    with pytest.raises(DomainError, match="draft is not evaluated"):
        plans.add_stop_point(plans.new_version(shipped), held_on=date(2025, 9, 10), **told)


def test_a_budget_is_held_against_the_plan(shipped, county, scheme):
    BudgetFactory(round=RoundFactory(county=county, scheme=scheme, year=YEAR), coordination_flat=100_000)

    found = plan_findings(scheme.rounds.get())

    assert [(each.given, each.planned) for each in found] == [(0, 400_000), (0, 200_000), (0, 200_000)]


def test_a_plan_from_a_file_without_a_meeting_is_a_draft(county, scheme):
    source = {"name": "Plan", "first_year": 2027, "last_year": 2029, "guidelines": {}, "grants": []}

    assert plans.load({**source, "common_measures": []}, county, scheme).is_draft
