"""A small forum in session: three voting seats and the governor's, and people in the room from ten o'clock."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dekom.core.models import User
from forum.actions import agenda, attend, convene
from forum.enums import SeatCategory
from forum.models import Appointment, Forum, Item, Meeting, Seat
from forum.selectors.roster import terms_of
from networks.enums import RoleKind
from tests.factories import (
    MEETING_DAY,
    AppointmentFactory,
    CompositionFactory,
    ForumFactory,
    ItemFactory,
    MeetingFactory,
    RoleFactory,
    SeatFactory,
    person,
)

TEN = datetime(2025, 3, 12, 9, tzinfo=UTC)  # 10:00 in Oslo
BEFORE = datetime(2025, 2, 20, 12, tzinfo=UTC)


def at(hour, minute=0):
    """A clock time in Oslo on the day of the meeting."""
    return TEN + timedelta(hours=hour - 10, minutes=minute)


@dataclass
class World:
    forum: Forum
    meeting: Meeting
    secretary: User
    seats: list[Seat]
    members: list[Appointment]
    deputies: list[Appointment]
    items: list[Item] = field(default_factory=list)

    def call(self):
        convene.call(self.meeting, now=BEFORE)
        return self

    def begin(self, *absent):
        """Called, opened, and every member but ``absent`` there from ten."""
        self.call()
        convene.begin(self.meeting, now=TEN)
        for term in self.members:
            if term not in absent:
                self.arrive(term.person)
        return self

    def arrive(self, who, moment=TEN):
        return attend.arrive(self.meeting, who, at=moment, terms=terms_of(self.meeting))

    @property
    def item(self):
        return Item.objects.get(pk=self.items[0].pk)


def a_forum(seats=3, items=2):
    forum = ForumFactory()
    composition = CompositionFactory(forum=forum)
    made = [SeatFactory(composition=composition, label=f"Body {number}") for number in range(1, seats + 1)]
    governor = SeatFactory(composition=composition, category=SeatCategory.GOVERNOR, has_vote=False, label="Governor")
    secretary = person(RoleKind.SECRETARIAT, forum.county)
    AppointmentFactory(seat=governor, person=secretary)
    members = [AppointmentFactory(seat=seat) for seat in made]
    deputies = [AppointmentFactory(seat=seat, rank=1) for seat in made]
    for term in members:
        person_of(term, RoleKind.FORUM_MEMBER, forum)
    meeting = MeetingFactory(forum=forum, date=MEETING_DAY)
    world = World(forum, meeting, secretary, made, members, deputies)
    for _number in range(items):
        item = ItemFactory(meeting=None, forum=forum)
        world.items.append(agenda.place(item, meeting))
    return world


def person_of(term, kind, forum):
    RoleFactory(user=term.person, kind=kind, county=forum.county)
