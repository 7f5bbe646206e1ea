"""One number for each of a few alternatives, as marks on a line a name: circle, diamond, square."""

from collections.abc import Sequence
from dataclasses import dataclass

from dekom.core.charts.geometry import shorten

WIDTH = 490
NAMES = 142  # where the marks begin
ROW = 31
LETTERS = 20
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Mark:
    shape: str  # a, b or c
    x: float


@dataclass(frozen=True)
class DotRow:
    name: str
    y: int
    marks: list[Mark]
    first: float
    last: float


@dataclass(frozen=True)
class Tick:
    x: float
    label: int


@dataclass(frozen=True)
class Dots:
    width: int
    height: int
    rows: list[DotRow]
    ticks: list[Tick]


def dots(rows: Sequence[tuple[str, Sequence[float | None]]]) -> Dots | None:
    """Marks in proportion to the largest number; an unknown one (None) has none. Nothing without numbers."""
    top = max((number for _name, numbers in rows for number in numbers if number is not None), default=0) * 1.06
    if top <= 0:
        return None
    scale = (WIDTH - NAMES - 16) / top
    drawn = []
    for place, (name, numbers) in enumerate(rows):
        marks = [
            Mark(shape, round(NAMES + number * scale, 1))
            for shape, number in zip("abc", numbers, strict=False)
            if number is not None
        ]
        spots = [mark.x for mark in marks] or [float(NAMES)]
        drawn.append(DotRow(shorten(name, LETTERS), 18 + place * ROW, marks, min(spots), max(spots)))
    step = _step(top)
    ticks = [Tick(round(NAMES + at * scale, 1), at) for at in range(0, int(top) + 1, step)]
    return Dots(WIDTH, len(rows) * ROW + 34, drawn, ticks)


def _step(top: float) -> int:
    """A round number that divides the axis into three to seven."""
    size = 1
    while True:
        for step in STEPS:
            if top / (step * size) <= 6:
                return step * size
        size *= 10
