"""The workbench of a round's decisions: each with its facts and what it lacks, in four queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q

from allocations.enums import DecisionStatus, LetterProblem
from allocations.models import Decision, DecisionLine, Payment
from allocations.selectors.letter_contents import (
    Key,
    decisions_for_letters,
    facts_of,
    letter_contents,
    round_for_letters,
)
from allocations.selectors.payouts import payment_states, payout_state
from allocations.services.decisions import DecisionFacts, decision_problems
from allocations.services.letters import LetterContent, letter_problems, unique
from dekom.core.sorting import norwegian_key
from networks.enums import OrganisationKind
from networks.models import Round


@dataclass(frozen=True)
class DecisionRow:
    """One decision with what it lacks before it can be approved."""

    decision: Decision
    facts: DecisionFacts
    lines: list[DecisionLine]
    problems: list[LetterProblem]

    @property
    def is_draft(self) -> bool:
        return self.decision.status == DecisionStatus.DRAFT

    @property
    def difference(self) -> int | None:
        """What we decide beyond what was advised, or below it. None: one of the two is not there yet."""
        decided, advised = self.decision.decided, self.decision.recommended
        return None if decided is None or advised is None else decided - advised

    @property
    def payout(self) -> tuple[str, str] | None:
        """Mark and word of how far it is paid, whichever edition a payment was planned of. None: nothing is decided."""
        states = vars(self.decision)["payment_states"]
        if not (states or self.facts.payout_held or self.decision.decided):
            return None
        return payout_state(states, held=self.facts.payout_held)

    @property
    def gets_letter(self) -> bool:
        """The governor writes itself none."""
        return any(line.recipient.kind != OrganisationKind.GOVERNOR for line in self.lines)

    @property
    def is_ready(self) -> bool:
        return self.is_draft and self.decision.prepared_by_id is not None and not self.problems


def decision_rows(round_: Any, *, day: date) -> list[DecisionRow]:
    """The round's decisions, networks by name and then fixed grants. ``round_`` comes from ``round_for_letters``."""
    payments = Payment.objects.filter(
        Q(decision_line__decision__network=OuterRef("network"))
        | Q(decision_line__decision__fixed_grant=OuterRef("fixed_grant")),
        round=OuterRef("round"),
    )
    decisions = list(decisions_for_letters(round_, day).annotate(payment_states=payment_states(payments)))
    contents = letter_contents(round_, decisions, day=day)
    of_letter = {key: letter_problems(content) for key, content in contents.items()}
    rows = [_row(decision, contents, of_letter) for decision in decisions]
    return sorted(rows, key=lambda row: (not row.facts.is_network, norwegian_key(row.facts.short_name)))


def problems_of(round_: Round, *, day: date) -> dict[int, list[LetterProblem]]:
    """What each decision of the round lacks, by its key."""
    whole = round_for_letters(Round.objects.all()).get(pk=round_.pk)
    return {row.decision.pk: row.problems for row in decision_rows(whole, day=day)}


def _row(decision: Any, contents: dict[Key, LetterContent], of_letter: dict[Key, list[LetterProblem]]) -> DecisionRow:
    """A decision lacks what it lacks itself, and what its recipients' letters lack apart from other decisions."""
    facts = facts_of(decision)
    lines = list(decision.lines.all())
    own = decision_problems(facts)
    if decision.status != DecisionStatus.DRAFT:
        return DecisionRow(decision, facts, lines, [])
    others = {
        problem
        for line in lines
        if (line.recipient_id, decision.change) in contents
        for award in contents[line.recipient_id, decision.change].awards
        if award.facts.pk != decision.pk
        for problem in decision_problems(award.facts)
    }
    shared = [
        problem
        for line in lines
        for problem in of_letter.get((line.recipient_id, decision.change), [])
        if problem not in others
    ]
    return DecisionRow(decision, facts, lines, unique([*own, *shared]))
