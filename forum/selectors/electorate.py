"""Gathers the facts that say who may vote, and asks the service. Computes nothing itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from dekom.core.models import User
from forum.models import Absence, Appointment, Attendance, Item, Meeting, Motion, Seat, VotingRule
from forum.selectors.recusals import recused_by_person
from forum.selectors.roster import table_of
from forum.services.electorate import Away, Place, Presence, Reason, SeatFacts, Term, electorate, entitled
from forum.services.tally import Rule, quorum_needed
from networks.models import Round


@dataclass(frozen=True)
class Electorate:
    """Who may vote in a matter at a moment, and the rule that holds."""

    places: list[Place]
    seats: dict[int, Seat]
    people: dict[int, User]
    rule: Rule

    @property
    def entitled(self) -> list[Place]:
        return entitled(self.places)

    @property
    def has_quorum(self) -> bool:
        return len(self.entitled) >= self.rule.quorum_needed


@dataclass
class Room:
    """Everything about a meeting's people, fetched once; asked for each matter."""

    meeting: Meeting
    seats: list[Seat]
    terms: list[Appointment]
    rule: VotingRule
    attendances: list[Attendance]
    absences: list[Absence]
    recused: dict[int, dict[int, set[int]]] = field(default_factory=dict)  # by round and person, as asked for

    def electorate(self, at: datetime, item: Item | None = None, motion: Motion | None = None) -> Electorate:
        """Who may vote in the matter, or on its motion: those recused from what these are about are out."""
        items = {pk for pk in (item.pk, item.parent_id) if pk} if item else set()
        places = electorate(
            [SeatFacts(seat.pk, seat.has_vote) for seat in self.seats],
            [Term(term.seat_id, term.person_id, term.rank, term.valid_from, term.valid_to) for term in self.terms],
            [Presence(each.person_id, each.came_at, each.left_at) for each in self.attendances],
            [Away(each.appointment.person_id, each.begins, each.ends, each.item_id) for each in self.absences],
            frozenset(recused_from(self, item, motion) if item else ()),
            at=timezone.localtime(at),
            items=items,
        )
        return Electorate(
            places,
            {seat.pk: seat for seat in self.seats},
            {term.person_id: term.person for term in self.terms},
            self._rule(places),
        )

    def _rule(self, places: list[Place]) -> Rule:
        total = sum(place.standing is not Reason.NO_VOTE for place in places)
        emptied = sum(place.standing is Reason.RECUSED for place in places)
        base = total if self.rule.quorum_base == "all" else total - emptied
        return Rule(
            seats_total=total,
            quorum_needed=quorum_needed(base, self.rule.quorum_percent),
            abstain_allowed=self.rule.abstain_allowed,
            chair_decides=self.rule.tie_rule == "chair",
        )


def room_of(meeting: Meeting) -> Room:
    """The table, the attendance and the absences of a meeting: three queries."""
    table = table_of(meeting)
    return Room(
        meeting,
        table.seats,
        table.terms,
        table.rule,
        list(meeting.attendances.select_related("person")),
        list(meeting.absences.filter(withdrawn_at=None).select_related("appointment__person", "item")),
    )


def electorate_for(motion: Motion, at: datetime) -> Electorate:
    """Who may vote on the motion."""
    room = room_of(motion.item.meeting)  # type: ignore[arg-type]  # motions are put in meetings
    return room.electorate(at, motion.item, motion)


def kept_out(motion: Motion, people: Iterable[int]) -> dict[int, set[int]]:
    """Of those who would vote on several networks as one: who is recused from which of them."""
    covered, round_ = set(motion.covers.values_list("pk", flat=True)), motion.round or motion.item.round_dealt_with
    if not covered or round_ is None:
        return {}
    found = recused_by_person(people, round_)
    return {person: networks & covered for person, networks in found.items() if networks & covered}


def recused_from(room: Room, item: Item, motion: Motion | None) -> set[int]:
    """Those who take no part in the matter, in the one that it is a part of, or in the motion."""
    about = [(matter.round, matter.network_id) for matter in item.matters if matter.network_id]
    if motion and motion.network_id:
        about.append((motion.round or item.round_dealt_with, motion.network_id))
    return {person for round_, network in about for person in recused_people(room, round_, network)}


def recused_people(room: Room, round_: Round | None, network: int) -> set[int]:
    """Those of the meeting's people who take no part where the network is dealt with; asked once for each round."""
    if round_ is None:
        return set()
    if round_.pk not in room.recused:
        room.recused[round_.pk] = recused_by_person({term.person_id for term in room.terms}, round_)
    return {person for person, networks in room.recused[round_.pk].items() if network in networks}
