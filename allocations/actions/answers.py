"""What recipients answer on a letter's page."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allocations.actions import journal
from allocations.enums import MONEY_KINDS, JournalDirection, LetterAnswerKind
from allocations.models import DecisionLetter, LetterAnswer
from allocations.permissions.decisions import may_answer
from dekom.core.errors import DomainError
from dekom.core.models import User


@transaction.atomic
def give(letter: DecisionLetter, *, kind: str, actor: User, now: datetime) -> LetterAnswer:
    """Confirm that the letter has come, or accept its conditions. A second time changes nothing.

    Raises: DomainError: the letter is not to the actor, or asks for no acceptance.
    """
    locked = DecisionLetter.objects.select_for_update().get(pk=letter.pk)
    if not may_answer(actor, locked):
        raise DomainError(_("Only the recipient answers the letter."))
    if kind == LetterAnswerKind.ACCEPTED and locked.kind not in MONEY_KINDS:
        raise DomainError(_("This letter has no conditions to accept."))
    LetterAnswer.objects.get_or_create(
        letter=locked, kind=LetterAnswerKind.RECEIVED, defaults={"user": actor, "answered_at": now}
    )
    answer, made = LetterAnswer.objects.get_or_create(
        letter=locked, kind=kind, defaults={"user": actor, "answered_at": now}
    )
    if made and kind == LetterAnswerKind.ACCEPTED:
        journal.of_decision(
            locked.round,
            direction=JournalDirection.INCOMING,
            party=locked.recipient.name,
            content=_("Acceptance of the conditions in letter %(number)s") % {"number": locked.number_text},
            actor=actor,
            day=timezone.localdate(now),
        )
    return answer
