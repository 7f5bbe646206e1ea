"""A round's letters, those that wait to be ordered among them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min

from allocations.enums import DecisionStatus, LetterProblem
from allocations.models import DecisionLetter
from allocations.selectors.letter_contents import decisions_for_letters, letter_contents
from allocations.services.letters import LetterContent, letter_problems
from networks.models import Round


@dataclass(frozen=True)
class DraftLetter:
    """What would be written to one recipient of all that stands in no letter yet."""

    recipient: int
    content: LetterContent
    problems: list[LetterProblem]
    is_approved: bool  # every decision it tells of

    @property
    def is_ready(self) -> bool:
        return self.is_approved and not self.problems


def letters_of(round_: Round) -> list[DecisionLetter]:
    """Ordered and issued letters by number, with when each was first opened."""
    return list(
        DecisionLetter.objects.filter(round=round_)
        .select_related("recipient")
        .annotate(first_opened=Min("openings__opened_at"))
        .order_by("year", "number", "pk")
    )


def unordered_letters(round_: Any, *, day: date) -> list[DraftLetter]:
    """By recipient's name. ``round_`` comes from ``round_for_letters``."""
    decisions = list(decisions_for_letters(round_, day))
    drafts = {decision.pk for decision in decisions if decision.status == DecisionStatus.DRAFT}
    return [
        DraftLetter(
            recipient=recipient,
            content=content,
            problems=letter_problems(content),
            is_approved=not any(award.facts.pk in drafts for award in content.awards),
        )
        for recipient, content in letter_contents(round_, decisions, day=day).items()
    ]


def draft_letter(round_: Any, recipient: int, *, day: date) -> DraftLetter | None:
    """The one to this recipient, if there is one."""
    return next((draft for draft in unordered_letters(round_, day=day) if draft.recipient == recipient), None)
