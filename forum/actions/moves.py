"""The guarded write that every move of a meeting goes through."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError, StaleStateError
from forum.enums import MEETING_MOVES, MeetingStatus
from forum.models import Meeting


def move(meeting: Meeting, to: MeetingStatus, **fields: Any) -> None:
    """Move the meeting if it is still as the caller saw it, and write ``fields`` with the move.

    Raises: DomainError: not a declared move. StaleStateError: somebody else was first.
    """
    if not MEETING_MOVES.allows(meeting.status, to):
        raise DomainError(
            _("The meeting can't go from «%(old)s» to «%(new)s».")
            % {"old": meeting.get_status_display(), "new": to.label}
        )
    moved = Meeting.objects.filter(pk=meeting.pk, status=meeting.status, version=meeting.version).update(
        status=to, version=F("version") + 1, **fields
    )
    if moved != 1:
        raise StaleStateError(_("Somebody else has changed this meeting in the meantime."))
    meeting.refresh_from_db()
