"""What letters say that tell of no decision's line: set-offs, reminders, appeals on their way."""

from datetime import date
from typing import Any

from allocations.models import DecisionLetter
from allocations.selectors.letter_contents import written_by
from allocations.services.letters import LetterContent
from allocations.services.notices import notice_from


def notice_content(round_: Any, letter: DecisionLetter, *, day: date) -> LetterContent:
    """``round_`` comes from ``round_for_letters``; what the notice tells was stored when it was ordered."""
    return written_by(
        round_,
        letter.recipient,
        day=day,
        kind=letter.kind,
        awards=(),
        notice=notice_from(letter.particulars),
    )
