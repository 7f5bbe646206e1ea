"""A round with networks, and people who look at it."""

from datetime import date

import pytest

from networks.enums import BasisStatus, ForumRole, MilestoneKind, RoleKind
from tests.factories import (
    BudgetFactory,
    CountyFactory,
    DecisionBasisFactory,
    DecisionFactory,
    FixedGrantFactory,
    FrameAdoptionFactory,
    FrameFactory,
    LegalBasisFactory,
    MembershipFactory,
    MilestoneFactory,
    NetworkFactory,
    RoundFactory,
    SchemeFactory,
    person,
)


@pytest.fixture
def county(db):
    return CountyFactory()


@pytest.fixture
def secretary(county):
    return person(RoleKind.SECRETARIAT, county, language="en")


@pytest.fixture
def stranger_to_the_county(db):
    return person(RoleKind.SECRETARIAT)


@pytest.fixture
def make_round(county):
    """A round whose networks each have a frame of 200, ask for 150 and are recommended 180."""

    def make(count=2, forum_role=ForumRole.RECOMMENDS, status=BasisStatus.IN_REVIEW, year=2025):
        round_ = RoundFactory(
            county=county,
            scheme=SchemeFactory(name="Kompetanseløftet"),
            legal_basis=LegalBasisFactory(forum_role=forum_role),
            year=year,
        )
        budget = BudgetFactory(round=round_, appropriation=10_000, coordination_flat=50, common_measures=20, reserve=30)
        FixedGrantFactory(budget=budget, purpose="To the university", recipient_name="UH", amount=100)
        for kind, day in (
            (MilestoneKind.DECISION_BASIS, date(2025, 2, 1)),
            (MilestoneKind.DECISION, date(2025, 4, 15)),
        ):
            MilestoneFactory(round=round_, kind=kind, date=day)
        adoption = FrameAdoptionFactory(round=round_)
        for number in range(count):
            network = NetworkFactory(county=county, name=f"Kompetansenettverk {number:02}")
            MembershipFactory(network=network, scheme=round_.scheme)
            FrameFactory(adoption=adoption, network=network, amount=200)
            DecisionBasisFactory(round=round_, network=network, requested=150, frame=200, status=status)
            DecisionFactory(round=round_, network=network, recommended=180, remark="A remark")
        return round_

    return make


@pytest.fixture
def the_round(make_round):
    return make_round()
