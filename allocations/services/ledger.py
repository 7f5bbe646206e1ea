"""A round's ledger: every krone of the appropriation has one place at any date. Whole kroner."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from allocations.services.leftovers import Distribution, OverdrawnError


class Place(StrEnum):
    STATE = "state"  # outside the round: where the appropriation comes from, and what is paid back goes
    NOT_DISTRIBUTED = "not_distributed"
    FIXED = "fixed"
    COMMON_MEASURES = "common_measures"
    RESERVE = "reserve"
    FRAME = "frame"  # a network may plan for it, and has not asked yet
    ASKED = "asked"  # asked for, not decided
    BELOW_FRAME = "below_frame"  # the network asked for less than its frame
    REFUSED = "refused"  # asked for, and not granted
    RECOMMENDED = "recommended"  # of the leftover funds, not decided
    GRANTED = "granted"  # decided, not paid
    PAID = "paid"  # with the recipient
    UNSPENT = "unspent"  # paid, and reported unspent; what becomes of it is not settled
    CARRIED_OVER = "carried_over"  # unspent, and kept for the same purpose next year
    SET_OFF = "set_off"  # unspent, and part of next year's grant
    RETURNED = "returned"  # granted, and given back


LEFTOVER = (Place.NOT_DISTRIBUTED, Place.BELOW_FRAME, Place.REFUSED, Place.RETURNED)  # free to be distributed
UNUSED = (Place.BELOW_FRAME, Place.REFUSED, Place.RETURNED)

Balances = dict[tuple[Place, str], int]  # by place and network code ("" for what belongs to none)


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement of money between two places on a day."""

    on: date
    amount: int
    taken_from: Place
    put_in: Place
    from_network: str = ""
    to_network: str = ""
    note: str = ""


def balances(entries: Iterable[Entry], on: date) -> Balances:
    """What stands where at the end of the day. Leaves out what is zero, and the state's own account.

    The sum is always what the state has given less what it has got back.
    Raises: OverdrawnError: on some day, more was taken from a place than stood there. ValueError: a negative entry.
    """
    found: Counter[tuple[Place, str]] = Counter()
    in_order = sorted((entry for entry in entries if entry.on <= on), key=lambda entry: entry.on)
    for entry in in_order:
        if entry.amount < 0:
            raise ValueError("An entry is not negative: money that goes back is an entry the other way.")
        found[entry.taken_from, entry.from_network] -= entry.amount
        found[entry.put_in, entry.to_network] += entry.amount
        standing = found[entry.taken_from, entry.from_network]
        if standing < 0 and entry.taken_from is not Place.STATE:
            raise OverdrawnError(" ".join(filter(None, [entry.taken_from.value, entry.from_network])), -standing)
    return {where: amount for where, amount in found.items() if amount and where[0] is not Place.STATE}


def by_place(standing: Balances) -> dict[Place, int]:
    """The balances summed over networks, every place named."""
    return {
        place: sum(amount for (where, _network), amount in standing.items() if where is place)
        for place in Place
        if place is not Place.STATE
    }


def leftover(standing: Balances) -> int:
    """What is free to be distributed: not yet distributed, asked below the frame, refused and returned."""
    return sum(amount for (place, _network), amount in standing.items() if place in LEFTOVER)


# --- What happens in a round, as entries


def appropriated(on: date, amount: int, *, note: str = "") -> list[Entry]:
    return [Entry(on, amount, Place.STATE, Place.NOT_DISTRIBUTED, note=note)]


def set_aside(on: date, place: Place, amount: int, *, note: str = "") -> list[Entry]:
    """To fixed grants, common measures or the reserve."""
    return [Entry(on, amount, Place.NOT_DISTRIBUTED, place, note=note)]


def frames_adopted(on: date, frames: Mapping[str, int], *, note: str = "") -> list[Entry]:
    return [
        Entry(on, frame, Place.NOT_DISTRIBUTED, Place.FRAME, to_network=network, note=note)
        for network, frame in frames.items()
    ]


def asked(on: date, network: str, *, frame: int, requested: int) -> list[Entry]:
    """A basis is handed in: what it asks for within the frame, and what it leaves. Above the frame nothing moves."""
    within = min(frame, requested)
    return moved(on, network, Place.FRAME, {Place.ASKED: within, Place.BELOW_FRAME: frame - within})


def decided(on: date, network: str, *, asked_for: int, granted: int, below_frame: int = 0) -> list[Entry]:
    """A decision: granted and refused of what was asked for within the frame.

    More than asked for (the frame is filled up) is taken from what the network left below its frame,
    and after that from what is not distributed.
    """
    within = min(asked_for, granted)
    filled_up = min(granted - within, below_frame)
    beyond = granted - within - filled_up
    return [
        *moved(on, network, Place.ASKED, {Place.GRANTED: within, Place.REFUSED: asked_for - within}),
        *moved(on, network, Place.BELOW_FRAME, {Place.GRANTED: filled_up}),
        *([Entry(on, beyond, Place.NOT_DISTRIBUTED, Place.GRANTED, to_network=network)] if beyond else []),
    ]


def returned(on: date, network: str, amount: int, *, note: str = "") -> list[Entry]:
    return [Entry(on, amount, Place.GRANTED, Place.RETURNED, network, network, note)]


def fixed_granted(on: date, amount: int, *, note: str = "") -> list[Entry]:
    """A fixed grant is decided; what the governor keeps for itself stays where it is."""
    return [Entry(on, amount, Place.FIXED, Place.GRANTED, note=note)]


def undone(on: date, network: str, amount: int, place: Place, standing: Balances) -> list[Entry]:
    """A settlement is undone, and the money unspent again: first of where it went, then of what is not distributed."""
    there = min(amount, standing.get((place, network), 0))
    rest = amount - there
    return [
        *moved(on, network, place, {Place.UNSPENT: there}),
        *([Entry(on, rest, Place.NOT_DISTRIBUTED, Place.UNSPENT, to_network=network)] if rest else []),
    ]


def recommended(on: date, parts: Mapping[str, int], *, note: str = "") -> list[Entry]:
    """The forum recommends who gets of the leftover funds. Under «» stands what named organisations get."""
    return [
        Entry(on, amount, Place.NOT_DISTRIBUTED, Place.RECOMMENDED, to_network=network, note=note)
        for network, amount in parts.items()
        if amount
    ]


def granted_more(on: date, network: str, amount: int, standing: Balances) -> list[Entry]:
    """A new edition grants more: first what was recommended of the leftover funds, then what is free."""
    of_recommended = min(amount, standing.get((Place.RECOMMENDED, network), 0))
    return [
        *moved(on, network, Place.RECOMMENDED, {Place.GRANTED: of_recommended}),
        *found(on, network, amount - of_recommended, standing, put_in=Place.GRANTED),
    ]


def found(on: date, network: str, amount: int, standing: Balances, *, put_in: Place) -> list[Entry]:
    """Taken of what is free: what the network gave back itself, then what is not distributed, then other networks'."""
    others = [where for where in standing if where[0] in UNUSED]
    sources = [(Place.RETURNED, network), (Place.NOT_DISTRIBUTED, ""), *others]
    entries = []
    for place, code in dict.fromkeys(sources):
        part = min(amount, standing.get((place, code), 0))
        amount -= part
        entries += [Entry(on, part, place, put_in, code, network)] if part else []
    return [*entries, *([Entry(on, amount, Place.NOT_DISTRIBUTED, put_in, to_network=network)] if amount else [])]


def gathered(on: date, standing: Balances) -> list[Entry]:
    """What the networks left, did not get or gave back, taken together before it is distributed anew."""
    return [
        Entry(on, amount, place, Place.NOT_DISTRIBUTED, from_network=network)
        for (place, network), amount in standing.items()
        if place in UNUSED
    ]


def leftover_given(on: date, distribution: Distribution, *, note: str = "") -> list[Entry]:
    return [
        Entry(on, part.amount, Place.NOT_DISTRIBUTED, Place.GRANTED, to_network=part.code, note=note)
        for part in distribution.parts
        if part.amount
    ]


def moved(on: date, network: str, taken_from: Place, amounts: Mapping[Place, int]) -> list[Entry]:
    return [Entry(on, amount, taken_from, put_in, network, network) for put_in, amount in amounts.items() if amount]
