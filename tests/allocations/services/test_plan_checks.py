"""Money against the long-term plan. The real year: one deviation, one notice."""

import pytest

from allocations.enums.plan import PlanPlace, PlanSubject
from allocations.services.plan_checks import (
    Finding,
    Given,
    GivenGrant,
    GivenNetwork,
    PlanFacts,
    PlannedGrant,
    findings,
    most_of,
)

BUDGET, RECOMMENDATION = PlanPlace.BUDGET, PlanPlace.RECOMMENDATION
MEETINGS = PlannedGrant("Møtevirksomhet", "Statsforvalteren", 400_000, "4")
PPT = PlannedGrant("PPT-ledernettverket, fellestiltak", "PPT-ledernettverket", 200_000, "4")
UH = PlannedGrant("UH som partner", "UH", None, "3")
PLAN = PlanFacts(
    grants=(MEETINGS, PPT, UH),
    coordination=100_000,
    coordination_extra={"Trondheim-Malvik": 200_000},
    coordination_chapter="4",
    frame_chapter="4",
)


def grant(planned, amount, **other):
    return GivenGrant(other.get("purpose", planned.purpose), other.get("recipient", planned.recipient), amount)


def budget(*grants, **other):
    return Given(BUDGET, grants=grants, **other)


def test_less_for_meetings_than_planned_is_a_deviation():
    found = findings(PLAN, [budget(grant(MEETINGS, 300_000), grant(PPT, 200_000))])

    assert found == [Finding(PlanSubject.FIXED, "Møtevirksomhet", 300_000, 400_000, "4", (BUDGET,))]
    assert found[0].is_deviation


def test_an_extra_that_the_plan_names_is_no_deviation():
    as_planned = budget(
        grant(MEETINGS, 400_000),
        grant(PPT, 200_000),
        coordination=100_000,
        coordination_extra={"Trondheim-Malvik": 200_000},
    )

    assert findings(PLAN, [as_planned]) == []


def test_money_for_what_the_plan_names_without_a_figure_is_a_notice():
    found = findings(PLAN, [budget(grant(MEETINGS, 400_000), grant(PPT, 200_000), grant(UH, 600_000))])

    assert [(each.name, each.given, each.planned, each.is_deviation) for each in found] == [
        ("UH som partner", 600_000, None, False)
    ]


def test_deviations_stand_before_notices_and_what_is_the_same_in_two_places_is_told_once():
    grants = (grant(UH, 600_000), grant(PPT, 200_000), grant(MEETINGS, 300_000))

    found = findings(PLAN, [budget(*grants), Given(RECOMMENDATION, grants=grants)])

    assert [(each.name, each.places) for each in found] == [
        ("Møtevirksomhet", (BUDGET, RECOMMENDATION)),
        ("UH som partner", (BUDGET, RECOMMENDATION)),
    ]


def test_a_grant_that_the_budget_lacks_is_a_deviation_and_one_that_the_plan_lacks_a_notice():
    found = findings(PLAN, [budget(grant(MEETINGS, 400_000), GivenGrant("Konferanse", "Alle", 50_000))])

    assert [(each.name, each.given, each.planned, each.chapter) for each in found] == [
        ("PPT-ledernettverket, fellestiltak", 0, 200_000, "4"),
        ("Konferanse", 50_000, None, ""),
    ]


def test_nothing_for_what_has_no_figure_is_nothing_to_tell():
    assert findings(PLAN, [budget(grant(MEETINGS, 400_000), grant(PPT, 200_000), grant(UH, 0))]) == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([grant(MEETINGS, 400_000, purpose="  MØTEVIRKSOMHET ", recipient="Noen"), grant(PPT, 200_000)], []),
        ([grant(MEETINGS, 400_000, purpose="Møter"), grant(PPT, 200_000)], []),  # known by who gets it
        (
            [
                grant(MEETINGS, 200_000, purpose="Møter"),
                grant(MEETINGS, 200_000, purpose="Reiser"),
                grant(PPT, 200_000),
            ],
            [("Møtevirksomhet", 0, 400_000), ("Møter", 200_000, None), ("Reiser", 200_000, None)],
        ),
    ],
)
def test_grants_are_known_by_purpose_or_else_by_recipient(given, told):
    found = findings(PLAN, [budget(*given)])

    assert [(each.name, each.given, each.planned) for each in found] == told


def test_coordination_is_held_against_the_plan_per_network_and_in_all():
    given = [
        budget(grant(MEETINGS, 400_000), grant(PPT, 200_000), coordination=90_000, coordination_extra={"Fosen": 10}),
        Given(RECOMMENDATION, coordination_total=1_300_000, network_count=11),
        Given(RECOMMENDATION, coordination_total=1_200_000, network_count=11),
    ]

    found = findings(PLAN, given)

    assert [(each.subject, each.name, each.given, each.planned) for each in found] == [
        (PlanSubject.COORDINATION, "", 90_000, 100_000),
        (PlanSubject.COORDINATION_EXTRA, "Trondheim-Malvik", 0, 200_000),
        (PlanSubject.COORDINATION_TOTAL, "", 1_200_000, 1_300_000),
        (PlanSubject.COORDINATION_EXTRA, "Fosen", 10, None),
    ]


def test_a_plan_without_figures_forbids_nothing():
    given = Given(BUDGET, grants=(), coordination=100_000, coordination_total=1, network_count=1, common_measures=5)

    found = findings(PlanFacts(), [given])

    assert [(each.subject, each.is_deviation) for each in found] == [
        (PlanSubject.COORDINATION, False),
        (PlanSubject.COMMON, False),
    ]


def test_common_measures_with_a_figure_are_held_against_it():
    plan = PlanFacts(common_measures=1_500_000, common_chapter="3")

    assert findings(plan, [Given(BUDGET, common_measures=1_500_000)]) == []
    assert [each.planned for each in findings(plan, [Given(BUDGET, common_measures=0)])] == [1_500_000]


def test_no_network_comes_above_its_frame_and_what_the_plan_allows():
    networks = (
        GivenNetwork("Fosen", 103, 100),
        GivenNetwork("Gauldal", 102, 100),
        GivenNetwork("Ukjent", 900, None),
    )

    found = findings(PlanFacts(over_frame_percent=2), [Given(RECOMMENDATION, networks=networks)])

    assert [(each.subject, each.name, each.given, each.planned) for each in found] == [
        (PlanSubject.OVER_FRAME, "Fosen", 103, 102)
    ]


def test_without_a_plan_the_frame_is_the_most():
    assert (most_of(1_000, None), most_of(999, PlanFacts(over_frame_percent=10))) == (1_000, 1_098)
