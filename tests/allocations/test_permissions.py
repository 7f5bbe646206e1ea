"""Who may do what with the money: each question asked of everybody, in the county and outside it."""

import pytest

from allocations import permissions
from allocations.models import Payee, PayeeChange
from allocations.permissions import decisions
from dekom.core.models import User
from networks.enums import RoleKind
from tests.factories import (
    MembershipFactory,
    NetworkFactory,
    OwnerFactory,
    PartnerFactory,
    RoleFactory,
    UserFactory,
    person,
)
from tests.factories.payments import with_account

pytestmark = pytest.mark.django_db
READERS = {"secretariat", "decision maker", "auditor", "superuser"}


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def people(network):
    county = network.county
    made = {
        "secretariat": person(RoleKind.SECRETARIAT, county),
        "decision maker": person(RoleKind.DECISION_MAKER, county),
        "registrar": person(RoleKind.PAYEE_REGISTRAR, county),
        "auditor": person(RoleKind.AUDITOR, county),
        "forum": person(RoleKind.FORUM_MEMBER, county),
        "leader": person(RoleKind.NETWORK_LEADER, network=network),
        "university": person(RoleKind.UH_PARTNER, network=network, organisation=OwnerFactory(county=county)),
        "owner": person(RoleKind.OWNER_CONTACT, organisation=MembershipFactory(network=network).owner),
        "superuser": UserFactory(is_superuser=True),
        "nobody": UserFactory(),
    }
    elsewhere = {f"{kind.value} elsewhere": person(kind) for kind in (RoleKind.SECRETARIAT, RoleKind.AUDITOR)}
    return made | elsewhere | {"registrar elsewhere": person(RoleKind.PAYEE_REGISTRAR)}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (permissions.may_read_history, READERS),
        (permissions.may_follow_decisions, READERS),
        (permissions.may_see_bench, READERS | {"forum"}),
        (permissions.may_set_frames, {"secretariat", "superuser"}),
        (permissions.may_prepare, {"secretariat"}),
        (permissions.may_approve, {"decision maker"}),
        (permissions.may_see_accounts, {"registrar", "auditor", "superuser"}),
        (decisions.may_follow_journal, READERS),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_of_a_county(question, expected, network, people):
    assert {name for name, user in people.items() if question(user, network.county_id)} == expected


def test_people_are_seen_by_their_own_and_by_those_who_read_all(network, people):
    owners = frozenset(network.memberships.values_list("owner_id", flat=True))

    seen = {name for name, user in people.items() if permissions.may_see_people(user, network, owners)}

    assert seen == READERS | {"leader", "university", "owner"}


def test_accounts_are_written_by_the_registrar_alone(network, people):
    own, national = OwnerFactory(county=network.county), PartnerFactory(county=None)

    def writers(organisation):
        return {name for name, user in people.items() if permissions.may_write_payee(user, organisation)}

    assert writers(own) == {"registrar"}
    assert writers(national) == {"registrar", "registrar elsewhere"}
    assert {name for name, user in people.items() if permissions.payee_counties(user) >= {network.county_id}} == {
        "registrar"
    }


@pytest.mark.parametrize("kind", [RoleKind.PAYEE_REGISTRAR, RoleKind.AUDITOR])
def test_who_holds_the_budget_authority_neither_writes_nor_reads_accounts(network, kind):
    with_account(OwnerFactory(county=network.county))
    with_account(PartnerFactory(county=None))
    both = person(kind, network.county)
    assert Payee.objects.visible_to(User.objects.get(pk=both.pk)).count() == 2

    RoleFactory(user=both, kind=RoleKind.DECISION_MAKER)  # in another county: in this one the database refuses it

    assert permissions.payee_counties(both) == frozenset()
    assert not permissions.may_see_payees(both)
    assert not permissions.may_see_accounts(both, network.county_id)
    assert not Payee.objects.visible_to(both).exists()
    assert not PayeeChange.objects.visible_to(both).exists()


def test_who_decides_and_audits_the_same_county_reads_no_accounts(network):
    both = person(RoleKind.AUDITOR, network.county)
    RoleFactory(user=both, kind=RoleKind.DECISION_MAKER, county=network.county)

    assert not permissions.may_see_accounts(both, network.county_id)


def test_accounts_are_listed_for_those_who_have_some_to_see(people):
    assert {name for name, user in people.items() if permissions.may_see_payees(user)} == {
        "registrar",
        "auditor",
        "leader",
        "owner",
        "superuser",
        "auditor elsewhere",
        "registrar elsewhere",
    }


@pytest.mark.parametrize("counties", [permissions.mail_counties, decisions.journal_counties])
def test_mail_and_journal_are_the_secretariats(counties, network, people):
    assert {name for name, user in people.items() if network.county_id in counties(user)} == {"secretariat"}
