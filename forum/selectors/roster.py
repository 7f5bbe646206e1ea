"""Who sits where on a day, which seats are vacant, and whose term ends soon."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import FilteredRelation

from dekom.core.models import User
from dekom.core.ordering import norwegian_order
from dekom.core.periods import holds_on
from forum.models import Appointment, Composition, Forum, Meeting, Seat, VotingRule
from networks.enums import RoleKind
from networks.models import Role

SOON = timedelta(days=180)


@dataclass(frozen=True)
class RosterLine:
    """A seat with its people of the day."""

    seat: Seat
    of: int  # how many seats of this label there are
    member: Appointment | None
    deputies: list[Appointment] = field(default_factory=list)
    expires: date | None = None  # the member's or a deputy's term, if that ends soon and nobody follows

    @property
    def is_vacant(self) -> bool:
        return self.member is None


@dataclass(frozen=True)
class Roster:
    """A composition on a day."""

    composition: Composition | None
    day: date
    lines: list[RosterLine]

    @property
    def voting(self) -> int:
        return sum(line.seat.has_vote for line in self.lines)

    @property
    def vacant(self) -> list[RosterLine]:
        return [line for line in self.lines if line.is_vacant]

    @property
    def expiring(self) -> list[RosterLine]:
        return [line for line in self.lines if line.expires]


@dataclass(frozen=True)
class ForumPerson:
    """A member or a deputy, once: from the first day of their roles to the last, or until further notice."""

    user: User
    valid_from: date
    valid_to: date | None


def people_of_day(forum: Forum, day: date) -> dict[str, list[ForumPerson]]:
    """Members and deputies by kind of role, in Norwegian order; one query."""
    kinds = (RoleKind.FORUM_MEMBER, RoleKind.FORUM_DEPUTY)
    roles = Role.objects.on(day).filter(county=forum.county_id, kind__in=kinds).select_related("user")
    found: dict[str, dict[int, list[Role]]] = {kind: {} for kind in kinds}
    for role in roles.order_by(norwegian_order("user__name"), "pk"):
        found[role.kind].setdefault(role.user_id, []).append(role)
    return {kind: [_once(rows) for rows in people.values()] for kind, people in found.items()}


def _once(roles: list[Role]) -> ForumPerson:
    ends = [role.valid_to for role in roles if role.valid_to]
    last = max(ends) if len(ends) == len(roles) else None
    return ForumPerson(roles[0].user, min(role.valid_from for role in roles), last)


def composition_on(forum: Forum, day: date) -> Composition | None:
    return Composition.objects.filter(forum=forum).on(day).first()


def roster(forum: Forum, day: date) -> Roster:
    """Two queries, whatever the number of seats, and one for the composition."""
    composition = composition_on(forum, day)
    if composition is None:
        return Roster(None, day, [])
    seats = list(composition.seats.select_related("network", "organisation").order_by("order"))
    terms = list(Appointment.objects.filter(seat__composition=composition).select_related("person", "seat"))
    return Roster(composition, day, lines(seats, terms, day))


def lines(seats: Iterable[Seat], terms: Iterable[Appointment], day: date) -> list[RosterLine]:
    seats = list(seats)
    of: dict[str, int] = {}
    for seat in seats:
        of[seat.label] = of.get(seat.label, 0) + 1
    by_seat: dict[int, list[Appointment]] = {}
    for term in sorted(terms, key=lambda term: (term.rank, term.valid_from)):
        by_seat.setdefault(term.seat_id, []).append(term)
    return [_line(seat, of[seat.label], by_seat.get(seat.pk, []), day) for seat in seats]


def _line(seat: Seat, of: int, terms: list[Appointment], day: date) -> RosterLine:
    today = [term for term in terms if term.holds(day)]
    ends = [
        term.valid_to for term in today if term.valid_to and term.valid_to <= day + SOON and not _goes_on(term, terms)
    ]
    return RosterLine(
        seat,
        of,
        next((term for term in today if term.rank == 0), None),
        [term for term in today if term.rank],
        min(ends, default=None),
    )


def _goes_on(ending: Appointment, terms: list[Appointment]) -> bool:
    """Somebody is appointed to the same place from the day after."""
    return any(
        term.rank == ending.rank and ending.valid_to and term.valid_from == ending.valid_to + timedelta(days=1)
        for term in terms
    )


@dataclass(frozen=True)
class Table:
    """A meeting's table: its seats, who is appointed to them on the day, and the rule that they vote by."""

    seats: list[Seat]
    terms: list[Appointment]  # by seat and rank
    rule: VotingRule


def table_of(meeting: Meeting) -> Table:
    """The composition in force on the day of the meeting; one query, in which a vacant seat has no term.

    Where the forum has adopted no rule, the defaults of the model hold.
    """
    day, rules = meeting.date, "composition__forum__voting_rules"
    rows = (
        Seat.objects.filter(holds_on(day, "composition__"), composition__forum=meeting.forum_id)
        .annotate(
            term=FilteredRelation("appointments", condition=holds_on(day, "appointments__")),
            rule=FilteredRelation(rules, condition=holds_on(day, f"{rules}__")),
        )
        .select_related("term__person", "rule")  # type: ignore[misc]  # filtered relations
        .order_by("order", "term__rank")
    )
    seats: dict[int, Seat] = {}
    terms: list[Appointment] = []
    rule = VotingRule(forum_id=meeting.forum_id, valid_from=day)
    for row in rows:
        seat = seats.setdefault(row.pk, row)
        rule = getattr(row, "rule", rule)
        if term := getattr(row, "term", None):
            term.seat = seat
            terms.append(term)
    return Table(list(seats.values()), terms, rule)


def terms_of(meeting: Meeting) -> list[Appointment]:
    """Everybody who is appointed on the day of the meeting, by seat and rank."""
    found = Appointment.objects.filter(
        holds_on(meeting.date), holds_on(meeting.date, "seat__composition__"), seat__composition__forum=meeting.forum_id
    )
    return list(found.select_related("person", "seat").order_by("seat__order", "rank"))


def own_terms(user: User, meeting: Meeting) -> list[Appointment]:
    """What the person is appointed to on the day of the meeting."""
    return [term for term in terms_of(meeting) if term.person_id == user.pk]
