"""The recommendation's networks as the minutes print them: a row each, with what was asked, recommended and said."""

from dataclasses import dataclass

from forum.enums.sheets import SETTLED, PointKind
from forum.models import Meeting, Motion, RecommendationLine, RecommendationPoint
from networks.models import DecisionBasis


@dataclass(frozen=True)
class NetworkRow:
    """One network. Whole kroner."""

    network: int
    name: str
    requested: int | None
    frame: int | None
    amount: int | None
    remark: str
    weighing: str  # how the forum's input was weighed, where that is written already


@dataclass(frozen=True)
class NetworkTable:
    """The point about the networks, as the forum settled it.

    Source: minutes of 12 March 2025, matter 8/25, point 4: the table of networks.
    """

    number: int
    text: str
    result: str
    rows: list[NetworkRow]

    @property
    def total(self) -> int:
        return sum(row.amount or 0 for row in self.rows)

    def tells(self, motion: Motion) -> bool:
        """Whether the motion is one of the table's lines, so that it is not told once more."""
        return motion.point == str(self.number) and bool(motion.network_id or motion.covers.all())


def tables_of(meeting: Meeting) -> dict[int, NetworkTable]:
    """By matter; only what is settled, for what is open is not everybody's to read. Three queries at most."""
    points = RecommendationPoint.objects.filter(
        kind=PointKind.NETWORKS, recommendation__item__meeting=meeting, recommendation__status__in=SETTLED
    )
    found: dict[int, NetworkTable] = {}
    for point in points.select_related("recommendation").prefetch_related("lines__network"):
        recommendation = point.recommendation
        bases = {basis.network_id: basis for basis in DecisionBasis.objects.filter(round=recommendation.round_id)}
        rows = [_row(line, bases, is_input=recommendation.is_input) for line in point.lines.all() if line.network_id]
        if recommendation.item_id:
            found[recommendation.item_id] = NetworkTable(point.number, point.text, point.result, rows)
    return found


def _row(line: RecommendationLine, bases: dict[int, DecisionBasis], *, is_input: bool) -> NetworkRow:
    assert line.network is not None
    basis = bases.get(line.network.pk)
    return NetworkRow(
        network=line.network.pk,
        name=line.network.short_name,
        requested=basis.requested if basis else None,
        frame=basis.frame if basis else None,
        amount=line.proposed if line.amount is None and is_input else line.amount,
        remark=line.remark,
        weighing=line.weighing,
    )
