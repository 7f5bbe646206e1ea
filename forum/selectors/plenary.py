"""What the room and each member see of the matter and its vote. The result is shown when the vote is closed."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from dekom.core.models import User
from forum.enums import BallotStatus, MotionState, Standing
from forum.models import Ballot, Elector, Item, Meeting, Motion, Vote
from forum.selectors.papers import is_hidden
from forum.services.tally import majority


@dataclass(frozen=True)
class BallotCount:
    """A ballot in numbers. ``votes_for`` and the others are there when it is closed."""

    ballot: Ballot
    electors: int
    voted: int

    @property
    def votes_for(self) -> int:
        return self.ballot.votes_for or 0

    @property
    def against(self) -> int:
        return self.ballot.votes_against or 0

    @property
    def abstained(self) -> int:
        return self.ballot.abstained or 0

    @property
    def base(self) -> int:
        """Of which more than half carries: those for and against; while it is open, all who may vote."""
        return self.votes_for + self.against if self.ballot.status == BallotStatus.CLOSED else self.electors

    @property
    def majority(self) -> int:
        return majority(self.base)

    @property
    def margin(self) -> int:
        return abs(self.votes_for - self.against)


@dataclass(frozen=True)
class Plenary:
    """The screen: the matter, the motion in question if there is one, and its vote."""

    meeting: Meeting
    item: Item | None
    motion: Motion | None
    motions: list[Motion]
    count: BallotCount | None
    is_recused: bool = False  # what is dealt with now is kept from the reader

    @property
    def number_text(self) -> str:
        """The matter's number, or that of the one it is a part of."""
        if self.item is None:
            return ""
        return self.item.number_text or (self.item.parent.number_text if self.item.parent else "")


def ballot_count(ballot: Ballot) -> BallotCount:
    counted = Elector.objects.filter(ballot=ballot, standing=Standing.ENTITLED).aggregate(
        electors=Count("pk"), voted=Count("pk", filter=Q(vote__isnull=False))
    )
    voted = counted["voted"]
    if ballot.status == BallotStatus.CLOSED:
        voted = (ballot.votes_for or 0) + (ballot.votes_against or 0) + (ballot.abstained or 0)
    return BallotCount(ballot, counted["electors"], voted)


def open_count(motion: Motion) -> BallotCount | None:
    """Of a motion that was asked for with its numbers: how far its vote has come, while that is open."""
    if motion.ballot is None or not motion.ballot.is_open:
        return None
    return BallotCount(motion.ballot, vars(motion)["electors"], vars(motion)["voted"])


def plenary(meeting: Meeting, hidden: Collection[int] = ()) -> Plenary:
    """The open vote; else the last one of the matter on the screen; else the next motion of it.

    ``hidden``: networks that the reader is recused from, whose motions they do not see.
    """
    counting = meeting.ballots.exclude(status=BallotStatus.ANNULLED)
    shown = counting.exclude(motion__network__in=hidden).exclude(motion__covers__in=hidden) if hidden else counting
    if hidden and counting.filter(status=BallotStatus.OPEN).exclude(pk__in=shown.values("pk")).exists():
        return Plenary(meeting, None, None, [], None, is_recused=True)
    relevant = shown.filter(Q(status=BallotStatus.OPEN) | Q(motion__item=meeting.current_item_id))
    last = relevant.select_related("motion__item__parent").order_by("-opened_at", "-pk")
    ballot = next((each for each in last if each.is_open), None) or next(iter(last), None)
    item = ballot.motion.item if ballot else meeting.current_item
    if item is not None and is_hidden(item, hidden):
        return Plenary(meeting, None, None, [], None, is_recused=True)
    motions = list(item.motions.exclude(network__in=hidden).exclude(covers__in=hidden)) if item else []
    waiting = next((motion for motion in motions if motion.state == MotionState.OPEN), None)
    motion = ballot.motion if ballot else waiting
    return Plenary(meeting, item, motion, motions, ballot_count(ballot) if ballot else None)


@dataclass(frozen=True)
class OwnVote:
    """What a member may do in the ballot."""

    elector: Elector | None
    vote: Vote | None

    @property
    def may_vote(self) -> bool:
        return self.elector is not None and self.elector.standing == Standing.ENTITLED


def own_vote(ballot: Ballot, person: User) -> OwnVote:
    """The seat that the person votes for, and how they have voted."""
    rows = list(Elector.objects.filter(ballot=ballot, person=person).select_related("seat", "vote"))
    elector = next((row for row in rows if row.standing == Standing.ENTITLED), rows[0] if rows else None)
    return OwnVote(elector, getattr(elector, "vote", None))
