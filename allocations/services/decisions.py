"""A decision's facts as plain values, what it lacks, and who is paid. Amounts are whole kroner."""

from collections.abc import Mapping
from dataclasses import dataclass

from allocations.enums import LetterProblem
from allocations.services.prorata import share


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


def decision_problems(facts: DecisionFacts) -> list[LetterProblem]:
    """What the decision lacks before anybody may approve it."""
    is_decided = facts.decided is not None  # until then the lines are weights, and there is nothing to give grounds for
    missing = {
        LetterProblem.NO_AMOUNT: not is_decided,
        LetterProblem.NO_LINES: is_decided and not facts.line_amounts,
        LetterProblem.LINES_DIFFER: is_decided
        and bool(facts.line_amounts)
        and sum(facts.line_amounts) != facts.decided,
        LetterProblem.NO_GROUNDS: is_decided and facts.decided != facts.recommended and not facts.grounds,
        LetterProblem.NO_MEETING: not facts.reference,
        LetterProblem.NO_RELEASE: facts.payout_held and not facts.release,
        LetterProblem.BASIS_NOT_READ: not facts.basis_read,
    }
    return [problem for problem, lacks in missing.items() if lacks]


def lines_for(decided: int, *, given: Mapping[int, int], default: int | None) -> dict[int, int]:
    """Who is paid what: by the lines given, scaled to the sum decided; else all to the default recipient.

    Units: whole kroner; keys are recipients. Nobody gets a line of nothing.
    Source: design § 3: a network's money goes to its host except where lines name others.
    """
    if given and any(given.values()):
        parts = dict(zip(given, share(decided, list(given.values())), strict=True))
    elif default is not None:
        parts = {default: decided}
    else:
        parts = {}
    return {recipient: amount for recipient, amount in parts.items() if amount}
