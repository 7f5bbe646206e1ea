"""What a vote came to: counted from seats, or from a show of hands. Pure; run again from stored rows at any time."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Why a count can't stand."""

    NO_ELECTORS = "no_electors"
    NO_QUORUM = "no_quorum"
    MORE_VOTES_THAN_ELECTORS = "more_votes_than_electors"
    NEGATIVE = "negative"
    ABSTAINING_NOT_ALLOWED = "abstaining_not_allowed"
    TIE_NEEDS_THE_CHAIR = "tie_needs_the_chair"
    NOBODY_VOTED = "nobody_voted"


class TallyError(ValueError):
    """A count that is refused, with the numbers that say why."""

    def __init__(self, fault: Fault, **numbers: int) -> None:
        super().__init__(fault)
        self.fault = fault
        self.numbers = numbers


@dataclass(frozen=True)
class Rule:
    """What held when the vote was opened. ``chair_decides``: in a tie; else the motion falls."""

    seats_total: int
    quorum_needed: int
    abstain_allowed: bool = True
    chair_decides: bool = True


@dataclass(frozen=True)
class Count:
    """Votes by choice."""

    votes_for: int = 0
    against: int = 0
    abstained: int = 0

    @property
    def cast(self) -> int:
        return self.votes_for + self.against + self.abstained


@dataclass(frozen=True)
class Result:
    """The outcome with all that an auditor would count again."""

    electors: int
    count: Count
    carried: bool
    by_the_chair: bool = False

    @property
    def not_voted(self) -> int:
        return self.electors - self.count.cast

    @property
    def margin(self) -> int:
        """Votes between the sides: 23 against 11 is 12."""
        return abs(self.count.votes_for - self.count.against)

    @property
    def is_unanimous(self) -> bool:
        return self.carried and self.count.against == 0 and self.count.abstained == 0


def quorum_needed(seats: int, percent: int = 50) -> int:
    """At least ``percent`` of the seats, rounded up: 21 of 41, and at least one.

    Source: kommuneloven § 11-9: at least half.
    """
    return max(1, -(-seats * percent // 100))


def majority(base: int) -> int:
    """The least that is more than half: 18 of 34."""
    return base // 2 + 1


def count_votes(choices: Iterable[str]) -> Count:
    """Votes by seat, added up; each of them «for», «against» or «abstain»."""
    listed = list(choices)
    return Count(listed.count("for"), listed.count("against"), listed.count("abstain"))


def check_quorum(rule: Rule, electors: int) -> None:
    """Raises: TallyError: nobody may vote, or too few are there to decide anything."""
    if electors == 0:
        raise TallyError(Fault.NO_ELECTORS)
    if electors < rule.quorum_needed:
        raise TallyError(Fault.NO_QUORUM, present=electors, needed=rule.quorum_needed, seats=rule.seats_total)


def tally(rule: Rule, electors: int, count: Count, *, chair_says_for: bool | None = None) -> Result:
    """The outcome of ``count`` among ``electors`` entitled. More than half of those for or against carries.

    Abstaining counts for the quorum and not in the majority's base. ``chair_says_for``: how the chair voted, asked
    for only in a tie where the chair decides.

    Raises: TallyError: no quorum, more votes than electors, or a tie that nobody has decided.
    """
    if min(count.votes_for, count.against, count.abstained) < 0:
        raise TallyError(Fault.NEGATIVE)
    check_quorum(rule, electors)
    if count.cast > electors:
        raise TallyError(Fault.MORE_VOTES_THAN_ELECTORS, cast=count.cast, electors=electors)
    if count.abstained and not rule.abstain_allowed:
        raise TallyError(Fault.ABSTAINING_NOT_ALLOWED, abstained=count.abstained)
    if count.cast == 0:
        raise TallyError(Fault.NOBODY_VOTED, electors=electors)
    if count.votes_for == count.against and rule.chair_decides:
        if chair_says_for is None:
            raise TallyError(Fault.TIE_NEEDS_THE_CHAIR, votes=count.votes_for)
        return Result(electors, count, chair_says_for, by_the_chair=True)
    return Result(electors, count, count.votes_for > count.against)
