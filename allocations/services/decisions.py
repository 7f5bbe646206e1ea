"""A decision's facts as plain values, what it lacks, and who is paid. Amounts are whole kroner."""

from collections.abc import Mapping
from dataclasses import dataclass

from allocations.enums import GIVES_NOTHING, DecisionChange, DecisionOutcome, LetterProblem
from allocations.services.prorata import share


@dataclass(frozen=True)
class Refusal:
    """One part that is refused, with the three things that its grounds must hold. Whole kroner."""

    title: str
    amount: int
    rule: str
    facts: str
    assessment: str


@dataclass(frozen=True)
class TextChange:
    """What a text said, and what it says now, line by line."""

    name: str  # measures or conditions
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class DecisionFacts:
    """What is decided for one network or fixed grant, and why."""

    pk: int
    name: str  # the network's name, or the fixed grant's purpose
    short_name: str
    is_network: bool
    decided: int | None
    recommended: int | None
    requested: int | None = None
    frame: int | None = None
    coordination: int = 0  # of the frame
    line_amounts: tuple[int, ...] = ()
    reference: str = ""  # the forum's meeting and item
    remark: str = ""
    grounds: str = ""
    measures: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    payout_held: bool = False
    release: tuple[str, ...] = ()
    basis_read: bool = True  # the forum has had the decision basis
    outcome: str = DecisionOutcome.GRANT
    refused_parts: tuple[Refusal, ...] = ()
    intent_until: int | None = None
    intent_amount: int | None = None
    change: str = DecisionChange.FIRST
    change_reason: str = ""
    old_decided: int | None = None  # of the edition that this one replaces
    text_changes: tuple[TextChange, ...] = ()

    @property
    def is_whole_frame(self) -> bool:
        return self.frame is not None and self.decided == self.frame

    @property
    def refused(self) -> int:
        return max((self.requested or 0) - (self.decided or 0), 0)

    @property
    def is_first(self) -> bool:
        return self.change in (DecisionChange.FIRST, DecisionChange.CORRECTION)

    @property
    def must_give_grounds_for_refusing(self) -> bool:
        """The frame is a ground that the letter gives by itself; every other refusal needs somebody's words."""
        return self.outcome in GIVES_NOTHING or (
            self.outcome == DecisionOutcome.PARTIAL and not self.is_whole_frame and self.is_first
        )


def decision_problems(facts: DecisionFacts) -> list[LetterProblem]:
    """What the decision lacks before anybody may approve it."""
    is_decided = facts.decided is not None  # until then the lines are weights, and there is nothing to give grounds for
    missing = {
        LetterProblem.NO_AMOUNT: not is_decided,
        LetterProblem.NO_LINES: is_decided and not facts.line_amounts,
        LetterProblem.LINES_DIFFER: is_decided
        and bool(facts.line_amounts)
        and sum(facts.line_amounts) != facts.decided,
        LetterProblem.NO_GROUNDS: is_decided
        and facts.is_first
        and facts.decided != facts.recommended
        and not (facts.grounds or facts.refused_parts),
        LetterProblem.NO_REFUSAL_GROUNDS: is_decided
        and facts.must_give_grounds_for_refusing
        and not (facts.refused_parts or facts.grounds),
        LetterProblem.PARTS_DIFFER: is_decided
        and bool(facts.refused_parts)
        and facts.requested is not None
        and sum(part.amount for part in facts.refused_parts) != facts.refused,
        LetterProblem.NO_CHANGE_REASON: facts.change != DecisionChange.FIRST and not facts.change_reason,
        LetterProblem.NO_MEETING: not facts.reference,
        LetterProblem.NO_RELEASE: facts.payout_held and not facts.release,
        LetterProblem.BASIS_NOT_READ: not facts.basis_read,
    }
    return [problem for problem, lacks in missing.items() if lacks]


def outcome_for(decided: int, *, requested: int | None, chosen: str) -> str:
    """What a decision comes to by its amounts; of those that give nothing somebody chooses which it is.

    Units: whole kroner.
    """
    if decided == 0:
        return chosen if chosen in GIVES_NOTHING else DecisionOutcome.REFUSAL
    return DecisionOutcome.PARTIAL if requested is not None and requested > decided else DecisionOutcome.GRANT


def lines_for(decided: int, *, given: Mapping[int, int], default: int | None) -> dict[int, int]:
    """Who is paid what: by the lines given, scaled to the sum decided; else all to the default recipient.

    Units: whole kroner; keys are recipients. Nobody gets a line of nothing, but a refusal names who is told of it.
    Source: design § 3: a network's money goes to its host except where lines name others.
    """
    if decided == 0:
        told = default if default is not None else next(iter(given), None)
        return {} if told is None else {told: 0}
    if given and any(given.values()):
        parts = dict(zip(given, share(decided, list(given.values())), strict=True))
    elif default is not None:
        parts = {default: decided}
    else:
        parts = {}
    return {recipient: amount for recipient, amount in parts.items() if amount}
