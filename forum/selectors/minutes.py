"""Everything that the minutes of a meeting say, gathered for paper, for editing and for the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.timezone import localtime

from dekom.core.sorting import norwegian_key
from forum.enums import Capacity
from forum.minutes_words import ballot_sentence, network_cells
from forum.models import Attendance, Ballot, FollowUp, Item, Meeting, Motion, Remark
from forum.selectors.electorate import Room, room_of
from forum.selectors.minutes_table import NetworkTable, tables_of
from forum.selectors.motions import for_the_minutes, order_of


@dataclass(frozen=True)
class Present:
    """Somebody who was there: for whom, as what, and from when if not from the beginning."""

    name: str
    label: str
    is_deputy: bool
    capacity: str
    came_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True)
class Away:
    """Somebody who was to be there and was not."""

    name: str
    label: str


@dataclass(frozen=True)
class MotionText:
    """A motion and what became of it; ``ballot`` is the one that counts."""

    motion: Motion
    ballot: Ballot | None

    @property
    def sentence(self) -> str:
        """What became of it, in words."""
        return ballot_sentence(self)

    @property
    def recused(self) -> list[str]:
        """Whose seats were empty in the vote because they were recused, where that was asked for."""
        return getattr(self.motion, "recused", [])

    @property
    def margin(self) -> int:
        assert self.ballot is not None
        return abs((self.ballot.votes_for or 0) - (self.ballot.votes_against or 0))


@dataclass(frozen=True)
class ItemText:
    """A matter with its parts, motions and follow-ups."""

    item: Item
    letter: str = ""  # «a» of a part
    motions: list[MotionText] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    parts: list["ItemText"] = field(default_factory=list)
    table: NetworkTable | None = None

    @property
    def told(self) -> list[MotionText]:
        """The motions without those that are lines of the table."""
        table = self.table
        return [each for each in self.motions if table is None or not table.tells(each.motion)]

    @property
    def is_decided(self) -> bool:
        """Something came of it: a motion or a conclusion, in the matter itself or a part of it."""
        return any(each.motions or each.item.conclusion for each in (self, *self.parts))

    @property
    def cells(self) -> list[list[str]]:
        """The table's rows in words, each with the motion that settled it if there was a vote on it."""
        by_network: dict[int, MotionText] = {}
        singly = any(each.motion.network_id for each in self.motions)  # else the table's result says it once
        for each in self.motions if singly else ():
            for network in [each.motion.network_id] if each.motion.network_id else vars(each.motion)["covered"]:
                by_network[network] = each
        return [network_cells(row, by_network.get(row.network)) for row in self.table.rows] if self.table else []


@dataclass(frozen=True)
class MinutesText:
    """The whole: who, when, where, and each matter."""

    meeting: Meeting
    present: list[Present]
    secretariat: list[Present]
    absent: list[Away]
    deputies: int
    most: int  # the highest number entitled at any moment
    most_from: datetime | None  # from when, if not from the beginning
    seats: int
    items: list[ItemText]
    remarks: list[Remark]
    version: int
    changes: str = ""


def minutes_text(meeting: Meeting, *, version: int = 1, changes: str = "") -> MinutesText:
    """Eight queries, whatever the number of people and matters."""
    room = room_of(meeting)
    present = _present(room)
    most, since = _most(room)
    noted = Remark.objects.filter(minutes__meeting=meeting, answer="noted").select_related("person", "item")
    return MinutesText(
        meeting=meeting,
        present=[each for each in present if each.capacity != Capacity.SECRETARIAT],
        secretariat=[each for each in present if each.capacity == Capacity.SECRETARIAT],
        absent=_absent(room),
        deputies=sum(each.is_deputy for each in present),
        most=most,
        most_from=since,
        seats=sum(seat.has_vote for seat in room.seats),
        items=item_texts(meeting, FOLLOW_UPS, Prefetch("motions", for_the_minutes()), tables=tables_of(meeting)),
        remarks=list(noted),
        version=version,
        changes=changes,
    )


def _present(room: Room) -> list[Present]:
    by_person: dict[int, list[Attendance]] = {}
    for row in room.attendances:
        by_person.setdefault(row.person_id, []).append(row)
    found = [_one(room, rows) for rows in by_person.values()]
    return sorted(found, key=lambda each: norwegian_key(each.name))


def _one(room: Room, rows: Sequence[Attendance]) -> Present:
    rows = sorted(rows, key=lambda row: row.came_at)
    first, last = rows[0], rows[-1]
    terms = sorted((term for term in room.terms if term.person_id == first.person_id), key=lambda term: term.rank)
    return Present(
        name=first.person.name,
        label=terms[0].seat.label if terms else "",
        is_deputy=first.capacity == Capacity.DEPUTY,
        capacity=first.capacity,
        came_at=first.came_at if _late(room.meeting, first) else None,
        left_at=last.left_at if last.left_at and not _to_the_end(room.meeting, last) else None,
    )


def _late(meeting: Meeting, row: Attendance) -> bool:
    return bool(meeting.opened_at and row.came_at > meeting.opened_at)


def _to_the_end(meeting: Meeting, row: Attendance) -> bool:
    """Until it was closed, or at least as long as the notice said."""
    if row.left_at is None or meeting.closed_at is None:
        return False
    return row.left_at >= meeting.closed_at or localtime(row.left_at).time() >= meeting.ends


def _absent(room: Room) -> list[Away]:
    """Members who never came, whether they said so or not."""
    there = {row.person_id for row in room.attendances}
    members = [term for term in room.terms if term.rank == 0 and term.seat.has_vote and term.person_id not in there]
    return sorted(
        (Away(term.person.name, term.seat.label) for term in members), key=lambda each: norwegian_key(each.name)
    )


def _most(room: Room) -> tuple[int, datetime | None]:
    """The highest number entitled, and from when: it only grows when somebody comes."""
    best, since = 0, None
    for moment in sorted({row.came_at for row in room.attendances}):
        count = len(room.electorate(moment).entitled)
        if count > best:
            best, since = count, moment
    begun = room.meeting.opened_at
    return best, since if since and begun and since > begun else None


FOLLOW_UPS = Prefetch("follow_ups", FollowUp.objects.select_related("owner"))
MOTIONS = Prefetch("motions", Motion.objects.with_ballot())


def item_texts(
    meeting: Meeting, *parts: "Prefetch[Any]", tables: Mapping[int, NetworkTable] | None = None
) -> list[ItemText]:
    """The agenda as written: each matter with its parts. ``parts``: what else of them is asked for; a query each."""
    found = meeting.items.select_related("round", "network", "meeting", "parent__round").order_by("order", "pk")
    items = list(found.prefetch_related(*parts))
    top = [item for item in items if item.parent_id is None]
    tables = tables or {}
    return [
        _item(item, [part for part in items if part.parent_id == item.pk], table=tables.get(item.pk)) for item in top
    ]


def _item(item: Item, parts: Sequence[Item], letter: str = "", table: NetworkTable | None = None) -> ItemText:
    return ItemText(
        item,
        letter,
        [MotionText(motion, _counted(motion)) for motion in order_of(_known(item, "motions"))],
        _known(item, "follow_ups"),
        [_item(part, [], chr(ord("a") + number)) for number, part in enumerate(parts)],
        table,
    )


def _known(row: Item, name: str) -> list[Any]:
    """Rows that were asked for with the matters; none else."""
    fetched: dict[str, Any] = getattr(row, "_prefetched_objects_cache", {})
    return list(fetched.get(name, []))


def _counted(motion: Motion) -> Ballot | None:
    return motion.ballot if motion.ballot and not motion.ballot.is_open else None
