"""Lines about networks: voted singly where somebody present is recused, and by those who are not."""

import pytest

from forum.actions import ballots, motions
from forum.services.lines import divide
from networks.enums import RoleKind
from tests.factories import DecisionBasisFactory, NetworkFactory, RoleFactory, RoundFactory
from tests.forum.meeting_world import a_forum, at

pytestmark = pytest.mark.django_db


def test_lines_with_somebody_recused_stand_alone():
    assert divide([1, 2, 3], {1: [], 2: [7]}) == ([2], [1, 3])


def test_who_is_recused_does_not_vote_on_the_line_and_the_deputy_may():
    world = a_forum()
    round_ = RoundFactory(county=world.forum.county)
    own, other = (NetworkFactory(county=world.forum.county) for _number in range(2))
    for network in (own, other):
        DecisionBasisFactory(round=round_, network=network)
    leader = world.members[0].person
    RoleFactory(user=leader, kind=RoleKind.NETWORK_LEADER, county=world.forum.county, network=own)
    world.begin()
    world.arrive(world.deputies[0].person)

    single, together = motions.propose_lines(
        world.item, round_, [(own, "Own: 1"), (other, "Other: 2")], together="The rest", now=at(11)
    )
    ballot = ballots.open_ballot(single, method="seat", actor=world.secretary, now=at(11))

    assert (single.network, together.network, together.text) == (own, None, "Other: 2")
    voting = {elector.person for elector in ballot.electors.filter(standing="entitled")}
    assert voting == {world.deputies[0].person, world.members[1].person, world.members[2].person}


def test_when_all_are_single_there_is_no_common_motion():
    world = a_forum()
    round_ = RoundFactory(county=world.forum.county)
    own = NetworkFactory(county=world.forum.county)
    DecisionBasisFactory(round=round_, network=own)
    RoleFactory(user=world.members[0].person, kind=RoleKind.NETWORK_LEADER, county=world.forum.county, network=own)
    world.begin()

    made = motions.propose_lines(world.item, round_, [(own, "Own: 1")], together="The rest", now=at(11))

    assert [motion.network for motion in made] == [own]
