"""Votes from opening to count: each refusal in words, and history that later changes do not touch."""

import pytest

from dekom.core.errors import DomainError
from forum.actions import attend, ballots, motions
from forum.actions.cast import cast
from forum.enums import Dealing, MotionKind
from forum.models import Ballot, Motion, Vote
from forum.selectors.motions import order_of
from tests.factories import VotingRuleFactory
from tests.forum.meeting_world import a_forum, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_forum().begin()


def a_motion(world, **fields):
    return motions.propose(world.item, title="Motion", **fields)


def an_open_ballot(world, method="seat", moment=None):
    return ballots.open_ballot(a_motion(world), method=method, actor=world.secretary, now=moment or at(11))


def people(world):
    return [term.person for term in world.members]


def test_the_electorate_is_frozen_when_the_vote_opens(world):
    ballot = an_open_ballot(world)
    attend.leave(world.meeting, people(world)[0], at=at(11, 30))
    world.arrive(world.deputies[0].person, at(11, 30))

    standings = [(elector.person, elector.standing) for elector in ballot.electors.order_by("seat__order")]

    assert standings == [*((who, "entitled") for who in people(world)), (world.secretary, "no_vote")]
    assert (ballot.seats_total, ballot.quorum_needed) == (3, 2)


def test_each_seat_votes_and_the_count_is_right(world):
    ballot = an_open_ballot(world)
    for who, choice in zip(people(world), ("for", "for", "against"), strict=True):
        cast(ballot, who, choice, now=at(11, 1))

    result = ballots.close(ballot, now=at(11, 2))

    ballot.refresh_from_db()
    assert (ballot.votes_for, ballot.votes_against, ballot.abstained, ballot.carried) == (2, 1, 0, True)
    assert (result.margin, ballot.motion.__class__.objects.get(pk=ballot.motion_id).state) == (1, "carried")
    with pytest.raises(DomainError, match="allerede lukket"):
        ballots.close(ballot, now=at(11, 3))


def test_unanimous_in_one_click_is_a_row_for_each(world):
    ballot = ballots.unanimous(a_motion(world), actor=world.secretary, now=at(11))

    assert (ballot.status, ballot.votes_for, ballot.carried) == ("closed", 3, True)
    assert {vote.elector.person for vote in Vote.objects.all()} == set(people(world))


def test_a_vote_may_be_changed_until_the_chair_closes_and_the_same_again_is_refused(world):
    ballot = an_open_ballot(world)
    who = people(world)[0]
    cast(ballot, who, "for", now=at(11, 1))

    with pytest.raises(DomainError, match="Stemmen din er allerede registrert"):
        cast(ballot, who, "for", now=at(11, 1))
    cast(ballot, who, "against", now=at(11, 2))

    assert Vote.objects.get().choice == "against"


def test_late_votes_and_votes_by_those_who_may_not_are_refused(world):
    ballot = an_open_ballot(world)
    left = people(world)[0]
    attend.leave(world.meeting, left, at=at(11, 5))

    with pytest.raises(DomainError, match="gått fra møtet"):
        cast(ballot, left, "for", now=at(11, 6))
    with pytest.raises(DomainError, match="Statsforvalteren"):
        cast(ballot, world.secretary, "for", now=at(11, 6))
    with pytest.raises(DomainError, match="noen andre sitter"):
        cast(ballot, world.deputies[1].person, "for", now=at(11, 6))
    with pytest.raises(DomainError, match="for eller mot"):
        cast(ballot, left, "maybe", now=at(11, 6))
    cast(ballot, people(world)[1], "for", now=at(11, 6))
    ballots.close(ballot, now=at(11, 7))
    with pytest.raises(DomainError, match="for sent"):
        cast(ballot, people(world)[2], "for", now=at(11, 8))


def test_the_database_refuses_what_comes_between_look_and_write(world, monkeypatch):
    ballot = an_open_ballot(world)
    seen = Ballot.objects.get(pk=ballot.pk)
    cast(ballot, people(world)[1], "for", now=at(11, 6))
    ballots.close(ballot, now=at(11, 7))
    monkeypatch.setattr("forum.actions.cast.Ballot.objects.get", lambda **_query: seen)

    with pytest.raises(DomainError, match="for sent"):
        cast(ballot, people(world)[0], "for", now=at(11, 8))


def test_who_was_absent_when_it_opened_hears_so():
    world = a_forum()
    absent = world.members[2]
    world.begin(absent)
    ballot = an_open_ballot(world)

    with pytest.raises(DomainError, match="til stede da avstemningen"):
        cast(ballot, absent.person, "for", now=at(11, 1))


def test_a_show_of_hands_is_counted_and_not_more_than_there_are(world):
    ballot = an_open_ballot(world, method="count")
    with pytest.raises(DomainError, match="håndsopprekning"):
        cast(ballot, people(world)[0], "for", now=at(11, 1))
    with pytest.raises(DomainError, match="Fyll inn"):
        ballots.close(ballot, now=at(11, 2))
    with pytest.raises(DomainError, match="4 stemmer er flere enn de 3"):
        ballots.close(ballot, now=at(11, 2), hands=ballots.Hands(2, 2))

    ballots.close(ballot, now=at(11, 2), hands=ballots.Hands(1, 2))

    ballot.refresh_from_db()
    assert (ballot.votes_for, ballot.votes_against, ballot.carried) == (1, 2, False)


def test_a_tie_is_the_chairs(world):
    ballot = an_open_ballot(world, method="count")
    with pytest.raises(DomainError, match="Møteleder avgjør"):
        ballots.close(ballot, now=at(11, 2), hands=ballots.Hands(1, 1, 1))

    ballots.close(ballot, now=at(11, 2), hands=ballots.Hands(1, 1, 1), chair_says="for")

    ballot.refresh_from_db()
    assert (ballot.carried, ballot.chair_says, ballot.abstained) == (True, "for", 1)


def test_without_a_quorum_no_vote_is_opened():
    world = a_forum()
    world.begin(*world.members[1:])

    with pytest.raises(DomainError, match="ikke vedtaksført: 1 kan stemme, og det trengs 2 av de 3"):
        an_open_ballot(world)


def test_the_forums_own_rule_holds():
    world = a_forum()
    VotingRuleFactory(forum=world.forum, abstain_allowed=False, quorum_percent=100, tie_rule="falls")
    world.begin()
    ballot = an_open_ballot(world)
    with pytest.raises(DomainError, match="for eller mot"):
        cast(ballot, people(world)[0], "abstain", now=at(11, 1))
    for who, choice in zip(people(world)[:2], ("for", "against"), strict=True):
        cast(ballot, who, choice, now=at(11, 1))

    ballots.close(ballot, now=at(11, 2))

    ballot.refresh_from_db()
    assert (ballot.quorum_needed, ballot.carried) == (3, False)


def test_one_vote_at_a_time_on_what_is_not_settled_in_a_meeting_in_session(world):
    an_open_ballot(world)
    with pytest.raises(DomainError, match="annen avstemning er åpen"):
        an_open_ballot(world)
    world.meeting.ballots.get()
    settled = a_motion(world)
    motions.settle(settled, carried=True, dealing=Dealing.AGREED)
    with pytest.raises(DomainError, match="allerede avgjort"):
        ballots.open_ballot(settled, method="seat", actor=world.secretary, now=at(11))
    early = a_forum()
    with pytest.raises(DomainError, match="Åpne møtet"):
        an_open_ballot(early)


def test_an_annulled_vote_stands_in_the_records_and_is_held_anew(world):
    ballot = ballots.unanimous(a_motion(world), actor=world.secretary, now=at(11))
    with pytest.raises(DomainError, match="Skriv hvorfor"):
        ballots.annul(ballot, reason=" ")

    ballots.annul(ballot, reason="Somebody was outside")

    with pytest.raises(DomainError, match="annulleres"):
        ballots.annul(ballot, reason="Again")
    motion = Motion.objects.get()
    assert motion.state == "open"
    assert ballots.unanimous(motion, actor=world.secretary, now=at(11, 5)).votes_for == 3


def test_motions_are_settled_without_a_vote_or_taken_back(world):
    followed, withdrawn, voted = (a_motion(world) for _number in range(3))
    motions.settle(followed, carried=False, dealing=Dealing.FOLLOWS, note="From the vote")
    motions.withdraw(withdrawn)
    ballots.open_ballot(voted, method="seat", actor=world.secretary, now=at(11))

    assert [motion.state for motion in world.item.motions.all()] == ["fell", "withdrawn", "open"]
    for settled in (followed, voted):
        with pytest.raises(DomainError, match="avgjort"):
            motions.settle(settled, carried=True, dealing=Dealing.AGREED)
    with pytest.raises(DomainError, match="enighet"):
        motions.settle(voted, carried=True, dealing=Dealing.BALLOT)
    early = a_forum()
    with pytest.raises(DomainError, match="Åpne møtet"):
        motions.withdraw(a_motion(early))


def test_a_motion_lacks_nothing_and_belongs_to_a_meeting(world):
    from tests.factories import ItemFactory, NetworkFactory

    with pytest.raises(DomainError):
        motions.propose(world.item, title="")
    with pytest.raises(DomainError, match="hvilken runde"):
        motions.propose(world.item, title="Line", network=NetworkFactory())
    with pytest.raises(DomainError, match="møte som ikke er over"):
        motions.propose(ItemFactory(meeting=None, forum=world.forum), title="Motion")


def test_amendments_are_voted_on_before_what_they_amend(world):
    main, other = a_motion(world), a_motion(world)
    amendment = a_motion(world, kind=MotionKind.AMENDMENT, amends=main)

    assert order_of([main, other, amendment]) == [amendment, main, other]
