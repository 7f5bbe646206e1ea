"""The minutes as they are written in the meeting: text by text, and what is to be followed up."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import User
from forum.enums import MeetingStatus
from forum.models import FollowUp, Item, Meeting

WRITABLE = (MeetingStatus.CALLED, MeetingStatus.IN_SESSION, MeetingStatus.MINUTES_SENT)
ITEM_TEXTS = ("minutes", "conclusion")


class TextConflict(StaleStateError):
    """Somebody else has written in the same field. Both texts are kept: theirs is stored, ours is here."""

    def __init__(self, theirs: str, ours: str) -> None:
        super().__init__(_("Somebody else has written here in the meantime. Your text is not stored yet."))
        self.theirs = theirs
        self.ours = ours


@transaction.atomic
def item_text(item: Item, field: str, text: str, *, was: str) -> None:
    """Store one text of a matter. ``was``: what the writer started from.

    Raises: DomainError: the minutes are approved. TextConflict: another text is stored than the writer started from.
    """
    assert field in ITEM_TEXTS
    row = Item.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)
    _check(row.meeting)
    stored = getattr(row, field)
    if _plain(stored) not in (_plain(was), _plain(text)):
        raise TextConflict(stored, text)
    if stored != text:
        setattr(row, field, text)
        row.save(update_fields=[field])


@transaction.atomic
def opening(meeting: Meeting, text: str, *, was: str) -> None:
    """What was said before the first matter.  Raises: DomainError, TextConflict, as ``item_text``."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    _check(row)
    if _plain(row.opening) not in (_plain(was), _plain(text)):
        raise TextConflict(row.opening, text)
    Meeting.objects.filter(pk=row.pk).exclude(opening=text).update(opening=text)


@transaction.atomic
def follow_up(item: Item, *, text: str, owner: User, deadline: date) -> FollowUp:
    """Somebody is to do something by a day.  Raises: DomainError: no text, or the minutes are approved."""
    _check(item.meeting)
    row = FollowUp(item=item, text=text.strip(), owner=owner, deadline=deadline)
    try:
        row.full_clean()
    except ValidationError as error:
        raise DomainError(error.messages) from error
    row.save()
    return row


@transaction.atomic
def done(row: FollowUp, *, outcome: str, now: datetime) -> None:
    """It is done, and this came of it.  Raises: DomainError: done already."""
    if not FollowUp.objects.filter(pk=row.pk, done_at=None).update(done_at=now, outcome=outcome.strip()[:300]):
        raise DomainError(_("This is done already."))


def _check(meeting: Meeting | None) -> None:
    if meeting is None or meeting.status not in WRITABLE:
        raise DomainError(_("Minutes are written from the notice until they are approved."))


def _plain(text: str) -> str:
    """Without what browsers change: line ends, and blanks around."""
    return text.replace("\r\n", "\n").strip()
