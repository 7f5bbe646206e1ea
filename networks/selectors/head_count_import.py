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


class Outcome(Enum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


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
    def usable(self) -> int:
        return sum(each.outcome is not Outcome.FAULTY for each in self.planned)


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
    planned = _once([_plan(count, places, old) for count in counts])
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
) -> PlannedCount:
    place = _place(count.owner, places)
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
        if each.outcome is not Outcome.FAULTY and key in seen:
            reason = fault_text(CountFault.TWICE, each.count.at.text)
            told.append(PlannedCount(each.count, Outcome.FAULTY, each.place, reason=reason))
            continue
        if each.outcome is not Outcome.FAULTY:
            seen.add(key)
        told.append(each)
    return told


def _place(text: str, places: Mapping[str, Owner | Network]) -> Owner | Network | None:
    """By name, or by the number that statistics write before it: «K-5001 Trondheim – Tråante»."""
    if found := places.get(plain(text)):
        return found
    number = re.match(r"(?:K[-_ ]?)?(\d{4}|\d{9})\b", text)
    return places.get(number.group(1)) if number else None


def fault_text(fault: CountFault, text: str) -> str:
    """What is wrong with one cell, to the person who has the file."""
    reasons = {
        CountFault.NO_OWNER: _("No owner stands here."),
        CountFault.UNKNOWN_OWNER: _("There is no owner or network called «%(text)s» in the county."),
        CountFault.NO_CATEGORY: _("No category stands here."),
        CountFault.UNKNOWN_CATEGORY: _("There is no category called «%(text)s»."),
        CountFault.NOT_A_NUMBER: _("«%(text)s» is not a number."),
        CountFault.NOT_WHOLE: _("«%(text)s» is not a whole number."),
        CountFault.NEGATIVE: _("«%(text)s» is negative."),
        CountFault.TOO_LARGE: _("«%(text)s» is too large."),
        CountFault.TWICE: _("The owner has a number for this category in a row above."),
    }
    return reasons[fault] % {"text": text}
