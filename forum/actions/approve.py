"""Approves minutes that nobody has remarked on when their time is out. The worker's sweep, one by one."""

import hashlib
from datetime import datetime
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import Exists, OuterRef

from forum.actions.moves import move
from forum.enums import MeetingStatus, RemarkAnswer
from forum.models import Meeting, Minutes, Remark
from forum.rendering import minutes_pdf
from forum.selectors.minutes import minutes_text


def approve_next(now: datetime, taken: list[Any] | None = None) -> bool:
    """Approve one meeting's minutes whose time is out and where every remark is answered. Says whether there was one.

    Remarks that were noted and not taken in stand below the text, in a last version.
    ``taken``: as of a sweep (``dekom.core.sweeps``).

    Source: the minutes of 12 March 2025: «Referatet ble godkjent én uke etter utsendelse.»
    """
    with pghistory.context(source="worker"), transaction.atomic():
        return _approve_next(now, [] if taken is None else taken)


def _approve_next(now: datetime, taken: list[Any]) -> bool:
    of_meeting = {"meeting": OuterRef("pk")}
    waiting = Meeting.objects.filter(
        ~Exists(Minutes.objects.filter(due_at__gte=now, **of_meeting)),
        ~Exists(Remark.objects.filter(minutes__meeting=OuterRef("pk"), answer=RemarkAnswer.OPEN)),
        status=MeetingStatus.MINUTES_SENT,
    ).exclude(pk__in=taken)
    meeting = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("date", "pk").first()
    if meeting is None:
        return False
    taken.append(meeting.pk)
    minutes = meeting.sent_minutes.order_by("-version")[0]
    if Remark.objects.filter(minutes__meeting=meeting, answer=RemarkAnswer.NOTED).exists():
        minutes = _with_notes(meeting, minutes)
    Minutes.objects.filter(pk=minutes.pk).update(approved_at=now)
    move(meeting, MeetingStatus.MINUTES_APPROVED)
    return True


def _with_notes(meeting: Meeting, last: Minutes) -> Minutes:
    pdf = minutes_pdf(minutes_text(meeting, version=last.version + 1, changes=last.changes))
    return Minutes.objects.create(
        meeting=meeting,
        version=last.version + 1,
        changes=last.changes,
        sent_at=last.sent_at,
        due_at=last.due_at,
        sent_by=last.sent_by,
        sha256=hashlib.sha256(pdf).hexdigest(),
        pdf=pdf,
    )
