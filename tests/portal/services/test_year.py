"""Who works when in the year."""

from datetime import date

from dekom.portal.services.year import ACTOR_OF, FORUM, GOVERNOR, OWNERS, Work, year_of_work
from networks.enums import MilestoneKind


def test_every_milestone_has_an_actor():
    assert set(ACTOR_OF) == set(MilestoneKind)


def test_work_leads_up_to_its_milestone():
    assert year_of_work({MilestoneKind.NEEDS_REPORT: date(2024, 12, 1)}) == [
        Work(OWNERS, "needs", date(2024, 10, 17), date(2024, 12, 1))
    ]


def test_work_between_two_milestones_needs_both():
    papers, meeting = {MilestoneKind.PAPERS: date(2025, 2, 15)}, {MilestoneKind.RECOMMENDATION: date(2025, 3, 12)}

    assert year_of_work(papers) == []
    assert year_of_work(meeting) == []
    assert year_of_work(papers | meeting) == [Work(FORUM, "criteria", date(2025, 2, 15), date(2025, 3, 12))]


def test_a_decision_is_followed_by_payment_and_by_the_measures():
    work = year_of_work({MilestoneKind.DECISION: date(2025, 4, 15)})

    assert [(part.actor, part.name) for part in work] == [(GOVERNOR, "payment"), (OWNERS, "measures")]
