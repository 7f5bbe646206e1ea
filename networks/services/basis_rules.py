"""What a decision basis must hold before it is submitted, and what deserves a warning. Codes only: no words here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

MEASURES = "measures"
COORDINATION = "coordination"
OWN_CONTRIBUTION = "own-contribution"
LEFTOVER = "leftover"


class Code(StrEnum):
    """One for each rule."""

    TEXT_MISSING = "text_missing"
    NO_MEASURES = "no_measures"
    NO_TITLE = "no_title"
    NO_COSTS = "no_costs"
    NO_NEED = "no_need"
    NO_GOAL = "no_goal"
    OVER_UNEXPLAINED = "over_unexplained"
    UNDER_UNEXPLAINED = "under_unexplained"
    OWN_TOO_SMALL = "own_too_small"
    LATE = "late"
    COORDINATION_SHARE = "coordination_share"
    NOT_CONFIRMED = "not_confirmed"
    NOT_READY = "not_ready"
    COMMENTS_OPEN = "comments_open"


@dataclass(frozen=True)
class MeasureFacts:
    """A measure as the rules see it. Amounts are whole kroner."""

    pk: int
    order: int
    title: str
    texts: Mapping[str, str]
    amount: int
    own: int
    needs: int = 0  # drawn in from the owners' needs reports
    goals: int = 0  # chosen among the goals of the network's competence plan


@dataclass(frozen=True)
class BasisFacts:
    """A decision basis as the rules see it. Amounts are whole kroner."""

    texts: Mapping[str, str]
    part_of: Mapping[str, str]  # the part that each text stands in
    measures: Sequence[MeasureFacts]
    coordination: int
    frame: int | None
    demanded_percent: int
    coordination_limit: int | None
    required: frozenset[str]
    is_late: bool
    has_goals: bool = False  # the network has a competence plan in force, with goals to choose among
    unconfirmed: Mapping[str, int] = field(default_factory=dict)  # partners' names and what stands for them
    unready: Sequence[str] = ()  # parts that nobody has marked as ready
    open_comments: int = 0

    @property
    def asked(self) -> int:
        return sum(measure.amount for measure in self.measures) + self.coordination

    @property
    def own(self) -> int:
        return sum(measure.own for measure in self.measures)

    @property
    def left(self) -> int | None:
        """What is left of the frame; negative when they ask for more."""
        return None if self.frame is None else self.frame - self.asked

    @property
    def own_demanded(self) -> int:
        """The least own contribution, rounded up to whole kroner."""
        return -(-self.asked * self.demanded_percent // 100)


@dataclass(frozen=True)
class Finding:
    """One rule that is broken: where, and the numbers it is about."""

    code: Code
    part: str
    field: str = ""
    measure: MeasureFacts | None = None
    amounts: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


def problems(facts: BasisFacts) -> list[Finding]:
    """What must be mended before the basis can be submitted, in the order of the parts.

    Source: regulation § 11; the plan's chapter 4; Dekom's guidelines (own contribution in percent).
    """
    found = [*_texts(facts), *_measures(facts), *_money(facts)]
    if facts.is_late:
        found.append(Finding(Code.LATE, ""))
    return found


def _texts(facts: BasisFacts) -> Iterator[Finding]:
    for name, part in facts.part_of.items():
        if name in facts.required and not facts.texts.get(name, "").strip():
            yield Finding(Code.TEXT_MISSING, part, name)


def _measures(facts: BasisFacts) -> Iterator[Finding]:
    if not facts.measures:
        yield Finding(Code.NO_MEASURES, MEASURES)
    for measure in facts.measures:
        if not measure.title.strip():
            yield Finding(Code.NO_TITLE, MEASURES, "title", measure)
        if not measure.amount:
            yield Finding(Code.NO_COSTS, MEASURES, "costs", measure)
        if not (measure.needs or measure.texts.get("need", "").strip()):
            yield Finding(Code.NO_NEED, MEASURES, "need", measure)
        if facts.has_goals and not measure.goals:
            yield Finding(Code.NO_GOAL, MEASURES, "goals", measure)
        if not (facts.has_goals or measure.goals or measure.texts.get("plan_goal", "").strip()):
            yield Finding(Code.NO_GOAL, MEASURES, "plan_goal", measure)
        for name, text in measure.texts.items():
            if name in facts.required and name not in {"need", "plan_goal"} and not text.strip():
                yield Finding(Code.TEXT_MISSING, MEASURES, name, measure)


def _money(facts: BasisFacts) -> Iterator[Finding]:
    left = facts.left
    if left is not None and left < 0 and not facts.texts.get("over_frame_reason", "").strip():
        yield Finding(Code.OVER_UNEXPLAINED, LEFTOVER, "over_frame_reason", amounts=(-left,))
    if left is not None and left > 0 and not facts.texts.get("under_frame_plan", "").strip():
        yield Finding(Code.UNDER_UNEXPLAINED, LEFTOVER, "under_frame_plan", amounts=(left,))
    if facts.own < facts.own_demanded:
        amounts = (facts.own, facts.own_demanded, facts.demanded_percent)
        yield Finding(Code.OWN_TOO_SMALL, MEASURES, "costs", amounts=amounts)


def warnings(facts: BasisFacts) -> list[Finding]:
    """What the reader should know, but which stops nobody."""
    found = []
    limit = facts.coordination_limit
    if limit is not None and facts.coordination * 100 > facts.asked * limit:
        share = facts.coordination * 100 // facts.asked
        found.append(Finding(Code.COORDINATION_SHARE, COORDINATION, "coordination_amount", amounts=(share, limit)))
    for name, amount in facts.unconfirmed.items():
        found.append(Finding(Code.NOT_CONFIRMED, MEASURES, amounts=(amount,), names=(name,)))
    if facts.unready:
        found.append(Finding(Code.NOT_READY, facts.unready[0], names=tuple(facts.unready)))
    if facts.open_comments:
        found.append(Finding(Code.COMMENTS_OPEN, "", amounts=(facts.open_comments,)))
    return found
