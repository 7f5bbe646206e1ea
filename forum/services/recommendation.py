"""Sums and gaps of a recommendation, as plain values. Amounts are whole kroner."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from allocations.services.balance import Balance, balance


@dataclass(frozen=True)
class LineFacts:
    """One line that is counted."""

    label: str
    is_network: bool
    amount: int | None
    limit: int | None = None  # frame and what the plan allows on top; None: nothing limits it
    coordination: int = 0  # of the amount
    amount_reason: str = ""
    payout_held: bool = False
    release_condition: str = ""


class LineProblem(StrEnum):
    NO_AMOUNT = "no_amount"
    OVER_LIMIT = "over_limit"
    NO_RELEASE = "no_release"


def line_problems(line: LineFacts) -> list[LineProblem]:
    """What one line lacks before the forum can settle it."""
    lacks = {
        LineProblem.NO_AMOUNT: line.amount is None,
        LineProblem.OVER_LIMIT: line.amount is not None
        and line.limit is not None
        and line.amount > line.limit
        and not line.amount_reason.strip(),
        LineProblem.NO_RELEASE: line.payout_held and not line.release_condition.strip(),
    }
    return [problem for problem, is_lacking in lacks.items() if is_lacking]


def recommendation_balance(
    appropriation: int, lines: Sequence[LineFacts], *, common_measures: int = 0, reserve: int = 0
) -> Balance:
    """The appropriation against everything that is recommended; lines without an amount count as nothing.

    Units: whole kroner.
    Source: minutes of 12 March 2025: 14 239 000 less 1 100 000 and 11 400 000 leaves 1 739 000 for later.
    """
    return balance(
        appropriation,
        [(line.amount or 0, line.coordination) for line in lines if line.is_network],
        [line.amount or 0 for line in lines if not line.is_network],
        common_measures,
        reserve,
    )
