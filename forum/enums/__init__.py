"""The words that the forum's rows may carry, and the moves between states."""

from forum.enums.meetings import (
    MEETING_MOVES,
    AbsenceScope,
    AttendanceMode,
    CallOutAnswer,
    Capacity,
    ItemKind,
    MeetingStatus,
    RemarkAnswer,
)
from forum.enums.seats import APPOINTMENT_YEARS, NEVER_VOTE, AppointmentRole, QuorumBase, SeatCategory, TieRule
from forum.enums.votes import (
    BALLOT_MOVES,
    BallotMethod,
    BallotStatus,
    Choice,
    Dealing,
    MotionKind,
    MotionState,
    Standing,
)

__all__ = [
    "APPOINTMENT_YEARS",
    "BALLOT_MOVES",
    "MEETING_MOVES",
    "NEVER_VOTE",
    "AbsenceScope",
    "AppointmentRole",
    "AttendanceMode",
    "BallotMethod",
    "BallotStatus",
    "CallOutAnswer",
    "Capacity",
    "Choice",
    "Dealing",
    "ItemKind",
    "MeetingStatus",
    "MotionKind",
    "MotionState",
    "QuorumBase",
    "RemarkAnswer",
    "SeatCategory",
    "Standing",
    "TieRule",
]
