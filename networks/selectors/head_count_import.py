"""What an import of head counts would do: each number held against the register and the counts there are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from dekom.core.sorting import norwegian_key
from networks.enums import HeadCategory, OrganisationKind
from networks.models import ColumnMatch, County, HeadCount, Membership, Network, Owner
from networks.services.head_count_sheet import Column, Count, CountFault, Table
from networks.services.sheets import plain

# What the sources call their columns, besides our own words: GSI, Basil, KOSTRA and SSB
HEADERS = {
    Column.OWNER: (
        "kommune",
        "kommunenavn",
        "kommunenamn",
        "kommunenr",
        "kommunenummer",
        "eier",
        "eigar",
        "region",
        "enhet",
        "owner",
        "nettverk",
        "orgnr",
    ),
    Column.CATEGORY: ("kategori", "category", "statistikkvariabel", "måltall", "indikator"),
    Column.NUMBER: ("antall", "antal", "tall", "tal", "number", "verdi"),
    HeadCategory.KINDERGARTEN_CHILDREN: ("barn", "barnehagebarn", "barn i alt", "antall barn", "barn i barnehager"),
    HeadCategory.PUPILS: ("elever", "elevar", "elever i alt", "antall elever", "elevtall", "elevtal", "sum elever"),
    HeadCategory.UPPER_SECONDARY_PUPILS: ("elever vgo", "elever i videregående", "elevar i vidaregåande"),
    HeadCategory.APPRENTICES: ("lærlinger", "lærlingar"),
    HeadCategory.STAFF_YEARS: ("årsverk", "årsverk i alt"),
    HeadCategory.SCHOOLS: ("skoler", "skular", "antall skoler"),
    HeadCategory.AREA: ("areal", "areal km2"),
}


# Parts of words by which a header tells what it holds, where no other column has them
HINTS = {
    "kommune": Column.OWNER,
    "region": Column.OWNER,
    "barnehage": HeadCategory.KINDERGARTEN_CHILDREN,
    "grunnskole": HeadCategory.PUPILS,
    "grunnskule": HeadCategory.PUPILS,
    "videregående": HeadCategory.UPPER_SECONDARY_PUPILS,
    "vidaregåande": HeadCategory.UPPER_SECONDARY_PUPILS,
    "lærling": HeadCategory.APPRENTICES,
    "årsverk": HeadCategory.STAFF_YEARS,
}
# The counties' numbers, which municipality numbers begin with: what national statistics tell of the others is no fault
COUNTIES = frozenset({"03", "11", "15", "18", "31", "32", "33", "34", "39", "40", "42", "46", "50", "55", "56"})


class Outcome(Enum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"
    ELSEWHERE = "elsewhere"  # of a municipality in another county


@dataclass(frozen=True)
class PlannedCount:
    """One number, and what using it would do."""

    count: Count
    outcome: Outcome
    place: Owner | Network | None = None
    old: HeadCount | None = None
    reason: str = ""

    @property
    def category(self) -> str:
        return str(HeadCategory(self.count.category).label) if self.count.category else ""

    @property
    def fault_column(self) -> str:
        return self.count.owner_at.column if self.place is None and self.count.fault is None else self.count.at.column


@dataclass(frozen=True)
class CountPlan:
    planned: list[PlannedCount]
    missing: list[str]  # owners in a network that the file says nothing of

    def of(self, outcome: Outcome) -> list[PlannedCount]:
        return [each for each in self.planned if each.outcome is outcome]

    @property
    def faults(self) -> list[PlannedCount]:
        """Each fault once: an owner that is unknown is so for all the numbers of the row."""
        told: dict[tuple[int, str, str], PlannedCount] = {}
        for each in self.of(Outcome.FAULTY):
            told.setdefault((each.count.owner_at.row, each.fault_column, each.reason), each)
        return list(told.values())

    @property
    def usable(self) -> int:
        return sum(each.outcome not in (Outcome.FAULTY, Outcome.ELSEWHERE) for each in self.planned)


def category_words() -> dict[str, str]:
    """From what a category may be called, in any of our languages, to its code."""
    words: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words |= {plain(label): value for value, label in HeadCategory.choices}
    for code in HeadCategory:
        words |= dict.fromkeys((plain(word) for word in (code.value, *HEADERS.get(code, ()))), code.value)
    return words


def header_words() -> dict[str, str]:
    """From what a header may say to what the column holds."""
    roles = {
        plain(word): str(role) for role in (Column.OWNER, Column.CATEGORY, Column.NUMBER) for word in HEADERS[role]
    }
    return {**category_words(), **roles}


def remembered(county: County, source: str) -> dict[str, str]:
    """How the source's columns were matched last time: from header to meaning."""
    match = ColumnMatch.objects.filter(county=county, source=source).first()
    return dict(match.columns) if match else {}


def matched(table: Table, known: Mapping[str, str], guessed: Mapping[int, str]) -> dict[int, str]:
    """What each column holds: as remembered, where the header is known, else as guessed."""
    return {
        place: known[plain(header)] if plain(header) in known else guessed.get(place, "")
        for place, header in enumerate(table.headers)
    }


def plan_counts(counts: Sequence[Count], *, county: County, day: date) -> CountPlan:
    """What each number would do, in the order of the sheet; nothing is written. Four queries, however many numbers."""
    places = _places(county)
    old = {
        (each.owner_id, each.network_id, each.category): each
        for each in HeadCount.objects.of_county(county).filter(counted_on=day)
    }
    planned = _once([_plan(count, places, old, county.number) for count in counts])
    named = {each.place.pk for each in planned if isinstance(each.place, Owner)}
    members = Membership.objects.on(day).filter(network__county=county).exclude(owner__in=named)
    owners = members.filter(owner__kind=OrganisationKind.MUNICIPALITY).values_list("owner__name", flat=True)
    networks = any(isinstance(each.place, Network) for each in planned)
    return CountPlan(planned, [] if networks else sorted(set(owners), key=norwegian_key))


def _places(county: County) -> dict[str, Owner | Network]:
    """Owners and networks by everything that people call them; owners go first."""
    found: dict[str, Owner | Network] = {}
    for network in Network.objects.filter(county=county):
        found |= dict.fromkeys((plain(network.name), plain(network.short_name), plain(network.code)), network)
    for owner in Owner.objects.filter(county=county):
        names = [owner.name, f"{owner.name} kommune", owner.number, owner.organisation_number]
        found |= {plain(name): owner for name in names if name}
    return found


def _plan(
    count: Count,
    places: Mapping[str, Owner | Network],
    old: Mapping[tuple[int | None, int | None, str], HeadCount],
    county: str,
) -> PlannedCount:
    place = _place(count.owner, places)
    if place is None and _county_of(count.owner) in COUNTIES - {county}:
        return PlannedCount(count, Outcome.ELSEWHERE)
    if count.fault is not None:
        return PlannedCount(count, Outcome.FAULTY, place, reason=fault_text(count.fault, count.at.text))
    if place is None:
        return PlannedCount(count, Outcome.FAULTY, reason=fault_text(CountFault.UNKNOWN_OWNER, count.owner))
    key = (place.pk, None, count.category) if isinstance(place, Owner) else (None, place.pk, count.category)
    before = old.get(key)
    if before is None:
        return PlannedCount(count, Outcome.NEW, place)
    same = before.number == count.number
    return PlannedCount(count, Outcome.SAME if same else Outcome.CHANGED, place, before)


def _once(planned: Sequence[PlannedCount]) -> list[PlannedCount]:
    """One owner under two names is the same owner: the second number is a fault."""
    seen: set[tuple[str, str]] = set()
    told = []
    for each in planned:
        key = (f"{type(each.place).__name__} {each.place.pk if each.place else ''}", each.count.category)
        fits = each.place is not None and each.outcome is not Outcome.FAULTY
        if fits and key in seen:
            reason = fault_text(CountFault.TWICE, each.count.at.text)
            told.append(PlannedCount(each.count, Outcome.FAULTY, each.place, reason=reason))
            continue
        if fits:
            seen.add(key)
        told.append(each)
    return told


NUMBERED = re.compile(r"(?:K[-_ ]?)?(\d{3,4}|\d{9})\b")


def _number_of(text: str) -> str:
    """The number that statistics write before a name; spreadsheets drop the nought of «0301»."""
    found = NUMBERED.match(text)
    return found.group(1).zfill(4) if found else ""


def _county_of(text: str) -> str:
    """The first two digits of a municipality number; nothing where the text begins otherwise."""
    number = _number_of(text)
    return number[:2] if len(number) == 4 else ""


def _place(text: str, places: Mapping[str, Owner | Network]) -> Owner | Network | None:
    """By name, by the number that statistics write before it («K-5001 Trondheim»), or by one of several names.

    «Nærøysund (2020-)» and «Trondheim – Tråante» are written so: years and Sami names stand beside the name.
    """
    if found := places.get(plain(text)) or places.get(_number_of(text)):
        return found
    parts = [re.sub(r"\([^)]*\)", " ", text), *re.split(r"\s[-–—/]\s", text)]
    found_by_name = {place.pk: place for part in parts if (place := places.get(plain(part)))}
    return next(iter(found_by_name.values())) if len(found_by_name) == 1 else None


def fault_text(fault: CountFault, text: str) -> str:
    """What is wrong with one cell, to the person who has the file."""
    reasons = {
        CountFault.NO_OWNER: _("No owner stands here."),
        CountFault.UNKNOWN_OWNER: _("There is no owner or network called «%(text)s» in the county."),
        CountFault.NO_CATEGORY: _("No category stands here."),
        CountFault.UNKNOWN_CATEGORY: _("There is no category called «%(text)s»."),
        CountFault.NOT_A_NUMBER: _("«%(text)s» is not a number."),
        CountFault.NOT_WHOLE: _("«%(text)s» is not a whole number."),
        CountFault.AMBIGUOUS: _("«%(text)s» may be thousands or decimals. Write it without the comma."),
        CountFault.WITHHELD: _("«%(text)s» says that there is no number here. Write 0 if there are none."),
        CountFault.NEGATIVE: _("«%(text)s» is negative."),
        CountFault.TOO_LARGE: _("«%(text)s» is too large."),
        CountFault.TWICE: _("The owner has a number for this category in a row above."),
    }
    return reasons[fault] % {"text": text}
