"""The forum's seats, meetings, matters and ballots."""

from datetime import UTC, date, datetime, time
from typing import Any

import factory
from factory.django import DjangoModelFactory

from forum.enums import (
    MEETING_MOVES,
    AbsenceScope,
    AppointmentRole,
    BallotMethod,
    Capacity,
    MeetingStatus,
    SeatCategory,
    TieRule,
)
from forum.models import (
    HELD,
    Absence,
    Appointment,
    Attendance,
    Ballot,
    CallOut,
    Composition,
    Elector,
    FollowUp,
    Item,
    Meeting,
    Motion,
    Seat,
    VotingRule,
)
from tests.factories.people import UserFactory
from tests.factories.register import LONG_AGO
from tests.factories.rounds import ForumFactory, path_to

MEETING_DAY = date(2025, 3, 12)
CALLED_AT = datetime(2025, 2, 20, 12, tzinfo=UTC)
OPENED_AT = datetime(2025, 3, 12, 9, tzinfo=UTC)  # 10:00 in Oslo


class CompositionFactory(DjangoModelFactory[Composition]):
    class Meta:
        model = Composition

    forum = factory.SubFactory(ForumFactory)
    name = "Composition"
    valid_from = LONG_AGO


class SeatFactory(DjangoModelFactory[Seat]):
    class Meta:
        model = Seat

    composition = factory.SubFactory(CompositionFactory)
    order = factory.Sequence(lambda number: number + 1)
    label = factory.Sequence(lambda number: f"Body {number:04}")
    category = SeatCategory.OTHER


class AppointmentFactory(DjangoModelFactory[Appointment]):
    """A member; with ``rank`` a deputy."""

    class Meta:
        model = Appointment

    seat = factory.SubFactory(SeatFactory)
    person = factory.SubFactory(UserFactory)
    rank = 0
    role = factory.LazyAttribute(lambda row: AppointmentRole.DEPUTY if row.rank else AppointmentRole.MEMBER)
    valid_from = date(2024, 1, 1)
    valid_to = date(2026, 12, 31)


class VotingRuleFactory(DjangoModelFactory[VotingRule]):
    class Meta:
        model = VotingRule

    forum = factory.SubFactory(ForumFactory)
    valid_from = LONG_AGO


class MeetingFactory(DjangoModelFactory[Meeting]):
    """Planned; with ``status`` it walks the allowed moves there."""

    class Meta:
        model = Meeting

    forum = factory.SubFactory(ForumFactory)
    title = factory.Sequence(lambda number: f"Meeting {number:04}")
    date = MEETING_DAY
    starts = factory.Sequence(lambda number: time(10 + number % 5, number % 60))
    ends = time(16)

    @classmethod
    def _create(cls, model_class: type[Meeting], *args: Any, **fields: Any) -> Meeting:
        status = fields.pop("status", MeetingStatus.PLANNED)
        meeting: Meeting = super()._create(model_class, *args, **fields)
        for step in path_to(MEETING_MOVES, status):
            meeting.status = step
            if step == MeetingStatus.CALLED:
                meeting.called_at = CALLED_AT
            if step in HELD and meeting.opened_at is None:
                meeting.opened_at = OPENED_AT
            meeting.save()
        return meeting


class ItemFactory(DjangoModelFactory[Item]):
    class Meta:
        model = Item

    meeting = factory.SubFactory(MeetingFactory)
    forum = factory.LazyAttribute(lambda row: row.meeting.forum if row.meeting else ForumFactory())
    order = factory.Sequence(lambda number: number)
    title = factory.Sequence(lambda number: f"Matter {number:04}")


class AttendanceFactory(DjangoModelFactory[Attendance]):
    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    person = factory.SubFactory(UserFactory)
    capacity = Capacity.MEMBER
    came_at = OPENED_AT


class AbsenceFactory(DjangoModelFactory[Absence]):
    class Meta:
        model = Absence

    meeting = factory.SubFactory(MeetingFactory)
    appointment = factory.SubFactory(AppointmentFactory)
    scope = AbsenceScope.WHOLE
    reported_at = CALLED_AT


class CallOutFactory(DjangoModelFactory[CallOut]):
    class Meta:
        model = CallOut

    absence = factory.SubFactory(AbsenceFactory)
    appointment = factory.SubFactory(AppointmentFactory, rank=1)
    sent_at = CALLED_AT


class MotionFactory(DjangoModelFactory[Motion]):
    class Meta:
        model = Motion

    item = factory.SubFactory(ItemFactory)
    title = factory.Sequence(lambda number: f"Motion {number:04}")


class BallotFactory(DjangoModelFactory[Ballot]):
    class Meta:
        model = Ballot

    motion = factory.SubFactory(MotionFactory)
    meeting = factory.LazyAttribute(lambda row: row.motion.item.meeting)
    method = BallotMethod.SEAT
    opened_at = OPENED_AT
    opened_by = factory.SubFactory(UserFactory)
    seats_total = 1
    quorum_needed = 1
    tie_rule = TieRule.CHAIR


class ElectorFactory(DjangoModelFactory[Elector]):
    class Meta:
        model = Elector

    ballot = factory.SubFactory(BallotFactory)
    seat = factory.SubFactory(SeatFactory)
    person = factory.SubFactory(UserFactory)
    standing = "entitled"


class FollowUpFactory(DjangoModelFactory[FollowUp]):
    class Meta:
        model = FollowUp

    item = factory.SubFactory(ItemFactory)
    text = factory.Sequence(lambda number: f"To do {number:04}")
    owner = factory.SubFactory(UserFactory)
    deadline = date(2025, 4, 1)
