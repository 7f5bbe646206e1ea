"""Groups are proposed, adjusted, and led from phase to phase."""

import pytest

from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import OutboxMail
from forum.actions import groups
from forum.enums.sheets import Phase
from forum.models import Assessment, CriteriaSheet, Group, GroupMember, SheetAnswer
from tests.factories import DecisionBasisFactory, RoundFactory, SchemeFactory
from tests.factories.sheets import RecusalFactory

pytestmark = pytest.mark.django_db


def test_a_meeting_assesses_a_round_of_its_own_forum_once(world):
    assert groups.begin(world.meeting, world.round, actor=world.secretary) == world.assessment
    other = RoundFactory(county=world.round.county, scheme=SchemeFactory())
    for round_, actor, message in (
        (world.round, world.member, "Only the secretariat"),
        (RoundFactory(), world.secretary, "not this county"),
        (other, world.secretary, "does not work with"),
    ):
        with pytest.raises(DomainError, match=message):
            groups.begin(world.meeting, round_, actor=actor)


def test_nobody_is_put_where_they_are_recused(world):
    people = [world.keeper, world.member, world.stranger]
    RecusalFactory(round=world.round, person=world.keeper, network=world.sheet.network)
    RecusalFactory(round=world.round, person=world.member, network=world.their.network)

    found = groups.arrange(world.assessment, count=2, people=[person.pk for person in people], actor=world.secretary)

    places = dict(GroupMember.objects.values_list("person", "group__sheets__network"))
    assert found.unplaced == ()
    assert (places[world.keeper.pk], places[world.member.pk]) == (world.their.network_id, world.sheet.network_id)
    assert Group.objects.filter(assessment=world.assessment, rapporteur=None).count() == 0
    assert SheetAnswer.objects.filter(sheet__assessment=world.assessment).count() == 4  # two networks, two criteria


def test_a_group_without_people_has_no_rapporteur(world):
    groups.arrange(world.assessment, count=2, people=[world.keeper.pk], actor=world.secretary)

    assert sorted(str(group.rapporteur_id) for group in world.assessment.groups.all()) == sorted(
        [str(world.keeper.pk), "None"]
    )


def test_refuses_to_arrange_too_many_or_nothing_or_what_is_begun(world):
    empty = groups.begin(world.meeting, round_of(world), actor=world.secretary)
    for assessment, count, message in (
        (empty, 1, "No decision basis"),
        (world.assessment, 3, "from 1 to 2"),
        (world.assessment, 0, "from 1 to 2"),
    ):
        with pytest.raises(DomainError, match=message):
            groups.arrange(assessment, count=count, people=[], actor=world.secretary)
    CriteriaSheet.objects.filter(pk=world.sheet.pk).update(saved_at="2025-03-01T10:00Z")
    with pytest.raises(DomainError, match="begun to write"):
        groups.arrange(world.assessment, count=1, people=[], actor=world.secretary)


def round_of(world):
    return RoundFactory(county=world.round.county, scheme=world.round.scheme, year=2031)


def adjust(world, **changed):
    told = {
        "members": [world.keeper, world.member],
        "networks": [world.sheet.network],
        "rapporteur": world.keeper,
        "actor": world.secretary,
    }
    return groups.adjust(world.group, **{**told, **changed})


def test_takes_people_and_networks_from_another_group(world):
    world.other.rapporteur = world.stranger
    world.other.save()
    third = DecisionBasisFactory(round=world.round, status="in_review").network

    adjust(
        world,
        members=[world.member, world.stranger],
        networks=[world.their.network, third],
        rapporteur=world.stranger,
    )

    world.other.refresh_from_db()
    assert set(world.group.members.values_list("person", flat=True)) == {world.member.pk, world.stranger.pk}
    assert set(world.group.sheets.values_list("network", flat=True)) == {world.their.network_id, third.pk}
    assert (world.other.rapporteur, world.other.sheets.count()) == (None, 0)
    assert not CriteriaSheet.objects.filter(pk=world.sheet.pk).exists()


def test_refuses_whoever_is_recused_a_foreign_rapporteur_and_to_lose_what_is_written(world):
    RecusalFactory(round=world.round, person=world.member, network=world.their.network)
    CriteriaSheet.objects.filter(pk=world.sheet.pk).update(saved_at="2025-03-01T10:00Z")

    with pytest.raises(DomainError) as refused:
        adjust(world, networks=[world.their.network], rapporteur=world.stranger)

    names = (world.member.name, world.their.network.short_name, world.stranger.name, world.sheet.network.short_name)
    assert refused.value.messages == [
        f"{names[0]} is recused from {names[1]}.",
        f"{names[2]} keeps the sheet, and must be in the group.",
        f"Somebody has begun to write on {names[3]}.",
    ]


def test_the_phase_is_led_on_and_each_is_told_of_their_own_networks(world):
    Assessment.objects.filter(pk=world.assessment.pk).update(phase=Phase.OWN)
    world.assessment.refresh_from_db()
    RecusalFactory(round=world.round, person=world.member, network=world.sheet.network)

    groups.move(world.assessment, Phase.GROUP, actor=world.secretary)

    mails = {mail.recipient: mail.body for mail in OutboxMail.objects.select_related("recipient")}
    name = world.sheet.network.short_name
    assert world.assessment.phase != Phase.OWN or Assessment.objects.get(pk=world.assessment.pk).phase == Phase.GROUP
    assert {person: name in body for person, body in mails.items()} == {
        world.keeper: True,
        world.member: False,
        world.stranger: False,
    }


def test_refuses_a_phase_out_of_order_without_groups_or_behind_somebodys_back(world):
    with pytest.raises(DomainError, match="can't go from"):
        groups.move(world.assessment, Phase.GROUP, actor=world.secretary)
    empty = groups.begin(world.meeting, round_of(world), actor=world.secretary)
    with pytest.raises(DomainError, match="Make the groups first"):
        groups.move(empty, Phase.GROUP, actor=world.secretary)
    with pytest.raises(DomainError, match="Only the secretariat"):
        groups.move(world.assessment, Phase.PLENARY, actor=world.member)
    seen = Assessment.objects.get(pk=world.assessment.pk)
    groups.move(world.assessment, Phase.PLENARY, actor=world.secretary)
    with pytest.raises(StaleStateError):
        groups.move(seen, Phase.PLENARY, actor=world.secretary)
