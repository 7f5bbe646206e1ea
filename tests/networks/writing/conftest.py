"""A decision basis that may be submitted, and those who write it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from networks.enums import MilestoneKind, RoleKind
from tests.factories import (
    BasisContentFactory,
    CostLineFactory,
    DecisionBasisFactory,
    MeasureFactory,
    MembershipFactory,
    MilestoneFactory,
    PartnerFactory,
    person,
)

TEXTS = {
    "process": "Møter.",
    "needs": "Behov.",
    "cooperation": "Avtale.",
    "own_contribution": "Tid.",
    "coordination": "",
}


def world(**fields):
    """Leader, coordinator, university partner, secretariat, and a draft of 600 000 that lacks nothing."""
    basis = DecisionBasisFactory(**{"frame": 600_000, **fields})
    network, county = basis.network, basis.round.county
    basis.round.legal_basis.required_texts = ["process", "needs", "description"]
    basis.round.legal_basis.save()
    MilestoneFactory(
        round=basis.round, kind=MilestoneKind.DECISION_BASIS, date=timezone.localdate() + timedelta(days=7)
    )
    membership = MembershipFactory(network=network, scheme=basis.round.scheme)
    university = PartnerFactory()
    content = BasisContentFactory(basis=basis, coordination_amount=100_000, **TEXTS)
    measure = MeasureFactory(
        basis=basis, order=1, title="Lesing", need="Flere strever.", plan_goal="Mål 1", description="Vi leser."
    )
    network_line = CostLineFactory(measure=measure, order=1, label="Samlinger", amount=200_000, own_contribution=10)
    partner_line = CostLineFactory(measure=measure, order=2, label="Veiledning", amount=300_000, recipient=university)
    return SimpleNamespace(
        basis=basis,
        content=content,
        measure=measure,
        network_line=network_line,
        partner_line=partner_line,
        owner=membership.owner,
        university=university,
        leader=person(RoleKind.NETWORK_LEADER, county, network=network, name="Leder"),
        coordinator=person(RoleKind.COORDINATOR, county, network=network, name="Koordinator"),
        partner=person(RoleKind.UH_PARTNER, county, network=network, organisation=university, name="UH"),
        secretary=person(RoleKind.SECRETARIAT, county, name="Saksbehandler"),
        stranger=person(RoleKind.NETWORK_LEADER, county, name="Fremmed"),
        now=timezone.now(),
    )


@pytest.fixture
def w(db):
    return world()


def again(row):
    row.refresh_from_db()
    return row


def url(w, name, *args):
    return reverse(f"decision_basis_{name}", args=[w.basis.pk, *args])


@pytest.fixture
def leader(client, w):
    client.force_login(w.leader)
    return client
