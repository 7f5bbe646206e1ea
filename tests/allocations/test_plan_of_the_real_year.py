"""The real year against the real plan, as the demo has them."""

import pytest

from allocations.enums.plan import PlanPlace
from allocations.models import LongTermPlan
from allocations.selectors.plans import plan_findings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_the_real_year_deviates_in_the_meetings_and_in_nothing_else():
    round_ = LongTermPlan.objects.get(scheme__code="kompetanseloftet").scheme.rounds.get(year=2025)

    found = plan_findings(round_)

    assert [(each.name, each.given, each.planned, each.is_deviation, each.places) for each in found] == [
        ("Møtevirksomhet", 300_000, 400_000, True, (PlanPlace.BUDGET,)),
        (
            "UH som partner i fellestiltaket (inkl. partner til PPT-ledernettverket)",
            600_000,
            None,
            False,
            (PlanPlace.BUDGET,),
        ),
    ]
