"""People and rounds that the portal's tests share."""

from datetime import timedelta

import pytest
from django.utils import timezone

from networks.enums import MilestoneKind, RoleKind
from tests.factories import CountyFactory, MilestoneFactory, RoundFactory, person


@pytest.fixture
def county(db):
    return CountyFactory()


@pytest.fixture
def secretary(county):
    return person(RoleKind.SECRETARIAT, county)


@pytest.fixture
def live_round(county):
    """A round whose meeting is in ten days, its decisions in forty."""
    live = RoundFactory(county=county, year=timezone.localdate().year + 1)
    today = timezone.localdate()
    days = {
        MilestoneKind.NEEDS_REPORT: -60,
        MilestoneKind.FRAMES: -30,
        MilestoneKind.DECISION_BASIS: 2,
        MilestoneKind.RECOMMENDATION: 10,
        MilestoneKind.DECISION: 40,
    }
    for kind, offset in days.items():
        MilestoneFactory(round=live, kind=kind, date=today + timedelta(offset))
    return live
