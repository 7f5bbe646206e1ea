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
    amount: int | None = None  # what counts


@dataclass(frozen=True)
class RecommendationPage:
    """Everything on the page. What is withheld is not counted either, so that no difference tells of it."""

    recommendation: Recommendation
    points: list[tuple[RecommendationPoint, list[LineRow], int]]  # with the sum of what is counted
    balance: Balance | None
    findings: list[Finding]
    withheld: int


def recommendation_page(recommendation: Recommendation, user: User) -> RecommendationPage:
    """Once the forum has settled it, what it said is open to all of the forum: it stands in the minutes."""
    found = whole(recommendation, user)
    out = {network for network, basis in found.bases.items() if recommendation.is_open and vars(basis)["is_out"]}
    points = []
    for point in found.points:
        rows = [_row(found, line, withheld=line.network_id in out) for line in point.lines.all()]
        total = sum(row.amount or 0 for row in rows if not row.withheld and not row.line.is_only_told)
        points.append((point, rows, total))
    return RecommendationPage(
        recommendation=recommendation,
        points=points,
        balance=None if out else found.balance(),
        findings=found.findings(without=out),
        withheld=sum(row.withheld for _point, rows, _total in points for row in rows),
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
        amount=found.amount(line),
    )
