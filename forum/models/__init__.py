"""The forum as a body, and what it works with."""

from forum.models.attendance import Absence, Attendance, CallOut
from forum.models.forum import Forum, ForumQuerySet
from forum.models.meetings import HELD, Item, ItemCounter, ItemPaper, Meeting
from forum.models.minutes import FollowUp, Minutes, Remark
from forum.models.seats import Appointment, Composition, Seat, VotingRule
from forum.models.votes import Ballot, Elector, Motion, Vote

__all__ = [
    "HELD",
    "Absence",
    "Appointment",
    "Attendance",
    "Ballot",
    "CallOut",
    "Composition",
    "Elector",
    "FollowUp",
    "Forum",
    "ForumQuerySet",
    "Item",
    "ItemCounter",
    "ItemPaper",
    "Meeting",
    "Minutes",
    "Motion",
    "Remark",
    "Seat",
    "Vote",
    "VotingRule",
]
