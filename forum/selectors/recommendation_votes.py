"""What the meeting said of a recommendation's points: its motions on them, asked for once, and what came of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from forum.enums import Dealing, MotionKind, MotionState
from forum.enums.sheets import PointKind
from forum.models import Motion, Recommendation, RecommendationPoint
from forum.selectors.motions import covering

SAID = (MotionState.CARRIED, MotionState.FELL)


@dataclass(frozen=True)
class PointResult:
    """How a point was settled: in words, with the votes where they were counted, and the motion if it was one."""

    text: str
    votes_for: int | None = None
    votes_against: int | None = None
    motion: Motion | None = None


@dataclass(frozen=True)
class Votes:
    """The meeting's motions on the points of a recommendation, in their order."""

    motions: list[Motion]

    def on_lines(self, number: int) -> dict[int, Motion]:
        """Of a point that is voted on line by line: each network's last motion that is not taken back, by network."""
        found: dict[int, Motion] = {}
        for motion in self._of(number):
            if motion.kind == MotionKind.MAIN and motion.state != MotionState.WITHDRAWN:
                for network in [motion.network_id] if motion.network_id else vars(motion)["covered"]:
                    found[network] = motion
        return found

    def standing(self, points: Iterable[RecommendationPoint]) -> tuple[set[int], set[int]]:
        """Points, and networks, that the meeting has a motion on: open, or carried. They stay as they are put."""
        found, networks = set(), set()
        for point in points:
            if point.kind == PointKind.NETWORKS:
                lines = self.on_lines(point.number).items()
                networks |= {network for network, motion in lines if motion.state != MotionState.FELL}
            if any(self._is_whole(motion) and motion.state in WAITING for motion in self._of(point.number)):
                found.add(point.number)
        return found, networks

    def result(self, point: RecommendationPoint) -> PointResult | None:
        """How the meeting settled a point, in the language that is active; nothing while a part of it is open."""
        lines = self.on_lines(point.number) if point.kind == PointKind.NETWORKS else {}
        if any(motion.network_id for motion in lines.values()):
            if any(motion.state == MotionState.OPEN for motion in lines.values()):
                return None
            carried = sum(motion.state == MotionState.CARRIED for motion in lines.values())
            words = {"carried": carried, "count": len(lines)}
            return PointResult(_("Voted on line by line: %(carried)s of %(count)s carried.") % words)
        motion = self._last_said(point.number)
        return _told(motion) if motion else None

    def _last_said(self, number: int) -> Motion | None:
        """The motion on the whole point that was settled last: the main one, else what stood against it."""
        said = [motion for motion in self._of(number) if motion.network_id is None and motion.state in SAID]
        main = [motion for motion in said if motion.kind == MotionKind.MAIN]
        return next(iter(main[-1:] or said[-1:]), None)

    def _of(self, number: int) -> list[Motion]:
        return [motion for motion in self.motions if motion.point == str(number)]

    def _is_whole(self, motion: Motion) -> bool:
        return motion.kind == MotionKind.MAIN and motion.network_id is None


WAITING = (MotionState.OPEN, MotionState.CARRIED)


def votes_on(recommendation: Recommendation) -> Votes:
    """One query, whatever the number of points and motions."""
    motions = covering().filter(item__meeting=recommendation.meeting_id)
    if recommendation.item_id:
        motions = motions.filter(item=recommendation.item_id)
    return Votes(list(motions.exclude(point="").order_by("order", "pk")))


def _told(motion: Motion) -> PointResult:
    """A motion that is settled: in words, with the votes where they were counted."""
    carried = motion.state == MotionState.CARRIED
    ballot = motion.ballot if motion.dealing == Dealing.BALLOT else None
    if ballot is None or ballot.votes_for is None or ballot.votes_against is None:
        return PointResult(_("Carried.") if carried else _("Fell."), motion=motion)
    if carried and not ballot.votes_against and not ballot.abstained:
        return PointResult(_("Carried unanimously."), ballot.votes_for, 0, motion)
    words = {"for": ballot.votes_for, "against": ballot.votes_against}
    text = _("Carried by %(for)s votes to %(against)s.") if carried else _("Fell by %(against)s votes to %(for)s.")
    return PointResult(text % words, ballot.votes_for, ballot.votes_against, motion)
