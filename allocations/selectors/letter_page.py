"""A round's letters, those that wait to be ordered among them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Min, OuterRef, Subquery

from allocations.enums import DecisionStatus, LetterAnswerKind, LetterKind, LetterProblem
from allocations.models import DecisionLetter, LetterAnswer, Payment
from allocations.selectors.letter_contents import decisions_for_letters, letter_contents
from allocations.selectors.letterhead import with_logo
from allocations.selectors.payouts import payment_states, payout_state
from allocations.services.letters import LetterContent, letter_problems
from networks.models import Round


@dataclass(frozen=True)
class DraftLetter:
    """What would be written to one recipient of all that stands in no letter yet."""

    recipient: int
    change: str
    content: LetterContent
    problems: list[LetterProblem]
    is_approved: bool  # every decision it tells of

    @property
    def kind_label(self) -> str:
        return str(LetterKind(self.content.kind).label)

    @property
    def is_ready(self) -> bool:
        return self.is_approved and not self.problems


@dataclass(frozen=True)
class Sending:
    """What one order would send. Whole kroner."""

    letters: int
    recipients: int
    amount: int


def sending(drafts: Sequence[DraftLetter]) -> Sending:
    amount = sum(draft.content.amount for draft in drafts)
    return Sending(len(drafts), len({draft.recipient for draft in drafts}), amount)


def sending_by_recipient(drafts: Sequence[DraftLetter]) -> dict[int, Sending]:
    """A recipient's letters are ordered together."""
    return {
        recipient: sending([draft for draft in drafts if draft.recipient == recipient])
        for recipient in {draft.recipient for draft in drafts}
    }


def letters_of(round_: Round) -> list[Any]:
    """Ordered and issued letters by number, with when each was first opened, and how far its payout has come."""
    accepted = LetterAnswer.objects.filter(letter=OuterRef("pk"), kind=LetterAnswerKind.ACCEPTED)
    letters: list[Any] = list(
        DecisionLetter.objects.filter(round=round_)
        .select_related("recipient")
        .annotate(
            first_opened=Min("openings__opened_at"),
            accepted_at=Subquery(accepted.values("answered_at")[:1]),
            payment_states=payment_states(Payment.objects.filter(letter=OuterRef("pk"))),
        )
        .order_by("year", "number", "pk")
    )
    for letter in letters:
        letter.payout = payout_state(letter.payment_states, held=letter.payout_held)
    return letters


def unordered_letters(round_: Any, *, day: date) -> list[DraftLetter]:
    """By recipient's name. ``round_`` comes from ``round_for_letters``."""
    decisions = list(decisions_for_letters(round_, day))
    drafts = {decision.pk for decision in decisions if decision.status == DecisionStatus.DRAFT}
    return [
        DraftLetter(
            recipient=recipient,
            change=change,
            content=content,
            problems=letter_problems(content),
            is_approved=not any(award.facts.pk in drafts for award in content.awards),
        )
        for (recipient, change), content in letter_contents(round_, decisions, day=day).items()
    ]


def draft_letter(round_: Any, recipient: int, *, day: date, change: str = "") -> DraftLetter | None:
    """The one to this recipient, if there is one; of several the one on this kind of change, else the first."""
    drafts = [draft for draft in unordered_letters(round_, day=day) if draft.recipient == recipient]
    found = next((draft for draft in drafts if draft.change == change), drafts[0] if drafts else None)
    return replace(found, content=with_logo(found.content, round_.county_id)) if found else None
