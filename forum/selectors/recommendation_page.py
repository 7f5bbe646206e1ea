"""A recommendation as one reader may see it: while it is open, lines that they are recused from are withheld."""

from dataclasses import dataclass

from allocations.services.balance import Balance
from allocations.services.plan_checks import Finding
from dekom.core.models import User
from forum.models import Recommendation, RecommendationLine, RecommendationPoint
from forum.selectors.recommendation_facts import Whole, whole


@dataclass(frozen=True)
class LineRow:
    """One line; where it is withheld only its label is told."""

    line: RecommendationLine
    withheld: bool
    requested: int | None = None
    frame: int | None = None


@dataclass(frozen=True)
class PointTable:
    """A point with its lines. Its sums leave out what is withheld, and what is only told."""

    point: RecommendationPoint
    rows: list[LineRow]

    @property
    def counted(self) -> list[LineRow]:
        return [row for row in self.rows if not row.withheld and not row.line.is_only_told]

    @property
    def requested(self) -> int:
        return sum(row.requested or 0 for row in self.counted)

    @property
    def frame(self) -> int:
        return sum(row.frame or 0 for row in self.counted)

    @property
    def proposed(self) -> int:
        return sum(row.line.proposed or 0 for row in self.counted)

    @property
    def amount(self) -> int | None:
        """What the forum gives; nothing where it has not said it of every line, which would pass for its sum."""
        given = [row.line.amount for row in self.counted if row.line.amount is not None]
        return sum(given) if len(given) == len(self.counted) else None


@dataclass(frozen=True)
class RecommendationPage:
    """Everything on the page. What is withheld is not counted either, so that no difference tells of it."""

    recommendation: Recommendation
    points: list[PointTable]
    balance: Balance | None
    findings: list[Finding]
    withheld: int


def recommendation_page(recommendation: Recommendation, user: User) -> RecommendationPage:
    """Once the forum has settled it, what it said is open to all of the forum: it stands in the minutes."""
    found = whole(recommendation, user)
    out = {network for network, basis in found.bases.items() if recommendation.is_open and vars(basis)["is_out"]}
    points = [
        PointTable(point, [_row(found, line, withheld=line.network_id in out) for line in point.lines.all()])
        for point in found.points
    ]
    return RecommendationPage(
        recommendation=recommendation,
        points=points,
        balance=None if out else found.balance(),
        findings=found.findings(without=out),
        withheld=sum(row.withheld for point in points for row in point.rows),
    )


def _row(found: Whole, line: RecommendationLine, *, withheld: bool) -> LineRow:
    if withheld:
        return LineRow(line, withheld=True)
    basis = found.bases.get(line.network_id or 0)
    return LineRow(
        line=line,
        withheld=False,
        requested=basis.requested if basis else None,
        frame=basis.frame if basis else None,
    )
