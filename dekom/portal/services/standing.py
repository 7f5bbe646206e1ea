"""Where a network stands in a round, step by step, and what comes next. Plain values only."""

from dataclasses import dataclass
from enum import Enum

from allocations.enums import DecisionStatus
from networks.enums import BasisStatus
from networks.services.begun import is_begun


class Step(Enum):
    FRAME = "frame"
    BASIS = "basis"
    REVIEW = "review"
    RECOMMENDATION = "recommendation"
    DECISION = "decision"
    LETTER = "letter"


class Mark(Enum):
    """How far a step has come; the values are the marks of the state component."""

    DONE = "done"
    WAITING = "ready"
    UNDER_WAY = "work"
    CHANGES = "warn"
    NOT_STARTED = "todo"


class Next(Enum):
    """What somebody must do for the network to come further."""

    ADOPT_FRAME = "adopt_frame"
    WRITE = "write"
    CHANGE = "change"
    TAKE_IN = "take_in"
    RECOMMEND = "recommend"
    PREPARE = "prepare"
    APPROVE = "approve"
    SEND_LETTER = "send_letter"
    RELEASE = "release"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Facts:
    """What the rows say of one network in one round. Amounts are whole kroner."""

    frame: int | None
    requested: int | None
    basis: str
    recommended: int | None = None
    decided: int | None = None
    decision: str | None = None
    prepared: bool = False
    payout_held: bool = False


@dataclass(frozen=True)
class Standing:
    marks: dict[Step, Mark]
    next: Next
    at: Step | None  # the step that ``next`` is about


def standing(facts: Facts) -> Standing:
    """Each step's mark, and the next thing to do: the earliest step that is not done."""
    marks = {
        Step.FRAME: Mark.DONE if facts.frame is not None else Mark.NOT_STARTED,
        Step.BASIS: _basis(facts),
        Step.REVIEW: _review(facts),
        Step.RECOMMENDATION: Mark.DONE if facts.recommended is not None else Mark.NOT_STARTED,
        Step.DECISION: _decision(facts),
        Step.LETTER: _letter(facts),
    }
    return Standing(marks, *_next(facts, marks))


def _basis(facts: Facts) -> Mark:
    if not is_begun(facts.basis, facts.requested):
        return Mark.NOT_STARTED
    if facts.basis == BasisStatus.DRAFT:
        return Mark.UNDER_WAY
    return Mark.CHANGES if facts.basis == BasisStatus.CHANGES_REQUESTED else Mark.DONE


def _review(facts: Facts) -> Mark:
    if facts.basis == BasisStatus.DECIDED or (facts.basis == BasisStatus.IN_REVIEW and facts.recommended is not None):
        return Mark.DONE
    if facts.basis == BasisStatus.IN_REVIEW:
        return Mark.UNDER_WAY
    return Mark.WAITING if facts.basis == BasisStatus.SUBMITTED else Mark.NOT_STARTED


def _decision(facts: Facts) -> Mark:
    if facts.decision not in (None, DecisionStatus.DRAFT):
        return Mark.DONE
    if facts.decided is None:
        return Mark.UNDER_WAY if facts.prepared else Mark.NOT_STARTED
    return Mark.WAITING if facts.prepared else Mark.UNDER_WAY


def _letter(facts: Facts) -> Mark:
    if facts.decision in (DecisionStatus.ISSUED, DecisionStatus.REPLACED):
        return Mark.DONE
    return Mark.WAITING if facts.decision == DecisionStatus.APPROVED else Mark.NOT_STARTED


def _next(facts: Facts, marks: dict[Step, Mark]) -> tuple[Next, Step | None]:
    """The first line that holds, from the last step back to the first."""
    after_letter = Next.RELEASE if facts.payout_held else Next.NOTHING
    ways: list[tuple[bool, Next, Step | None]] = [
        (marks[Step.LETTER] is Mark.DONE, after_letter, None),
        (marks[Step.DECISION] is Mark.DONE, Next.SEND_LETTER, Step.LETTER),
        (marks[Step.BASIS] is Mark.CHANGES, Next.CHANGE, Step.BASIS),
        (marks[Step.BASIS] is not Mark.DONE and facts.frame is None, Next.ADOPT_FRAME, Step.FRAME),
        (marks[Step.BASIS] is not Mark.DONE, Next.WRITE, Step.BASIS),
        (marks[Step.REVIEW] is Mark.WAITING, Next.TAKE_IN, Step.REVIEW),
        (facts.recommended is None, Next.RECOMMEND, Step.RECOMMENDATION),
        (marks[Step.DECISION] is Mark.WAITING, Next.APPROVE, Step.DECISION),
    ]
    return next(((what, step) for holds, what, step in ways if holds), (Next.PREPARE, Step.DECISION))
