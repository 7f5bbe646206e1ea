"""What the register's tables refuse by themselves, by the constraint's name."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from networks.enums import RoleKind
from networks.models import DecisionBasis, Membership, NetworkHost, Role
from tests.factories import (
    CountyFactory,
    DecisionBasisFactory,
    MembershipFactory,
    NetworkFactory,
    NetworkHostFactory,
    OwnerFactory,
    SchemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def refuses(constraint, act):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    assert constraint in str(caught.value)


def test_an_owner_is_in_one_network_per_scheme_at_a_time():
    first = MembershipFactory(valid_from=date(2024, 1, 1), valid_to=date(2025, 12, 31))
    elsewhere = {"owner": first.owner, "scheme": first.scheme, "network": NetworkFactory(county=first.network.county)}

    refuses(
        "membership_one_network_per_owner_and_scheme",
        lambda: Membership.objects.create(**elsewhere, valid_from=date(2025, 12, 31)),
    )
    Membership.objects.create(**elsewhere, valid_from=date(2026, 1, 1))
    Membership.objects.create(**{**elsewhere, "scheme": SchemeFactory()}, valid_from=date(2025, 1, 1))

    assert Membership.objects.filter(owner=first.owner).count() == 3


def test_a_network_has_one_host_at_a_time():
    host = NetworkHostFactory(valid_from=date(2025, 1, 1))

    refuses(
        "network_host_one_at_a_time",
        lambda: NetworkHost.objects.create(network=host.network, owner=OwnerFactory(), valid_from=date(2026, 1, 1)),
    )


def test_a_period_ends_after_it_begins():
    membership = MembershipFactory()

    refuses(
        "membership_ends_after_it_begins",
        lambda: Membership.objects.filter(pk=membership.pk).update(valid_to=date(1999, 1, 1)),
    )


@pytest.mark.parametrize("kind", [RoleKind.NETWORK_LEADER, RoleKind.OWNER_CONTACT, RoleKind.UH_PARTNER])
def test_a_role_stands_where_its_kind_says(kind):
    refuses(
        "role_stands_where_its_kind_says",
        lambda: Role.objects.create(user=UserFactory(), kind=kind, county=CountyFactory(), valid_from=date(2025, 1, 1)),
    )


def test_a_network_has_one_decision_basis_in_a_round():
    basis = DecisionBasisFactory()

    refuses(
        "decision_basis_one_per_network_and_round",
        lambda: DecisionBasis.objects.create(round=basis.round, network=basis.network),
    )


def test_a_submitted_basis_carries_time_and_amount():
    basis = DecisionBasisFactory()

    refuses(
        "decision_basis_submitted_iff_submitted_at",
        lambda: DecisionBasis.objects.filter(pk=basis.pk).update(status="submitted", requested=1),
    )


def test_nobody_decides_and_keeps_the_accounts_of_a_county_at_the_same_time():
    somebody, county = UserFactory(), CountyFactory()
    decides = {"user": somebody, "county": county, "kind": RoleKind.DECISION_MAKER}
    keeps = {**decides, "kind": RoleKind.PAYEE_REGISTRAR}
    name = "role_decides_or_keeps_accounts"
    Role.objects.create(**decides, valid_from=date(2024, 1, 1), valid_to=date(2025, 12, 31))

    refuses(name, lambda: Role.objects.create(**keeps, valid_from=date(2025, 12, 31)))
    Role.objects.create(**keeps, valid_from=date(2026, 1, 1))
    refuses(name, lambda: Role.objects.create(**decides, valid_from=date(2026, 6, 1), valid_to=date(2026, 6, 2)))
    Role.objects.create(**decides, valid_from=date(2025, 6, 1), valid_to=date(2025, 12, 31))  # the same role again
    for other in ({"user": UserFactory()}, {"county": CountyFactory()}, {"kind": RoleKind.SECRETARIAT}):
        Role.objects.create(**{**keeps, **other}, valid_from=date(2025, 1, 1))

    assert Role.objects.filter(user=somebody, county=county).count() == 4
