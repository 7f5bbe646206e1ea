"""The recommendation's networks as the minutes print them: a row each, with what was asked, recommended and said."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from forum.enums.sheets import SETTLED, PointKind
from forum.models import Meeting, Motion, RecommendationLine
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
    amount_reason: str  # why more than the frame and the plan allow
    conditions: list[str]
    payout_held: bool
    release: list[str]  # what releases the payout
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
        return motion.point == str(self.number) and bool(motion.network_id or vars(motion)["covered"])


def tables_of(meeting: Meeting) -> dict[int, NetworkTable]:
    """By matter; only what is settled, for what is open is not everybody's to read. One query."""
    bases = DecisionBasis.objects.filter(round=OuterRef("point__recommendation__round"), network=OuterRef("network"))
    lines = RecommendationLine.objects.filter(
        network__isnull=False,
        point__kind=PointKind.NETWORKS,
        point__recommendation__item__meeting=meeting,
        point__recommendation__status__in=SETTLED,
    ).annotate(requested=Subquery(bases.values("requested")), frame=Subquery(bases.values("frame")))
    found: dict[int, NetworkTable] = {}
    for line in lines.select_related("point__recommendation", "network").order_by("point", "order", "pk"):
        point = line.point
        new = NetworkTable(point.number, point.text, point.result, [])
        item = point.recommendation.item_id
        assert item is not None
        found.setdefault(item, new).rows.append(_row(line, is_input=point.recommendation.is_input))
    return found


def _row(line: RecommendationLine, *, is_input: bool) -> NetworkRow:
    assert line.network is not None
    return NetworkRow(
        network=line.network.pk,
        name=line.network.short_name,
        requested=vars(line)["requested"],
        frame=vars(line)["frame"],
        amount=line.proposed if line.amount is None and is_input else line.amount,
        remark=line.remark,
        amount_reason=line.amount_reason,
        conditions=_lines(line.conditions),
        payout_held=line.payout_held,
        release=_lines(line.release_condition),
        weighing=line.weighing,
    )


def _lines(text: str) -> list[str]:
    """One thing a line, as they are written; without the full stop, since they are told in a row."""
    return [line.strip().rstrip(".") for line in text.splitlines() if line.strip()]
