"""Votes: the electorate is frozen when a ballot opens, each seat votes once, and the count is the service's."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from forum.enums import BallotMethod, BallotStatus, Choice, MotionState, Standing
from forum.models import Ballot, Elector, Meeting, Motion, Vote
from forum.selectors.electorate import Electorate, electorate_for, kept_out
from forum.services.tally import Count, Result, Rule, TallyError, check_quorum, count_votes, tally
from forum.wording import tally_text


@dataclass(frozen=True)
class Hands:
    """A show of hands as it was counted."""

    votes_for: int
    against: int
    abstained: int = 0


@transaction.atomic
def open_ballot(motion: Motion, *, method: str, actor: User, now: datetime) -> Ballot:
    """Open the vote. Who may vote is computed now, and frozen: later comings and goings change nothing of it.

    Raises: DomainError: the meeting is not in session, no quorum, another vote is open, or the motion is settled.
    """
    assert motion.item.meeting_id is not None
    meeting = Meeting.objects.select_for_update().get(pk=motion.item.meeting_id)
    known = ("item__meeting__forum", "item__round", "item__parent__round", "round")  # what recusal is read of
    motion = Motion.objects.select_related(*known).get(pk=motion.pk)
    if not meeting.is_in_session:
        raise DomainError(_("Open the meeting first."))
    if motion.state != MotionState.OPEN:
        raise DomainError(_("The motion is settled already."))
    if Ballot.objects.filter(meeting=meeting, status=BallotStatus.OPEN).exists():
        raise DomainError(_("Another vote is open. Close it first."))
    found = electorate_for(motion, now)
    try:
        check_quorum(found.rule, len(found.entitled))
    except TallyError as error:
        raise DomainError(tally_text(error)) from error
    _check_nobody_is_recused_from_a_part(motion, found)
    ballot = Ballot.objects.create(
        motion=motion,
        meeting=meeting,
        method=method,
        opened_at=now,
        opened_by=actor,
        seats_total=found.rule.seats_total,
        quorum_needed=found.rule.quorum_needed,
        abstain_allowed=found.rule.abstain_allowed,
        tie_rule="chair" if found.rule.chair_decides else "falls",
    )
    Elector.objects.bulk_create(
        Elector(
            ballot=ballot,
            seat_id=place.seat,
            person_id=place.person,
            is_deputy=place.is_deputy,
            standing=place.standing.value,
        )
        for place in found.places
    )
    Meeting.objects.filter(pk=meeting.pk).update(current_item=motion.item)
    return ballot


def _check_nobody_is_recused_from_a_part(motion: Motion, found: Electorate) -> None:
    """Networks voted as one: whoever came after they were put together may be recused from one of them."""
    out = kept_out(motion, [place.person for place in found.entitled if place.person is not None])
    if out:
        names = {network.pk: network.short_name for network in motion.covers.all()}
        raise DomainError(
            [
                _("%(person)s is recused from %(networks)s. Take the motion back, and put the lines again.")
                % {"person": found.people[person], "networks": ", ".join(sorted(names[pk] for pk in networks))}
                for person, networks in out.items()
            ]
        )


@transaction.atomic
def unanimous(motion: Motion, *, actor: User, now: datetime) -> Ballot:
    """Everybody entitled is for: opened, voted and closed in one. A row for each, so that it is known who they were.

    Raises: DomainError, as ``open_ballot``.
    """
    ballot = open_ballot(motion, method=BallotMethod.UNANIMOUS, actor=actor, now=now)
    electors = ballot.electors.filter(standing=Standing.ENTITLED)
    Vote.objects.bulk_create(
        Vote(elector=elector, choice=Choice.FOR, cast_by=actor, cast_at=now) for elector in electors
    )
    close(ballot, now=now)
    ballot.refresh_from_db()
    return ballot


def close(ballot: Ballot, *, now: datetime, hands: Hands | None = None, chair_says: str = "") -> Result:
    """Count, and settle the motion. ``hands``: the count of a show of hands, and only there.

    Raises: DomainError: closed already, more votes than electors, nobody voted, or a tie that the chair decides.
    """
    try:
        with transaction.atomic():
            return _close(ballot, now, hands, chair_says)
    except TallyError as error:
        raise DomainError(tally_text(error)) from error


def _close(ballot: Ballot, now: datetime, hands: Hands | None, chair_says: str) -> Result:
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if not ballot.is_open:
        raise DomainError(_("The vote is closed already."))
    if ballot.method == BallotMethod.COUNT:
        if hands is None:
            raise DomainError(_("Fill in how many voted for and against."))
        count = Count(hands.votes_for, hands.against, hands.abstained)
    else:
        count = count_votes(Vote.objects.filter(elector__ballot=ballot).values_list("choice", flat=True))
    electors = ballot.electors.filter(standing=Standing.ENTITLED).count()
    said = {Choice.FOR.value: True, Choice.AGAINST.value: False}.get(chair_says)
    result = tally(rule_of(ballot), electors, count, chair_says_for=said)
    ballot.status, ballot.closed_at, ballot.carried = BallotStatus.CLOSED, now, result.carried
    ballot.votes_for, ballot.votes_against, ballot.abstained = count.votes_for, count.against, count.abstained
    ballot.chair_says = chair_says if result.by_the_chair else ""
    ballot.save()
    state = MotionState.CARRIED if result.carried else MotionState.FELL
    Motion.objects.filter(pk=ballot.motion_id).update(state=state)
    return result


@transaction.atomic
def annul(ballot: Ballot, *, reason: str) -> None:
    """Something went wrong: the vote stands in the records, does not count, and the motion can be voted on anew.

    Raises: DomainError: no reason, annulled already, or the meeting is over.
    """
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if not reason.strip():
        raise DomainError(_("Say why the vote does not count."))
    if ballot.status == BallotStatus.ANNULLED or not ballot.meeting.is_in_session:
        raise DomainError(_("Only a vote of a meeting in session can be annulled, and once."))
    ballot.status, ballot.annulled_reason = BallotStatus.ANNULLED, reason.strip()
    ballot.save()
    Motion.objects.filter(pk=ballot.motion_id).update(state=MotionState.OPEN)


def rule_of(ballot: Ballot) -> Rule:
    """The rule that held when the ballot opened, as its row keeps it."""
    return Rule(
        ballot.seats_total, ballot.quorum_needed, ballot.abstain_allowed, chair_decides=ballot.tie_rule == "chair"
    )
