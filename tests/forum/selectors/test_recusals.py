"""Recusals from the register, from what is said, and from rulings, in few queries."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.enums import SeatCategory
from forum.enums.sheets import RecusalGround, Ruling
from forum.selectors.recusals import recused, recused_by_person, ties_by_network, ties_by_person
from networks.enums import RoleKind
from tests.factories import (
    AppointmentFactory,
    DecisionBasisFactory,
    MembershipFactory,
    OwnerFactory,
    PartnerFactory,
    PartnershipFactory,
    RoleFactory,
    RoundFactory,
    SeatFactory,
    UserFactory,
    person,
)
from tests.factories.sheets import RecusalFactory
from tests.factories.writing import CostLineFactory, MeasureFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 3, 12, 10, tzinfo=UTC)
LATER = {"valid_from": "2020-01-01", "valid_to": "2099-12-31"}


@pytest.fixture
def round_():
    return RoundFactory()


@pytest.fixture
def networks(round_):
    return [DecisionBasisFactory(round=round_).network for _number in range(3)]


def test_a_seat_of_the_network_or_work_for_it_ties(round_, networks):
    sits, leads, neither = UserFactory(), person(RoleKind.NETWORK_LEADER, network=networks[1]), UserFactory()
    seat = SeatFactory(category=SeatCategory.NETWORK, network=networks[0])
    AppointmentFactory(seat=seat, person=sits, **LATER)

    found = recused_by_person([sits.pk, leads.pk, neither.pk], round_)

    assert found == {sits.pk: {networks[0].pk}, leads.pk: {networks[1].pk}, neither.pk: set()}


def test_a_seat_that_is_over_ties_no_more(round_, networks):
    member = UserFactory()
    seat = SeatFactory(category=SeatCategory.NETWORK, network=networks[0])
    AppointmentFactory(seat=seat, person=member, valid_from="2020-01-01", valid_to="2021-12-31")

    assert recused(member, round_) == set()


def test_an_owner_ties_to_the_network_of_the_rounds_scheme_only(round_, networks):
    owner = OwnerFactory(county=round_.county)
    MembershipFactory(network=networks[0], owner=owner, scheme=round_.scheme)
    MembershipFactory(network=networks[1], owner=owner)  # in another scheme

    assert recused(person(RoleKind.OWNER_CONTACT, organisation=owner), round_) == {networks[0].pk}


def test_a_universitys_member_is_tied_where_the_partnership_names_it(round_, networks):
    university = PartnerFactory()
    for network in networks[:2]:
        PartnershipFactory(network=network, partner=university)
    member = UserFactory()
    AppointmentFactory(seat=SeatFactory(organisation=university), person=member, **LATER)

    ties = ties_by_network(member, round_)

    assert recused(member, round_) == {networks[0].pk, networks[1].pk}
    assert {tie.ground for tie in ties.values()} == {RecusalGround.PARTNER}


def test_what_is_said_keeps_out_and_what_is_ruled_decides(round_, networks):
    member = person(RoleKind.NETWORK_LEADER, network=networks[0])
    RecusalFactory(round=round_, person=member, network=networks[1])
    ruled = {"ruled_by": member, "ruled_at": NOW, "ruling_reference": "sak 5/25"}
    RecusalFactory(
        round=round_, person=member, network=networks[0], ground="own_network", ruling=Ruling.NOT_RECUSED, **ruled
    )
    RecusalFactory(person=member, network=networks[2])  # in another round

    found = ties_by_person([member.pk], round_)[member.pk]

    assert recused(member, round_) == {networks[1].pk}
    assert [(tie.network, tie.computed, tie.recused) for tie in found] == [
        (networks[0].pk, True, False),
        (networks[1].pk, False, True),
    ]


def test_asks_the_same_few_questions_for_one_and_for_many(round_, networks, django_assert_num_queries):
    people = [person(RoleKind.NETWORK_LEADER, network=network) for network in networks]

    for some in (people[:1], people):
        with django_assert_num_queries(3):  # what they belong to, what is said, the bases
            recused_by_person([member.pk for member in some], round_)


def test_is_one_question_for_one_person(round_, networks, django_assert_num_queries):
    member = person(RoleKind.NETWORK_LEADER, network=networks[0])

    with django_assert_num_queries(2):  # roles, networks
        found = recused(member, round_)

    assert found == {networks[0].pk}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_question_to_the_database_says_what_the_rule_says(round_, networks, data):
    """Any roles, seats, memberships, partnerships, measures, cost lines and rulings: the two agree."""
    owners = [OwnerFactory(county=round_.county) for _number in range(2)]
    universities = [PartnerFactory() for _number in range(2)]
    bodies = [*owners, *universities]
    some_network, some_body = st.sampled_from(networks), st.sampled_from(bodies)
    for owner in owners:
        MembershipFactory(network=data.draw(some_network), owner=owner, scheme=round_.scheme)
    for university in universities:
        PartnershipFactory(network=data.draw(some_network), partner=university)
    basis = round_.decision_bases.get(network=data.draw(some_network))
    measure = MeasureFactory(basis=basis, partner=data.draw(st.sampled_from([None, *universities])))
    CostLineFactory(measure=measure, recipient=data.draw(st.sampled_from([None, *bodies])))
    member = UserFactory()
    for kind in data.draw(
        st.sets(st.sampled_from([RoleKind.NETWORK_LEADER, RoleKind.UH_PARTNER, RoleKind.OWNER_CONTACT]))
    ):
        RoleFactory(
            user=member,
            kind=kind,
            county=round_.county,
            network=None if kind == RoleKind.OWNER_CONTACT else data.draw(some_network),
            organisation=None if kind == RoleKind.NETWORK_LEADER else data.draw(some_body),
        )
    if data.draw(st.booleans()):
        seat = SeatFactory(network=data.draw(st.none() | some_network), organisation=data.draw(st.none() | some_body))
        AppointmentFactory(seat=seat, person=member, **LATER)
    for network in data.draw(st.sets(some_network)):
        ruling = data.draw(st.sampled_from(Ruling))
        ruled = {"ruled_by": member, "ruled_at": NOW, "ruling_reference": "sak 5/25"} if ruling != Ruling.OPEN else {}
        RecusalFactory(round=round_, person=member, network=network, ruling=ruling, **ruled)

    assert recused(member, round_) == recused_by_person([member.pk], round_)[member.pk]
