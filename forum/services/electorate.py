"""Who may vote in a matter at a moment: one seat, one vote, and nobody twice. Pure: plain values in and out.

Source: the habits of collegial bodies, which forvaltningsloven § 8 and kommuneloven § 11-9 put into law. A vote belongs
to a seat; the member casts it, else the highest-ranked deputy who is there, not recused and not sitting for another
seat already. A recusal empties the person, not the seat. The governor's seat never votes.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class Reason(StrEnum):
    """What a seat is in a vote; the same words as the stored electors have."""

    ENTITLED = "entitled"
    RECUSED = "recused"
    ABSENT = "absent"
    VACANT = "vacant"
    NO_VOTE = "no_vote"


@dataclass(frozen=True)
class SeatFacts:
    """A seat of the composition in force. The order of the sequence is the order in which deputies are placed."""

    pk: int
    has_vote: bool


@dataclass(frozen=True)
class Term:
    """A person's appointment to a seat: rank 0 is the member. From a day to and with another."""

    seat: int
    person: int
    rank: int
    begins: date
    ends: date | None


@dataclass(frozen=True)
class Presence:
    """A person was there from a moment until they left, or still is."""

    person: int
    came: datetime
    left: datetime | None


@dataclass(frozen=True)
class Away:
    """A reported absence: for the whole meeting, between two clock times, or from one matter."""

    person: int
    begins: time | None = None
    ends: time | None = None
    item: int | None = None


@dataclass(frozen=True)
class Place:
    """What a seat is in this matter, and who sits there. A vacant or absent seat names the member, if it has one."""

    seat: int
    standing: Reason
    person: int | None = None
    is_deputy: bool = False


def electorate(
    seats: Sequence[SeatFacts],
    terms: Iterable[Term],
    presences: Iterable[Presence],
    aways: Iterable[Away],
    recused: Collection[int],
    *,
    at: datetime,
    items: Collection[int] = (),
) -> list[Place]:
    """One place for each seat, in the order given.

    ``at`` is the moment of the vote in local time, ``items`` the matter and the one it is part of, ``recused`` the
    people who take no part in it. A person who came at 11:00 counts from 11:00; who left at 14:00 no more from 14:00.
    """
    present = _present(presences, aways, at, items)
    by_seat = _by_seat(terms, at.date())
    sitting: dict[int, Term] = {}
    taken: set[int] = set()
    voting = [seat.pk for seat in seats if seat.has_vote]
    for members in (True, False):  # every member first, so that no deputy is taken who is a member elsewhere
        for seat in voting:
            if seat in sitting:
                continue
            for term in by_seat.get(seat, ()):
                able = term.person in present and term.person not in recused and term.person not in taken
                if (term.rank == 0) is members and able:
                    sitting[seat] = term
                    taken.add(term.person)
                    break
    return [_place(seat, sitting.get(seat.pk), by_seat.get(seat.pk, ()), present, recused) for seat in seats]


def _present(
    presences: Iterable[Presence], aways: Iterable[Away], at: datetime, items: Collection[int]
) -> frozenset[int]:
    there = {each.person for each in presences if each.came <= at and (each.left is None or at < each.left)}
    gone = {away.person for away in aways if _covers(away, at.time(), items)}
    return frozenset(there - gone)


def _covers(away: Away, clock: time, items: Collection[int]) -> bool:
    if away.item is not None:
        return away.item in items
    if away.begins is None or away.ends is None:
        return True
    return away.begins <= clock < away.ends


def _by_seat(terms: Iterable[Term], day: date) -> Mapping[int, Sequence[Term]]:
    """The seats' people of the day, the member first and then the deputies by rank."""
    found: dict[int, list[Term]] = {}
    for term in terms:
        if term.begins <= day and (term.ends is None or day <= term.ends):
            found.setdefault(term.seat, []).append(term)
    return {seat: sorted(each, key=lambda term: term.rank) for seat, each in found.items()}


def _place(
    seat: SeatFacts, sits: Term | None, own: Sequence[Term], present: Collection[int], recused: Collection[int]
) -> Place:
    if not seat.has_vote:
        return Place(seat.pk, Reason.NO_VOTE, own[0].person if own else None)
    if sits is not None:
        return Place(seat.pk, Reason.ENTITLED, sits.person, sits.rank > 0)
    if not own:
        return Place(seat.pk, Reason.VACANT)
    emptied = next((term for term in own if term.person in present and term.person in recused), None)
    if emptied is not None:
        return Place(seat.pk, Reason.RECUSED, emptied.person, emptied.rank > 0)
    return Place(seat.pk, Reason.ABSENT, own[0].person if own[0].rank == 0 else None)


def entitled(places: Iterable[Place]) -> list[Place]:
    return [place for place in places if place.standing is Reason.ENTITLED]
