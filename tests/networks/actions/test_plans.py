"""Plans in versions, wheels copied to the next year, agreements signed by all, deputies who follow their leaders."""

from datetime import date

import pytest

from dekom.core.errors import DomainError, StaleStateError
from networks.actions import agreements, plans
from networks.enums.plans import AgreementStatus, Office, PlanStatus
from networks.models import CompetencePlan, Election
from tests.factories import (
    ActivityFactory,
    CompetencePlanFactory,
    IndicatorFactory,
    MembershipFactory,
    NetworkFactory,
    PlanGoalFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = date(2026, 9, 1)


@pytest.fixture
def plan():
    plan = plans.begin(NetworkFactory(), today=TODAY)
    plans.write_goal(plan, goal=None, text="Goal", indicators=[("Sign", "1", "2"), ("Other", "", "")])
    return plan


def test_the_first_draft_looks_four_years_ahead_and_is_one(plan):
    assert (plan.version, plan.valid_from, plan.valid_to) == (1, date(2027, 1, 1), date(2030, 12, 31))
    assert plans.begin(plan.network, today=TODAY) == plan


def test_writes_its_texts_goals_and_indicators(plan):
    plans.write(plan, fields={name: getattr(plan, name) for name in plans.TEXTS} | {"title": "New"})
    goal = plan.goals.get()
    plans.write_goal(plan, goal=goal, text="Better", indicators=[("One", "", "3")])
    plans.write_goal(plan, goal=goal, text="Better", indicators=[("One", "", "3")])
    second = plans.write_goal(plan, goal=None, text="Second", indicators=[])
    plans.remove_goal(second)

    plan.refresh_from_db()
    assert (plan.title, [*plan.goals.values_list("text", flat=True)]) == ("New", ["Better"])
    assert [*goal.indicators.values_list("text", "target")] == [("One", "3")]


def test_a_new_version_keeps_the_old(plan):
    plans.adopt(plan, by="The meeting", day=TODAY)
    new = plans.begin(plan.network, today=TODAY)
    plans.write_goal(new, goal=new.goals.get(), text="Changed", indicators=[("Sign", "1", "9")])
    plans.adopt(new, by="The next meeting", day=date(2027, 9, 1))

    plan.refresh_from_db()
    assert (plan.status, plan.goals.get().text, new.version) == (PlanStatus.REPLACED, "Goal", 2)
    assert plan.goals.get().indicators.first().target == "2"
    assert new.status == PlanStatus.ADOPTED


def test_adopting_says_everything_that_is_missing():
    empty = CompetencePlanFactory()
    without_indicator = PlanGoalFactory().plan
    CompetencePlan.objects.filter(pk=without_indicator.pk).update(valid_to=date(2030, 1, 1))
    without_indicator.refresh_from_db()

    with pytest.raises(DomainError) as nothing:
        plans.adopt(empty, by=" ", day=TODAY)
    with pytest.raises(DomainError) as signs:
        plans.adopt(without_indicator, by="The meeting", day=TODAY)

    assert len(nothing.value.messages) == 3
    assert signs.value.messages == ["Each goal needs an indicator: how will you see that you are on your way?"]


def test_an_adopted_plan_is_adopted_once_and_left_alone(plan):
    other = CompetencePlan.objects.get(pk=plan.pk)
    plans.adopt(plan, by="The meeting", day=TODAY)

    with pytest.raises(DomainError, match="already"):
        plans.adopt(plan, by="The meeting", day=TODAY)
    with pytest.raises(StaleStateError):
        plans.adopt(other, by="The meeting", day=TODAY)
    with pytest.raises(DomainError, match="new version"):
        plans.write(plan, fields={})
    with pytest.raises(DomainError, match="new version"):
        plans.remove_goal(plan.goals.get())


def test_a_year_is_copied_once_on_the_same_days():
    first = ActivityFactory(title="Meeting", starts_on=date(2028, 2, 29), ends_on=date(2028, 3, 1))
    ActivityFactory(network=first.network, title="Gathering", starts_on=date(2028, 9, 1), ends_on=date(2028, 9, 2))
    ActivityFactory(title="Elsewhere", starts_on=date(2028, 1, 1), ends_on=date(2028, 1, 1))

    counts = [plans.copy_year(first.network, year=2029) for _ in range(2)]

    made = first.network.activities.filter(starts_on__year=2029).values_list("starts_on", flat=True)
    assert (counts, [*made]) == ([2, 0], [date(2029, 2, 28), date(2029, 9, 1)])


# --- Agreements


@pytest.fixture
def network():
    network = NetworkFactory()
    MembershipFactory.create_batch(2, network=network)
    return network


@pytest.fixture
def agreement(network):
    return agreements.begin(network, today=TODAY)


def fields_of(agreement, **changed):
    return {name: getattr(agreement, name) for name in agreements.FIELDS} | changed


def sign(agreement, day=date(2026, 8, 1)):
    return agreements.sign(agreement, days={party.pk: day for party in agreement.parties.all()}, today=TODAY)


def test_all_owners_are_parties_for_two_calendar_years(agreement, network):
    assert (agreement.valid_from, agreement.valid_to) == (date(2027, 1, 1), date(2028, 12, 31))
    assert (agreement.renewal_on, agreement.parties.count()) == (date(2028, 4, 15), 2)
    assert agreements.begin(network, today=TODAY) == agreement


def test_is_in_force_when_all_have_signed(agreement):
    first = agreement.parties.first()

    some = agreements.sign(agreement, days={first.pk: date(2026, 8, 1)}, today=TODAY)
    all_of_them = sign(agreement, date(2026, 8, 5))

    agreement.refresh_from_db()
    assert (some, all_of_them) == (False, True)
    assert (agreement.status, agreement.signed_on) == (AgreementStatus.SIGNED, date(2026, 8, 5))
    with pytest.raises(DomainError, match="signed already"):
        sign(agreement)
    with pytest.raises(DomainError, match="Begin a new one"):
        agreements.write(agreement, fields=fields_of(agreement))


def test_nobody_signs_tomorrow_and_renewal_is_within_the_period(agreement):
    with pytest.raises(DomainError, match="day to come"):
        sign(agreement, date(2026, 9, 2))
    with pytest.raises(DomainError, match="while the agreement holds"):
        agreements.write(agreement, fields=fields_of(agreement, renewal_on=date(2031, 1, 1)))


def test_renewal_begins_with_the_old_texts_and_replaces_it(agreement, network):
    agreements.write(agreement, fields=fields_of(agreement, purpose="To develop"))
    sign(agreement)

    new = agreements.begin(network, today=TODAY)
    sign(new)

    agreement.refresh_from_db()
    assert (new.valid_from, new.purpose) == (date(2029, 1, 1), "To develop")
    assert agreement.status == AgreementStatus.REPLACED


def test_the_deputy_follows_the_leader(network):
    leader, deputy, third = (
        MembershipFactory(network=network).owner,
        *(each.owner for each in network.memberships.all()[:2]),
    )

    agreements.elect(network, leader=leader, deputy=deputy, begins=date(2027, 1, 1), elected_on=date(2026, 4, 15))
    agreements.elect(network, leader=deputy, deputy=third, begins=date(2029, 1, 1), elected_on=date(2028, 4, 15))

    leaders = Election.objects.filter(office=Office.LEADER).order_by("valid_from")
    assert [*leaders.values_list("organisation", "valid_from", "valid_to")] == [
        (leader.pk, date(2027, 1, 1), date(2028, 12, 31)),
        (deputy.pk, date(2029, 1, 1), date(2030, 12, 31)),
        (third.pk, date(2031, 1, 1), date(2032, 12, 31)),
    ]


def test_an_election_that_can_not_be_is_refused(network):
    one, other = (each.owner for each in network.memberships.all())
    leap = {"begins": date(2028, 2, 29), "elected_on": date(2027, 4, 15)}
    agreements.elect(network, leader=one, deputy=other, **leap)

    with pytest.raises(DomainError, match="different owners"):
        agreements.elect(network, leader=one, deputy=one, **leap)
    with pytest.raises(DomainError, match="before they begin"):
        agreements.elect(network, leader=one, deputy=other, begins=date(2027, 1, 1), elected_on=date(2027, 2, 1))
    with pytest.raises(DomainError, match="at that time"):
        agreements.elect(network, leader=other, deputy=one, **leap)
    assert Election.objects.count() == 3


def test_goals_of_another_plan_are_not_touched_by_indicators(plan):
    kept = IndicatorFactory()

    plans.write_goal(plan, goal=plan.goals.get(), text="Goal", indicators=[])

    assert kept.goal.indicators.count() == 1
