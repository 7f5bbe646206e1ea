"""One member casts the vote of the seat they sit in."""

from datetime import datetime

from django.db import InternalError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from forum.enums import BallotMethod, BallotStatus, Choice, Standing
from forum.models import Attendance, Ballot, Elector, Vote
from forum.wording import refusal


def cast(ballot: Ballot, person: User, choice: str, *, now: datetime) -> Vote:
    """Vote, or change one's vote while the ballot is open.

    The elector's row is locked, so that a double click is one vote; the database lets nobody vote once it is closed.

    Raises: DomainError: no such choice, late, the same again, not entitled, or gone from the meeting.
    """
    if choice not in Choice.values or (choice == Choice.ABSTAIN and not ballot.abstain_allowed):
        raise DomainError(_("Vote for or against."))
    try:
        with transaction.atomic():
            return _cast(ballot, person, choice, now)
    except InternalError as error:  # closed between our look and our writing: the trigger refuses it
        raise DomainError(_too_late()) from error


def _cast(ballot: Ballot, person: User, choice: str, now: datetime) -> Vote:
    ballot = Ballot.objects.get(pk=ballot.pk)
    if ballot.status != BallotStatus.OPEN:
        raise DomainError(_too_late())
    if ballot.method != BallotMethod.SEAT:
        raise DomainError(_("This vote is a show of hands in the room."))
    elector = (
        Elector.objects.select_for_update(of=("self",))
        .filter(ballot=ballot, person=person, standing=Standing.ENTITLED)
        .first()
    )
    if elector is None:
        own = Elector.objects.filter(ballot=ballot, person=person).first()
        raise DomainError(refusal(own.standing if own else None))
    here = Q(left_at=None) | Q(left_at__gt=now)
    if not Attendance.objects.filter(here, meeting=ballot.meeting_id, person=person, came_at__lte=now).exists():
        raise DomainError(_("You are registered as having left the meeting. Tell the secretariat if you are here."))
    vote = Vote.objects.filter(elector=elector).first()
    if vote is None:
        return Vote.objects.create(elector=elector, choice=choice, cast_by=person, cast_at=now)
    if vote.choice == choice:
        raise DomainError(_("Your vote is registered already: %(choice)s.") % {"choice": vote.get_choice_display()})
    vote.choice, vote.cast_at = choice, now
    vote.save()
    return vote


def _too_late() -> str:
    return _("The vote is closed, and your vote came too late.")
