"""A forum's seats with their people, pasted from a spreadsheet, a line a seat. Pure: no database and no language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

HEADERS = ("category", "kategori")
FIRST_PERSON = 2  # represents, category, then name and e-mail of the member and of each deputy
MAX_LINES = 200


class RosterFault(StrEnum):
    NO_LABEL = "no_label"
    UNKNOWN_CATEGORY = "unknown_category"
    NO_EMAIL = "no_email"
    BAD_EMAIL = "bad_email"
    MEMBER_TWICE = "member_twice"
    TWICE_IN_SEAT = "twice_in_seat"


@dataclass(frozen=True)
class Named:
    """A person as written. The name may be empty where the address is known already."""

    name: str
    email: str


@dataclass(frozen=True)
class PastedSeat:
    """One line: whom the seat speaks for, its member if it has one, and its deputies in order."""

    line: int
    label: str
    category: str
    member: Named | None
    deputies: tuple[Named, ...] = ()


@dataclass(frozen=True)
class RosterProblem:
    """What can't be used: the line's number from 1, and what stands there."""

    line: int
    fault: RosterFault
    text: str = ""


def read_roster(text: str, categories: Mapping[str, str]) -> tuple[list[PastedSeat], list[RosterProblem]]:
    """The seats, and everything that is wrong at once. Cells stand between tabs or semicolons.

    A header line, and lines without anything, are left out. ``categories`` leads from what people write, in small
    letters, to our codes.
    """
    seats: list[PastedSeat] = []
    problems: list[RosterProblem] = []
    members: set[str] = set()
    for line, cells in _lines(text):
        label, category = cells[0], categories.get(cells[1].casefold())
        if not label:
            problems.append(RosterProblem(line, RosterFault.NO_LABEL))
        if category is None:
            problems.append(RosterProblem(line, RosterFault.UNKNOWN_CATEGORY, cells[1]))
        people = [Named(name, email.lower()) for name, email in _pairs(cells[FIRST_PERSON:])]
        problems += _problems(line, people)
        member = people[0] if people and people[0].email else None
        if member and member.email in members:
            problems.append(RosterProblem(line, RosterFault.MEMBER_TWICE, member.email))
        if member:
            members.add(member.email)
        seats.append(PastedSeat(line, label, category or "", member, tuple(each for each in people[1:] if each.email)))
    return seats, problems


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text.splitlines()[:MAX_LINES], 1):
        cells = [" ".join(cell.split()) for cell in line.split("\t" if "\t" in line else ";")]
        cells += [""] * (FIRST_PERSON - len(cells))
        if any(cells) and not (number == 1 and cells[1].casefold() in HEADERS):
            yield number, cells


def _pairs(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    padded = [*cells, ""]
    for place in range(0, len(cells), 2):
        yield padded[place], padded[place + 1]


def _problems(line: int, people: Sequence[Named]) -> Iterator[RosterProblem]:
    addresses = [each.email for each in people if each.email]
    for each in people:
        if each.name and not each.email:
            yield RosterProblem(line, RosterFault.NO_EMAIL, each.name)
        elif each.email and not re.fullmatch(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}", each.email):
            yield RosterProblem(line, RosterFault.BAD_EMAIL, each.email)
    for address in sorted({each for each in addresses if addresses.count(each) > 1}):
        yield RosterProblem(line, RosterFault.TWICE_IN_SEAT, address)
