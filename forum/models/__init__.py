"""The forum as a body, and what it works with."""

from forum.models.assessments import Assessment, Group, GroupMember
from forum.models.attendance import Absence, Attendance, CallOut
from forum.models.forum import Forum, ForumQuerySet
from forum.models.meetings import HELD, Item, ItemCounter, ItemPaper, Meeting
from forum.models.minutes import FollowUp, Minutes, Remark
from forum.models.recommendations import Recommendation, RecommendationLine, RecommendationPoint
from forum.models.recusals import Recusal, RecusalDeclaration
from forum.models.seats import Appointment, Composition, Seat, VotingRule
from forum.models.sheets import CriteriaSheet, OwnNote, SheetAnswer
from forum.models.votes import Ballot, Elector, Motion, Vote

__all__ = [
    "HELD",
    "Absence",
    "Appointment",
    "Assessment",
    "Attendance",
    "Ballot",
    "CallOut",
    "Composition",
    "CriteriaSheet",
    "Elector",
    "FollowUp",
    "Forum",
    "ForumQuerySet",
    "Group",
    "GroupMember",
    "Item",
    "ItemCounter",
    "ItemPaper",
    "Meeting",
    "Minutes",
    "Motion",
    "OwnNote",
    "Recommendation",
    "RecommendationLine",
    "RecommendationPoint",
    "Recusal",
    "RecusalDeclaration",
    "Remark",
    "Seat",
    "SheetAnswer",
    "Vote",
    "VotingRule",
]
