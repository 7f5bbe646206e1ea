"""What a decision letter says, as plain values, and what it still lacks. No database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from allocations.enums import LetterProblem
from allocations.services.decisions import DecisionFacts, decision_problems

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
    mandate: str = ""
    others: tuple[tuple[str, int], ...] = ()  # who is paid the rest
    members: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()

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
        return max((self.facts.requested or 0) - (self.facts.decided or 0), 0)

    @property
    def measures_part(self) -> int:
        """What was asked for besides the coordination, where the request is known to hold it."""
        return self.requested_part - self.facts.coordination

    @property
    def is_whole_frame(self) -> bool:
        return self.facts.frame is not None and self.facts.decided == self.facts.frame


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

    @property
    def amount(self) -> int:
        return sum(award.amount for award in self.awards)

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
    def number_text(self) -> str:
        return f"{self.number}/{self.dated.year}" if self.number else ""

    @property
    def reference(self) -> str:
        """«2025/1234-9»: the case, and the letter's number in it."""
        return f"{self.terms.case_number}-{self.number}" if self.number else self.terms.case_number


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
        LetterProblem.NO_PURPOSE: not terms.purpose,
        LetterProblem.NO_FINISH: terms.finish_by is None,
        LetterProblem.NO_MANDATE: any(award.as_host and not award.mandate for award in content.awards),
        LetterProblem.NO_CONDITIONS: not terms.conditions,
        LetterProblem.NO_OWN_CONTRIBUTION: not terms.own_contribution,
        LetterProblem.NO_PAYMENT_DATE: terms.pay_by is None,
        LetterProblem.NO_ACCOUNT: not recipient.account_number,
        LetterProblem.NO_REPORT_DATE: terms.report_by is None,
        LetterProblem.NO_LAW_CONTROL: not laws.control,
        LetterProblem.NO_LAW_APPEAL: not laws.appeal,
        LetterProblem.NO_APPEAL_BODY: not content.regime.appeal_body,
        LetterProblem.NO_LAW_ACCESS: not laws.access,
        LetterProblem.NO_LAW_OPENNESS: not laws.openness,
        LetterProblem.NO_SIGNATORY: content.responsible is None or content.case_handler is None,
    }
    own = [problem for award in content.awards for problem in decision_problems(award.facts)]
    return unique([*own, *(problem for problem, lacks in missing.items() if lacks)])


def unique(problems: Iterable[LetterProblem]) -> list[LetterProblem]:
    """Each problem once, in the order met."""
    return list(dict.fromkeys(problems))
