"""Milestones round the annual wheel: pins on the rim and their texts beside it, none over another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dekom.core.charts.geometry import point, spread, text_width

RIM = 290
CLEAR = 302  # no text inside this circle
LINE = 18
LETTERS = 22
OUTWARD = 24  # texts near the top and the bottom stand beyond the rim
TOP, BOTTOM = -340, 340


@dataclass(frozen=True)
class WheelMilestone:
    """A date on the wheel; ``state`` is done, next or open. ``heading`` is the date as read («12. mars»)."""

    day: date
    heading: str
    text: str
    state: str


@dataclass(frozen=True)
class Today:
    """Today's line and its flag."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    flag_x: float
    flag_y: float
    flag_width: float
    text_x: float
    right: bool

    @classmethod
    def at(cls, angle: float, text: str, hub: float) -> "Today":
        (x0, y0), (x1, y1) = point(hub, angle), point(300, angle)
        width = round(text_width(text, 14) + 24, 1)
        right = angle < 180
        left = x1 - 2 if right else x1 + 2 - width
        return cls(
            x0=round(x0, 1),
            y0=round(y0, 1),
            x1=round(x1, 1),
            y1=round(y1, 1),
            text=text,
            flag_x=round(left, 1),
            flag_y=round(y1 - 13, 1),
            flag_width=width,
            text_x=round(left + width / 2, 1),
            right=right,
        )


@dataclass(frozen=True)
class Pin:
    """A pin on the rim and its text: heading, then lines. ``lead`` joins them where the text had to move."""

    x: float
    y: float
    compact_x: float
    compact_y: float
    state: str
    heading: str
    lines: list[tuple[str, float]]
    text_x: float
    text_y: float
    anchor: str
    lead: str


def wrap(text: str, letters: int = LETTERS) -> list[str]:
    """Lines of at most so many letters, broken between words."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def place(milestones: Sequence[tuple[float, WheelMilestone]], flag: Today | None) -> tuple[list[Pin], str]:
    """Pins in the order of the year, and the view box that holds every text."""
    pins: list[Pin] = []
    for right in (True, False):
        side = [(angle, milestone) for angle, milestone in milestones if (angle % 360 < 180) is right]
        pins += _side(side, flag if flag is not None and flag.right is right else None)
    pins.sort(key=lambda pin: math.atan2(pin.x, -pin.y) % math.tau)
    return pins, _view_box(pins, flag)


def _side(milestones: Sequence[tuple[float, WheelMilestone]], flag: Today | None) -> list[Pin]:
    """The pins on one side, their texts spread from the top down; today's flag, if it is here, keeps its place."""
    ordered = sorted(milestones, key=lambda item: point(RIM, item[0])[1])
    texts = [wrap(milestone.text) for _, milestone in ordered]
    heights = [22.0 + LINE * len(lines) for lines in texts]
    wanted = [point(RIM, angle)[1] * (1 + OUTWARD / RIM) for angle, _ in ordered]
    if flag is None:
        middles = spread(wanted, heights, TOP, BOTTOM)
    else:
        cut = sum(y < flag.y1 for y in wanted)
        above = spread(wanted[:cut], heights[:cut], min(TOP, flag.y1 - 16 - sum(heights[:cut])), flag.y1 - 16)
        middles = [*above, *spread(wanted[cut:], heights[cut:], flag.y1 + 16, BOTTOM)]
    return [
        _pin(angle, milestone, lines, middle, height)
        for (angle, milestone), lines, middle, height in zip(ordered, texts, middles, heights, strict=True)
    ]


def _view_box(pins: Sequence[Pin], flag: Today | None) -> str:
    left, right, top, bottom = -RIM - 30.0, RIM + 30.0, -RIM - 12.0, RIM + 12.0
    for pin in pins:
        width = max(text_width(text, 15) for text in [pin.heading, *(line for line, _ in pin.lines)])
        left = min(left, pin.text_x - (width if pin.anchor == "end" else 0))
        right = max(right, pin.text_x + (width if pin.anchor == "start" else 0))
        top = min(top, pin.text_y - 16)
        bottom = max(bottom, pin.text_y + LINE * len(pin.lines) + 6)
    if flag is not None:
        left, right = min(left, flag.flag_x), max(right, flag.flag_x + flag.flag_width)
    x, y = math.floor(left) - 6, math.floor(top) - 4
    return f"{x} {y} {math.ceil(right) + 6 - x} {math.ceil(bottom) + 4 - y}"


def _pin(angle: float, milestone: WheelMilestone, lines: Sequence[str], middle: float, height: float) -> Pin:
    x, y = point(RIM, angle)
    compact_x, compact_y = point(250, angle)
    right = angle % 360 < 180
    nearest = min(abs(middle - height / 2), abs(middle + height / 2)) if abs(middle) > height / 2 else 0
    clear = math.sqrt(max(CLEAR**2 - nearest**2, 0))
    text_x = max(abs(x) + 16, clear + 6) * (1 if right else -1)
    text_y = middle - height / 2 + 16
    lead = ""
    if abs(middle - y) > height / 2:
        lead = f"M{x:.1f} {y:.1f}L{text_x - (4 if right else -4):.1f} {text_y - 5:.1f}"
    return Pin(
        x=round(x, 1),
        y=round(y, 1),
        compact_x=round(compact_x, 1),
        compact_y=round(compact_y, 1),
        state=milestone.state,
        heading=milestone.heading,
        lines=[(line, round(text_y + LINE * (number + 1), 1)) for number, line in enumerate(lines)],
        text_x=round(text_x, 1),
        text_y=round(text_y, 1),
        anchor="start" if right else "end",
        lead=lead,
    )
