"""Who works when in the year of a round, drawn from its milestones: what the annual wheel shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from networks.enums import MilestoneKind

GOVERNOR, FORUM, NETWORKS, OWNERS = "gov", "forum", "net", "own"
ACTOR_OF = {
    MilestoneKind.NEEDS_REPORT: OWNERS,
    MilestoneKind.FRAMES: FORUM,
    MilestoneKind.DECISION_BASIS: NETWORKS,
    MilestoneKind.PAPERS: GOVERNOR,
    MilestoneKind.RECOMMENDATION: FORUM,
    MilestoneKind.DECISION: GOVERNOR,
    MilestoneKind.REPORT: NETWORKS,
    MilestoneKind.LEFTOVER: FORUM,
}


@dataclass(frozen=True)
class Work:
    """A stretch of somebody's work; ``name`` is the key of its label."""

    actor: str
    name: str
    start: date
    end: date


# actor, name, the milestone and days where it starts, the milestone and days where it ends
_WORK = (
    (GOVERNOR, "budget", MilestoneKind.FRAMES, -75, MilestoneKind.FRAMES, 0),
    (GOVERNOR, "decision", MilestoneKind.RECOMMENDATION, 5, MilestoneKind.DECISION, 0),
    (GOVERNOR, "payment", MilestoneKind.DECISION, 5, MilestoneKind.DECISION, 45),
    (GOVERNOR, "reports", MilestoneKind.REPORT, 2, MilestoneKind.REPORT, 75),
    (FORUM, "", MilestoneKind.FRAMES, -4, MilestoneKind.FRAMES, 4),
    (FORUM, "criteria", MilestoneKind.PAPERS, 0, MilestoneKind.RECOMMENDATION, 0),
    (FORUM, "", MilestoneKind.LEFTOVER, -5, MilestoneKind.LEFTOVER, 5),
    (NETWORKS, "basis", MilestoneKind.DECISION_BASIS, -55, MilestoneKind.DECISION_BASIS, 0),
    (NETWORKS, "report", MilestoneKind.REPORT, -45, MilestoneKind.REPORT, 0),
    (OWNERS, "needs", MilestoneKind.NEEDS_REPORT, -45, MilestoneKind.NEEDS_REPORT, 0),
    (OWNERS, "measures", MilestoneKind.DECISION, 0, MilestoneKind.DECISION, 150),
)


def year_of_work(milestones: Mapping[str, date]) -> list[Work]:
    """The stretches whose milestones the round has."""
    return [
        Work(actor, name, milestones[first] + timedelta(before), milestones[last] + timedelta(after))
        for actor, name, first, before, last, after in _WORK
        if first in milestones and last in milestones
    ]
