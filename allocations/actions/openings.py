"""When a recipient first opened a letter; the time to appeal may turn on it."""

from datetime import datetime

from django.db import transaction

from allocations.models import DecisionLetter, LetterOpening
from dekom.core.models import User


@transaction.atomic
def note(letter: DecisionLetter, *, reader: User, now: datetime) -> None:
    """Remember the first time that this person, at the recipient, opens the letter. Others leave no mark."""
    if DecisionLetter.objects.addressed_to(reader).filter(pk=letter.pk).exclude(openings__user=reader).exists():
        first = LetterOpening(letter=letter, user=reader, opened_at=now)
        LetterOpening.objects.bulk_create([first], ignore_conflicts=True)  # of two tabs at once, one leaves it
