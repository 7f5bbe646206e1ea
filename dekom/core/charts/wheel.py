"""The annual wheel: twelve months, a ring for each actor, the milestones round it and today's line."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dekom.core.charts.geometry import band, point, reading_arc, text_width
from dekom.core.charts.wheel_pins import Pin, Today, WheelMilestone, place

MONTH_STARTS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)
RINGS = ((214, 246), (174, 206), (134, 166), (94, 126))  # from the outermost in
MONTHS_INNER, MONTHS_OUTER, MONTHS_OUTER_COMPACT = 252, 282, 296
HUB = 88


@dataclass(frozen=True)
class Period:
    """When an actor is at work; it may run past New Year. ``label`` may be empty."""

    start: date
    end: date
    label: str = ""


@dataclass(frozen=True)
class Ring:
    """An actor and their periods; ``key`` names the colour: gov, forum, net, own."""

    key: str
    label: str
    periods: Sequence[Period]


@dataclass(frozen=True)
class Words:
    """Everything the wheel says, translated: twelve months, and today's flag («I dag 20. mars»)."""

    months: Sequence[str]
    today: str = ""
    hub_above: str = ""
    hub: str = ""
    hub_below: str = ""
    hub_compact: str = ""
    hub_compact_below: str = ""


@dataclass(frozen=True)
class Month:
    path: str
    compact_path: str
    now: bool
    initial: str
    x: float
    y: float


@dataclass(frozen=True)
class Segment:
    key: str
    path: str


@dataclass(frozen=True)
class ArcText:
    """A text along an arc; ``number`` tells the arcs of one wheel apart."""

    number: int
    path: str
    text: str
    css: str


@dataclass(frozen=True)
class Wheel:
    view_box: str
    compact_view_box: str
    months: list[Month]
    lanes: list[float]
    segments: list[Segment]
    texts: list[ArcText]
    pins: list[Pin]
    today: Today | None
    words: Words


def angle(day: date) -> float:
    """Where a day stands on the wheel; 29 February stands on 1 March."""
    passed = min(MONTH_STARTS[day.month - 1] + day.day - 1, MONTH_STARTS[day.month])
    return passed / 365 * 360


def wheel(rings: Sequence[Ring], milestones: Sequence[WheelMilestone], today: date | None, words: Words) -> Wheel:
    """The wide and the compact wheel in one. Texts that have no room on their arc are left to the table beside it.

    Raises: ValueError: more than four rings, or not twelve months.
    """
    if len(rings) > len(RINGS) or len(words.months) != 12:
        raise ValueError("a wheel has twelve months and at most four rings")
    now = None if today is None else angle(today)
    months, arcs = _months(words, today)
    segments: list[Segment] = []
    for ring, (inner, outer) in zip(rings, RINGS, strict=False):
        radius = (inner + outer) / 2
        spans = [_span(period) for period in ring.periods]
        for period, (start, end) in zip(ring.periods, spans, strict=True):
            segments.append(Segment(ring.key, band(inner + 2, outer - 2, start, end)))
            if room := _room(period.label, radius, start, end, now):
                arcs.append((reading_arc(radius, *room), period.label, "seg-t"))
        if room := _free_arc(ring.label, radius, spans, now):
            arcs.append((reading_arc(radius, *room), ring.label, f"lane-t l-{ring.key}-t"))
    flag = None if now is None else Today.at(now, words.today, HUB)
    pins, box = place([(angle(milestone.day), milestone) for milestone in milestones], flag)
    return Wheel(
        view_box=box,
        compact_view_box="-300 -300 600 600",
        months=months,
        lanes=[(inner + outer) / 2 for inner, outer in RINGS[: len(rings)]],
        segments=segments,
        texts=[ArcText(number, path, text, css) for number, (path, text, css) in enumerate(arcs)],
        pins=pins,
        today=flag,
        words=words,
    )


def _months(words: Words, today: date | None) -> tuple[list[Month], list[tuple[str, str, str]]]:
    months, arcs = [], []
    for index, name in enumerate(words.months):
        start, end = MONTH_STARTS[index] / 365 * 360, MONTH_STARTS[index + 1] / 365 * 360
        now = today is not None and today.month == index + 1
        x, y = point(274, (start + end) / 2)
        months.append(
            Month(
                path=band(MONTHS_INNER, MONTHS_OUTER, start + 0.5, end - 0.5),
                compact_path=band(MONTHS_INNER, MONTHS_OUTER_COMPACT, start + 0.5, end - 0.5),
                now=now,
                initial=name[:1].upper(),
                x=round(x, 1),
                y=round(y + 9, 1),
            )
        )
        room = (start, end)
        if now and today is not None:
            room = _room(name, 267, start, end, angle(today)) or room
        arcs.append((reading_arc(267, *room), name, "m-name now" if now else "m-name"))
    return months, arcs


def _span(period: Period) -> tuple[float, float]:
    start, end = angle(period.start), angle(period.end)
    return start, end + 360 if end < start else end


def _degrees(text: str, size: float, radius: float, middle: float = 0) -> float:
    """How much of the ring a text takes, with air round it; at the bottom it is read along the ring's outer half."""
    return math.degrees((text_width(text, size) + 6) / (radius + (5 if 95 < middle % 360 < 265 else -5)))


def _room(text: str, radius: float, start: float, end: float, now: float | None) -> tuple[float, float] | None:
    """The stretch of a period where its text stands: all of it, or the better side of today's line."""
    if not text:
        return None
    needed = _degrees(text, 13.5, radius, (start + end) / 2)
    if end - start < needed:
        return None
    line = now if now is None or now >= start else now + 360
    if line is not None and start < line < end:
        start, end = max(
            [(start, line - 1), (line + 1, end)], key=lambda side: (side[1] - side[0] >= needed, side[1] - side[0])
        )
        if end - start < needed:
            return None
    return start, end


def _free_arc(
    text: str, radius: float, spans: Sequence[tuple[float, float]], now: float | None
) -> tuple[float, float] | None:
    """The widest stretch of a ring with no period and no line through it, if the actor's name fits there."""
    taken = sorted((start % 360, start % 360 + end - start) for start, end in spans)
    if now is not None:
        taken = sorted([*taken, (now - 2, now + 2)])
    if not taken:
        return 225, 315
    gaps = []
    reach = taken[0][0]
    for start, end in [*taken, (taken[0][0] + 360, taken[0][0] + 360)]:
        gaps.append((reach, start))
        reach = max(reach, end)
    needed = _degrees(text, 14.5, radius)
    fitting = [gap for gap in gaps if gap[1] - gap[0] >= needed]
    if not fitting:
        return None
    start, end = min(fitting, key=lambda gap: _from_nine_o_clock(gap, needed))
    middle = min(max(_aim(start, end), start + needed / 2), end - needed / 2)
    return middle - needed / 2, middle + needed / 2


def _aim(start: float, end: float) -> float:
    """The angle nearest nine o'clock, where the names of the rings stand under each other."""
    return 278 + 360 if start > 278 + 90 and end > 278 + 360 else 278


def _from_nine_o_clock(gap: tuple[float, float], needed: float) -> float:
    aim = _aim(*gap)
    middle = min(max(aim, gap[0] + needed / 2), gap[1] - needed / 2)
    return abs(middle - aim)
