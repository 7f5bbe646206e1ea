"""Signed addresses that let somebody answer from a mail without signing in. A link is good for one thing only."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from forum.models import Appointment, CallOut, Meeting

ABSENCE = "forum.absence"
CALL_OUT = "forum.call_out"


def absence_token(meeting: Meeting, term: Appointment) -> str:
    """Reports absence from this meeting for this member, and nothing else."""
    return signing.dumps([meeting.pk, term.pk], salt=ABSENCE)


def absence_link(meeting: Meeting, term: Appointment) -> str:
    return settings.SITE_URL + reverse("meeting_absence", args=[absence_token(meeting, term)])


def read_absence_token(token: str) -> tuple[int, int] | None:
    """The meeting's and the appointment's keys; None when the token is not ours."""
    try:
        meeting, term = signing.loads(token, salt=ABSENCE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return int(meeting), int(term)


def call_out_token(call_out: CallOut) -> str:
    return signing.dumps(call_out.pk, salt=CALL_OUT)


def call_out_link(call_out: CallOut) -> str:
    return settings.SITE_URL + reverse("meeting_call_out", args=[call_out_token(call_out)])


def read_call_out_token(token: str) -> int | None:
    try:
        return int(signing.loads(token, salt=CALL_OUT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
