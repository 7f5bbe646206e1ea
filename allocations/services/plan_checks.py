"""Holds a budget and a recommendation against the forum's long-term plan. Amounts are whole kroner."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from allocations.enums.plan import PlanPlace, PlanSubject


@dataclass(frozen=True)
class PlannedGrant:
    """A yearly grant of the plan; without an amount the plan names it and gives no figure."""

    purpose: str
    recipient: str
    amount: int | None
    chapter: str = ""


@dataclass(frozen=True)
class PlanFacts:
    """What an adopted plan says of money. ``None`` is no figure."""

    grants: tuple[PlannedGrant, ...] = ()
    coordination: int | None = None  # to every network
    coordination_extra: Mapping[str, int | None] = field(default_factory=dict)  # by the network's name
    coordination_chapter: str = ""
    common_measures: int | None = None
    common_chapter: str = ""
    over_frame_percent: int = 0  # how far above its frame a network may come
    frame_chapter: str = ""


@dataclass(frozen=True)
class GivenGrant:
    """A fixed grant as the budget or the recommendation has it."""

    purpose: str
    recipient: str
    amount: int


@dataclass(frozen=True)
class GivenNetwork:
    """What one network is given, beside its frame."""

    name: str
    amount: int
    frame: int | None


@dataclass(frozen=True)
class Given:
    """The money of one place. ``None``: the place says nothing of it, so there is nothing to compare."""

    place: PlanPlace
    grants: tuple[GivenGrant, ...] | None = None
    coordination: int | None = None
    coordination_extra: Mapping[str, int] | None = None
    coordination_total: int | None = None
    network_count: int = 0
    common_measures: int | None = None
    networks: tuple[GivenNetwork, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One difference. Without a planned figure it is a notice: the plan neither forbids nor foresees the amount."""

    subject: PlanSubject
    name: str
    given: int
    planned: int | None
    chapter: str
    places: tuple[PlanPlace, ...]

    @property
    def is_deviation(self) -> bool:
        return self.planned is not None


def most_of(frame: int, plan: PlanFacts | None) -> int:
    """The most that the plan lets a network have: its frame, and so many percent more.

    Units: whole kroner, rounded down. Without a plan: the frame.
    """
    return frame + frame * (plan.over_frame_percent if plan else 0) // 100


def findings(plan: PlanFacts, given: Iterable[Given]) -> list[Finding]:
    """Everything in which the money differs from the plan, deviations first; the same in two places is told once.

    Units: whole kroner.
    Source: long-term plan chapter 4 (fixed yearly grants, coordination, frames); regulation FOR-2026-01-12-23 § 9.
    """
    merged: dict[tuple[object, ...], Finding] = {}
    for place in given:
        for found in _of(plan, place):
            key = (found.subject, found.name, found.given, found.planned)
            known = merged.get(key)
            merged[key] = replace(known, places=(*known.places, *found.places)) if known else found
    return sorted(merged.values(), key=lambda found: not found.is_deviation)


def _of(plan: PlanFacts, given: Given) -> Iterator[Finding]:
    place = (given.place,)
    if given.grants is not None:
        yield from _grants(plan.grants, given.grants, place)
    if given.coordination is not None and given.coordination != (plan.coordination or 0):
        yield Finding(
            PlanSubject.COORDINATION, "", given.coordination, plan.coordination, plan.coordination_chapter, place
        )
    if given.coordination_extra is not None:
        yield from _extras(plan, given.coordination_extra, place)
    if given.coordination_total is not None and plan.coordination is not None:
        extras = sum(amount or 0 for amount in plan.coordination_extra.values())
        planned = plan.coordination * given.network_count + extras
        if given.coordination_total != planned:
            yield Finding(
                PlanSubject.COORDINATION_TOTAL,
                "",
                given.coordination_total,
                planned,
                plan.coordination_chapter,
                place,
            )
    if given.common_measures is not None and given.common_measures != (plan.common_measures or 0):
        yield Finding(PlanSubject.COMMON, "", given.common_measures, plan.common_measures, plan.common_chapter, place)
    for network in given.networks:
        if network.frame is not None and network.amount > (most := most_of(network.frame, plan)):
            yield Finding(PlanSubject.OVER_FRAME, network.name, network.amount, most, plan.frame_chapter, place)


def _grants(
    planned: Sequence[PlannedGrant], given: Sequence[GivenGrant], place: tuple[PlanPlace, ...]
) -> Iterator[Finding]:
    pairs = _paired(planned, given)
    for grant in given:
        plan = pairs.get(grant)
        if plan is None or plan.amount is None:
            if grant.amount:
                chapter = plan.chapter if plan else ""
                yield Finding(PlanSubject.FIXED, grant.purpose, grant.amount, None, chapter, place)
        elif grant.amount != plan.amount:
            yield Finding(PlanSubject.FIXED, grant.purpose, grant.amount, plan.amount, plan.chapter, place)
    for plan in planned:
        if plan.amount and plan not in pairs.values():
            yield Finding(PlanSubject.FIXED, plan.purpose, 0, plan.amount, plan.chapter, place)


def _paired(planned: Sequence[PlannedGrant], given: Sequence[GivenGrant]) -> dict[GivenGrant, PlannedGrant]:
    """Which planned grant each given one is: of the same purpose, else the only one left to the same recipient."""
    pairs: dict[GivenGrant, PlannedGrant] = {}
    for grant in given:
        same = [plan for plan in planned if _same(plan.purpose, grant.purpose) and plan not in pairs.values()]
        if same:
            pairs[grant] = same[0]
    for grant in given:
        if grant in pairs:
            continue
        left = [plan for plan in planned if _same(plan.recipient, grant.recipient) and plan not in pairs.values()]
        rivals = [each for each in given if each not in pairs and _same(each.recipient, grant.recipient)]
        if len(left) == 1 and len(rivals) == 1:
            pairs[grant] = left[0]
    return pairs


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _extras(plan: PlanFacts, given: Mapping[str, int], place: tuple[PlanPlace, ...]) -> Iterator[Finding]:
    for name in [*plan.coordination_extra, *(name for name in given if name not in plan.coordination_extra)]:
        planned, amount = plan.coordination_extra.get(name), given.get(name, 0)
        if amount != (planned or 0):
            yield Finding(PlanSubject.COORDINATION_EXTRA, name, amount, planned, plan.coordination_chapter, place)
