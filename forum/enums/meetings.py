"""Words of meetings, matters, attendance and minutes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.moves import moves


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    CALLED = "called", _("Called")
    IN_SESSION = "in_session", _("In session")
    MINUTES_SENT = "minutes_sent", _("Minutes sent")
    MINUTES_APPROVED = "minutes_approved", _("Minutes approved")
    CANCELLED = "cancelled", _("Cancelled")


MEETING_MOVES = moves(
    {
        MeetingStatus.PLANNED: [MeetingStatus.CALLED, MeetingStatus.CANCELLED],
        MeetingStatus.CALLED: [MeetingStatus.IN_SESSION, MeetingStatus.CANCELLED],
        MeetingStatus.IN_SESSION: [MeetingStatus.MINUTES_SENT],
        MeetingStatus.MINUTES_SENT: [MeetingStatus.MINUTES_APPROVED],
    }
)


class ItemKind(models.TextChoices):
    INFORMATION = "information", _("Information")
    DISCUSSION = "discussion", _("Discussion")
    DECISION = "decision", _("Decision")


class AbsenceScope(models.TextChoices):
    WHOLE = "whole", _("The whole meeting")
    PART = "part", _("Part of the meeting")
    ITEM = "item", _("A single matter")


class CallOutAnswer(models.TextChoices):
    NONE = "none", _("No answer yet")
    YES = "yes", _("Comes")
    NO = "no", _("Can't come")


class Capacity(models.TextChoices):
    MEMBER = "member", _("Member")
    DEPUTY = "deputy", _("Deputy")
    OBSERVER = "observer", _("Observer")
    SECRETARIAT = "secretariat", _("Secretariat")


class AttendanceMode(models.TextChoices):
    IN_ROOM = "in_room", _("In the room")
    DIGITAL = "digital", _("Digitally")


class RemarkAnswer(models.TextChoices):
    OPEN = "open", _("Not answered")
    TAKEN_IN = "taken_in", _("Taken in")
    NOTED = "noted", _("Noted below the minutes")
