"""What a criteria sheet lacks before it can be handed in. Amounts are whole kroner."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class SheetProblem(StrEnum):
    """What stands in the way; the words are where people read them."""

    NO_VERDICT = "no_verdict"
    NO_AMOUNT = "no_amount"
    OVER_LIMIT = "over_limit"
    NO_RELEASE = "no_release"


@dataclass(frozen=True)
class SheetFacts:
    """A sheet as it stands."""

    verdicts: Mapping[int, str] = field(default_factory=dict)  # by the criterion's place; empty where none is chosen
    amount: int | None = None
    limit: int | None = None  # frame and what the plan allows on top; None: no frame is adopted
    amount_reason: str = ""
    payout_held: bool = False
    release_condition: str = ""


def is_over(amount: int | None, limit: int | None) -> bool:
    """Whether more is recommended than the frame and the plan let.  Source: long-term plan chapter 4."""
    return amount is not None and limit is not None and amount > limit


def sheet_problems(facts: SheetFacts) -> list[tuple[SheetProblem, tuple[int, ...]]]:
    """Every problem at once; the first comes with the places of the criteria it is about.

    Units: whole kroner.
    Source: regulation FOR-2026-01-12-23 § 4 (one answer a criterion); long-term plan chapter 4 (the frame).
    """
    unanswered = tuple(place for place, verdict in facts.verdicts.items() if not verdict)
    problems = []
    if unanswered:
        problems.append((SheetProblem.NO_VERDICT, unanswered))
    if facts.amount is None:
        problems.append((SheetProblem.NO_AMOUNT, ()))
    if is_over(facts.amount, facts.limit) and not facts.amount_reason.strip():
        problems.append((SheetProblem.OVER_LIMIT, ()))
    if facts.payout_held and not facts.release_condition.strip():
        problems.append((SheetProblem.NO_RELEASE, ()))
    return problems
