"""Recusals declared, noticed, ruled."""

from datetime import UTC, datetime

import pytest

from dekom.core.errors import DomainError
from forum.actions import recusals
from forum.enums.sheets import Ruling
from forum.models import Recusal, RecusalDeclaration
from forum.selectors.recusals import recused
from tests.factories import NetworkFactory, RoleFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)


def rule(world, ruling=Ruling.NOT_RECUSED, **changed):
    told = {
        "person": world.member,
        "network": world.their.network,
        "ruling": ruling,
        "reference": "sak 5/25",
        "note": "",
        "actor": world.secretary,
        "now": NOW,
    }
    return recusals.rule(world.round, **{**told, **changed})


def test_a_member_declares_what_they_are_tied_to_and_may_declare_again(world):
    said = {world.sheet.network_id: "Min søster leder nettverket"}

    recusals.declare(world.round, person=world.member, said=said, now=NOW)
    recusals.declare(world.round, person=world.member, said={world.sheet.network_id: ""}, now=NOW)

    assert recused(world.member, world.round) == {world.sheet.network_id}
    assert RecusalDeclaration.objects.get(person=world.member).declared_at == NOW
    assert Recusal.objects.get().note == "Min søster leder nettverket"


def test_refuses_a_declaration_of_others_of_other_networks_or_without_words(world):
    for person, said, message in (
        (world.secretary, {}, "members and deputies"),
        (world.member, {NetworkFactory().pk: "x"}, "not in this round"),
        (world.member, {world.sheet.network_id: " "}, "Say what your tie"),
    ):
        with pytest.raises(DomainError, match=message):
            recusals.declare(world.round, person=person, said=said, now=NOW)


def test_a_notice_keeps_the_person_out_until_the_forum_rules(world):
    told = {"about": world.member, "network": world.their.network, "note": "Jobbet der i fjor", "now": NOW}

    recusals.notice(world.round, by=world.stranger, **told)
    before = recused(world.member, world.round)
    made = rule(world)

    assert (before, recused(world.member, world.round)) == ({world.their.network_id}, set())
    assert (made.ruled_by, made.ruled_at, made.ruling_reference) == (world.secretary, NOW, "sak 5/25")
    with pytest.raises(DomainError, match="known already"):
        recusals.notice(world.round, by=world.stranger, **told)


def test_refuses_a_notice_from_outside_about_outsiders_or_without_words(world):
    told = {"about": world.member, "network": world.their.network, "note": "Noe", "by": world.secretary, "now": NOW}
    for changed, message in (
        ({"by": UserFactory()}, "forum and its secretariat"),
        ({"about": world.secretary}, "is not in the forum"),
        ({"note": ""}, "Say what the tie is"),
        ({"network": NetworkFactory()}, "not in this round"),
    ):
        with pytest.raises(DomainError, match=message):
            recusals.notice(world.round, **{**told, **changed})


def test_the_forum_rules_on_what_the_register_says_too(world):
    RoleFactory(user=world.member, kind="network_leader", county=world.round.county, network=world.their.network)
    world.member.__dict__.pop("_access", None)
    before = recused(world.member, world.round)

    rule(world, note="Ikke en del av saken")

    assert (before, recused(world.member, world.round)) == ({world.their.network_id}, set())


def test_refuses_a_ruling_that_is_none(world):
    recusals.notice(
        world.round, about=world.member, network=world.their.network, note="Noe", by=world.secretary, now=NOW
    )
    for changed, message in (
        ({"actor": world.stranger}, "Only the secretariat"),
        ({"ruling": Ruling.OPEN}, "Choose what the forum ruled"),
        ({"reference": " "}, "in which meeting"),
        ({"network": world.sheet.network}, "Nobody has said"),
    ):
        with pytest.raises(DomainError, match=message):
            rule(world, **changed)


def test_nobody_rules_on_themselves(world):
    with pytest.raises(DomainError, match="on themselves"):
        rule(world, person=world.secretary)
