"""How a meeting's seats fill: who comes, who can't, who is asked instead, and who is there."""

from dataclasses import dataclass, field

from forum.enums import CallOutAnswer
from forum.models import Absence, Appointment, Attendance, CallOut, Meeting, Seat
from forum.selectors.electorate import Room
from forum.selectors.roster import RosterLine, lines, table_of


@dataclass(frozen=True)
class SeatFill:
    """A seat before and in the meeting."""

    seat: Seat
    of: int
    member: Appointment | None
    deputies: list[Appointment]
    absences: list[Absence] = field(default_factory=list)
    call_outs: list[CallOut] = field(default_factory=list)

    @property
    def comes(self) -> Appointment | None:
        """The deputy who has said yes."""
        return next((each.appointment for each in self.call_outs if each.answer == CallOutAnswer.YES), None)

    @property
    def asked(self) -> Appointment | None:
        return next((each.appointment for each in self.call_outs if each.answer == CallOutAnswer.NONE), None)

    @property
    def is_whole(self) -> bool:
        """The member is away from the whole meeting."""
        return any(absence.scope == "whole" for absence in self.absences)

    @property
    def is_empty(self) -> bool:
        """Nobody comes as it stands: neither the member, nor a deputy who has said yes."""
        return (self.member is None or self.is_whole) and self.comes is None


@dataclass(frozen=True)
class Fill:
    """All seats, and how many are taken."""

    seats: list[SeatFill]

    @property
    def voting(self) -> int:
        return sum(each.seat.has_vote for each in self.seats)

    @property
    def filled(self) -> int:
        return sum(each.seat.has_vote and not each.is_empty for each in self.seats)

    @property
    def reported(self) -> int:
        return sum(bool(each.absences) for each in self.seats)

    @property
    def waiting(self) -> int:
        return sum(each.asked is not None and each.comes is None for each in self.seats)


def roster_fill(meeting: Meeting, room: Room | None = None) -> Fill:
    """Three queries at most, whatever the number of seats; one where the room is known."""
    if room is None:
        table = table_of(meeting)
        seats, terms = table.seats, table.terms
        absences = list(meeting.absences.filter(withdrawn_at=None).select_related("appointment__person", "item"))
    else:
        seats, terms, absences = room.seats, room.terms, room.absences
    asked: dict[int, list[CallOut]] = {}
    for call_out in CallOut.objects.filter(absence__in=absences).select_related("appointment__person"):
        asked.setdefault(call_out.absence_id, []).append(call_out)
    return Fill([_fill(line, absences, asked) for line in lines(seats, terms, meeting.date)])


def _fill(line: RosterLine, absences: list[Absence], asked: dict[int, list[CallOut]]) -> SeatFill:
    own = [absence for absence in absences if absence.appointment.seat_id == line.seat.pk]
    return SeatFill(
        line.seat,
        line.of,
        line.member,
        line.deputies,
        [absence for absence in own if line.member is None or absence.appointment_id == line.member.pk],
        [call_out for absence in own for call_out in asked.get(absence.pk, [])],
    )


def calls_to(terms: list[Appointment], meeting: Meeting) -> list[CallOut]:
    """Calls to these deputies, while the members are away."""
    calls = CallOut.objects.filter(appointment__in=terms, absence__meeting=meeting, absence__withdrawn_at=None)
    return list(calls.select_related("absence__appointment__person")) if terms else []


@dataclass(frozen=True)
class Here:
    """Somebody who may be noted as present, and whether they are."""

    term: Appointment
    row: Attendance | None  # the latest; present while it has no end

    @property
    def is_here(self) -> bool:
        return self.row is not None and self.row.left_at is None


def people_in(room: Room) -> list[tuple[Seat, list[Here]]]:
    """Each seat with its people and their latest attendance."""
    latest: dict[int, Attendance] = {}
    for row in sorted(room.attendances, key=lambda row: row.came_at):
        latest[row.person_id] = row
    by_seat: dict[int, list[Here]] = {}
    for term in room.terms:
        by_seat.setdefault(term.seat_id, []).append(Here(term, latest.get(term.person_id)))
    return [(seat, by_seat.get(seat.pk, [])) for seat in room.seats]
