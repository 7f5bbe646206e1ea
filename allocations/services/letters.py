"""What a decision letter says, as plain values, and what it still lacks. No database, no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from allocations.enums import (
    CHANGE_KINDS,
    DECISION_KINDS,
    GIVES_NOTHING,
    MONEY_KINDS,
    UNSPENT_KINDS,
    DecisionChange,
    DecisionOutcome,
    LetterKind,
    LetterProblem,
)
from allocations.services.decisions import DecisionFacts, decision_problems
from allocations.services.notices import Logo, Notice

NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True)
class Sender:
    """The letterhead."""

    name: str
    other_name: str  # in Sami; may be empty
    postal_address: str
    postal_place: str
    phone: str
    email: str
    organisation_number: str

    @property
    def is_complete(self) -> bool:
        return all(
            (self.name, self.postal_address, self.postal_place, self.phone, self.email, self.organisation_number)
        )


@dataclass(frozen=True)
class Recipient:
    """Who the letter is to, and where the money goes."""

    name: str
    postal_address: str
    postal_place: str
    organisation_number: str
    account_number: str


@dataclass(frozen=True)
class Signature:
    """One who stands under the letter."""

    name: str
    title: str


@dataclass(frozen=True)
class Regime:
    """What the round's legal basis calls things, and whom appeals go to. Data, never template text."""

    title: str
    code: str
    gives_input: bool  # else the forum recommends
    basis_name: str
    recommendation_name: str
    appeal_body: str


@dataclass(frozen=True)
class Laws:
    """Citations in force on the letter's date."""

    grant: str = ""
    decision: str = ""
    conditions: str = ""
    reporting: str = ""
    control: str = ""
    reactions: str = ""
    appeal: str = ""
    access: str = ""
    openness: str = ""


@dataclass(frozen=True)
class Terms:
    """What all letters of the round share, in this letter's language form."""

    case_number: str = ""
    finish_by: date | None = None
    pay_by: date | None = None
    report_by: date | None = None
    forum_name: str = ""
    plan: str = ""
    purpose: str = ""
    conditions: tuple[str, ...] = ()
    own_contribution: str = ""
    report: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Award:
    """One decision as the recipient meets it. Amounts are whole kroner."""

    facts: DecisionFacts
    amount: int  # this recipient's part
    as_host: bool = False  # received for the whole network
    measures: tuple[str, ...] = ()  # those that the recipient has a part in, where it is known; else all
    mandate: str = ""
    others: tuple[tuple[str, int], ...] = ()  # who is paid the rest
    members: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    old_amount: int = 0  # this recipient's part in the edition before

    @property
    def change(self) -> int:
        return self.amount - self.old_amount

    @property
    def requested_part(self) -> int:
        """What of the decision was asked for; the rest fills the frame up."""
        decided = self.facts.decided or 0
        return decided if self.facts.requested is None else min(decided, self.facts.requested)

    @property
    def filled_up(self) -> int:
        return (self.facts.decided or 0) - self.requested_part

    @property
    def refused(self) -> int:
        return self.facts.refused

    @property
    def measures_part(self) -> int:
        """What was asked for besides the coordination, where the request is known to hold it."""
        return self.requested_part - self.facts.coordination

    @property
    def is_whole_frame(self) -> bool:
        return self.facts.is_whole_frame


@dataclass(frozen=True)
class LetterContent:
    """Everything that stands in one letter."""

    language: str
    dated: date
    year: int
    scheme: str
    sender: Sender
    recipient: Recipient
    regime: Regime
    terms: Terms
    laws: Laws
    responsible: Signature | None
    case_handler: Signature | None
    awards: tuple[Award, ...]
    number: int | None = None
    kind: str = LetterKind.GRANT
    notice: Notice | None = None
    logo: Logo | None = None
    appeal_weeks: int = 3
    texts: Mapping[str, str] = field(default_factory=dict)  # by block, as the secretariat wrote them
    lacks_values: bool = False  # a text names something that this letter lacks

    @property
    def amount(self) -> int:
        return sum(award.amount for award in self.awards)

    @property
    def old_amount(self) -> int:
        return sum(award.old_amount for award in self.awards)

    @property
    def change(self) -> int:
        return self.amount - self.old_amount

    @property
    def refused(self) -> int:
        """What the recipient's own requests are refused: a partner asked for nothing."""
        return sum(award.refused for award in self.awards if award.as_host)

    @property
    def gives_money(self) -> bool:
        return self.kind in MONEY_KINDS and self.amount > 0

    @property
    def is_grant(self) -> bool:
        """Its reader knows it as «tilsagnsbrev»."""
        return self.kind in MONEY_KINDS

    @property
    def is_change(self) -> bool:
        return self.kind in CHANGE_KINDS

    @property
    def is_of_unspent(self) -> bool:
        return self.kind in UNSPENT_KINDS

    @property
    def is_dismissal(self) -> bool:
        return all(award.facts.outcome == DecisionOutcome.DISMISSAL for award in self.awards) and bool(self.awards)

    @property
    def corrections(self) -> tuple[Award, ...]:
        return tuple(award for award in self.awards if award.facts.change == DecisionChange.CORRECTION)

    @property
    def change_reasons(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(award.facts.change_reason for award in self.awards if award.facts.change_reason))

    @property
    def refused_parts(self) -> tuple[object, ...]:
        return tuple(part for award in self.awards if award.as_host for part in award.facts.refused_parts)

    @property
    def intents(self) -> tuple[Award, ...]:
        return tuple(award for award in self.awards if award.facts.intent_until)

    @property
    def host_award(self) -> Award | None:
        """The network's award where the letter is to its host and about nothing else."""
        return self.awards[0] if len(self.awards) == 1 and self.awards[0].as_host else None

    @property
    def only_award(self) -> Award | None:
        """The one thing that the letter is about, where it is one."""
        return self.awards[0] if len(self.awards) == 1 else None

    @property
    def is_held(self) -> bool:
        return any(award.facts.payout_held for award in self.awards)

    @property
    def held_amount(self) -> int:
        return sum(award.amount for award in self.awards if award.facts.payout_held)

    @property
    def paid_amount(self) -> int:
        return self.amount - self.held_amount

    @property
    def held_awards(self) -> tuple[Award, ...]:
        return tuple(award for award in self.awards if award.facts.payout_held)

    @property
    def own_conditions(self) -> tuple[str, ...]:
        return tuple(line for award in self.awards for line in award.facts.conditions)

    @property
    def fixed_awards(self) -> tuple[Award, ...]:
        return tuple(award for award in self.awards if not award.facts.is_network)

    @property
    def network_awards(self) -> tuple[Award, ...]:
        return tuple(award for award in self.awards if award.facts.is_network)

    @property
    def copies(self) -> tuple[str, ...]:
        """The network's other owners and its partners, when the letter is to the host."""
        names = [name for award in self.awards if award.as_host for name in (*award.members, *award.partners)]
        return tuple(name for name in dict.fromkeys(names) if name != self.recipient.name)

    @property
    def enclosures(self) -> tuple[str, ...]:
        """What the round's decisions rest on; a notice has none of it."""
        return self.terms.enclosures if self.awards else ()

    @property
    def number_text(self) -> str:
        return f"{self.number}/{self.dated.year}" if self.number else ""

    @property
    def reference(self) -> str:
        """«2025/1234-9»: the case, and the letter's number in it."""
        return f"{self.terms.case_number}-{self.number}" if self.number else self.terms.case_number


def kind_of(awards: Iterable[tuple[str, str]]) -> LetterKind:
    """The kind of a letter by its decisions' changes and outcomes: those of one letter have one kind of change."""
    pairs = list(awards)
    changes = {change for change, _outcome in pairs}
    for change, kind in (
        (DecisionChange.APPEAL, LetterKind.APPEAL_REVERSED),
        (DecisionChange.LEFTOVER, LetterKind.LEFTOVER),
        (DecisionChange.AMENDMENT, LetterKind.AMENDMENT),
    ):
        if change in changes:
            return kind
    outcomes = {outcome for _change, outcome in pairs}
    if outcomes and outcomes <= set(GIVES_NOTHING):
        return LetterKind.REFUSAL
    return LetterKind.GRANT if outcomes <= {DecisionOutcome.GRANT} else LetterKind.PARTIAL


def letter_problems(content: LetterContent) -> list[LetterProblem]:
    """Everything that the letter lacks, each once, in the letter's order.

    Source: regulation FOR-2026-01-12-23 § 13, and what the administrative law demands of a decision.
    """
    terms, laws, recipient = content.terms, content.laws, content.recipient
    missing = {
        LetterProblem.NO_SENDER: not content.sender.is_complete,
        LetterProblem.NO_ADDRESS: not (recipient.postal_address and recipient.postal_place),
        LetterProblem.NO_ORGANISATION_NUMBER: not recipient.organisation_number,
        LetterProblem.NO_CASE_NUMBER: not terms.case_number,
        LetterProblem.NO_LAW_ACCESS: not laws.access,
        LetterProblem.NO_LAW_OPENNESS: not laws.openness,
        LetterProblem.NO_SIGNATORY: content.responsible is None or content.case_handler is None,
    }
    if content.gives_money:
        missing |= {
            LetterProblem.NO_PURPOSE: not terms.purpose,
            LetterProblem.NO_FINISH: terms.finish_by is None,
            LetterProblem.NO_MANDATE: any(award.as_host and not award.mandate for award in content.awards),
            LetterProblem.NO_CONDITIONS: not terms.conditions,
            LetterProblem.NO_OWN_CONTRIBUTION: not terms.own_contribution,
            LetterProblem.NO_PAYMENT_DATE: terms.pay_by is None,
            LetterProblem.NO_ACCOUNT: not recipient.account_number,
            LetterProblem.NO_REPORT_DATE: terms.report_by is None,
            LetterProblem.NO_LAW_CONTROL: not laws.control,
        }
    if content.kind in DECISION_KINDS:
        missing |= {
            LetterProblem.NO_LAW_APPEAL: not laws.appeal,
            LetterProblem.NO_APPEAL_BODY: not content.regime.appeal_body,
        }
    lacking = {problem for problem, lacks in missing.items() if lacks}
    if content.lacks_values and not lacking:  # else what the text names is missing for a reason that is named
        lacking.add(LetterProblem.NO_PLACEHOLDER_VALUE)
    own = [problem for award in content.awards for problem in decision_problems(award.facts)]
    return unique([*own, *(problem for problem in LetterProblem if problem in lacking)])


def unique(problems: Iterable[LetterProblem]) -> list[LetterProblem]:
    """Each problem once, in the order met."""
    return list(dict.fromkeys(problems))
