"""One number for each of a few alternatives, as marks on a line a name: circle, diamond, square."""

from collections.abc import Sequence
from dataclasses import dataclass

from dekom.core.charts.geometry import shorten

WIDTH = 490
NAMES = 142  # where the marks begin
ROW = 31
LETTERS = 20
MIDDLE = 18  # of the first row
STEPS = (1, 2, 5)
# drawn from the middle
SHAPES = {
    "a": "m-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0",
    "b": "m0-7l7 7l-7 7l-7-7Z",
    "c": "m-5-5h10v10h-10Z",
}


@dataclass(frozen=True)
class Label:
    name: str
    y: int


@dataclass(frozen=True)
class Series:
    """All marks of one alternative as one path; ``shape`` is a, b or c."""

    shape: str
    path: str


@dataclass(frozen=True)
class Tick:
    x: str
    label: int


@dataclass(frozen=True)
class Dots:
    width: int
    height: int
    labels: list[Label]
    ticks: list[Tick]
    grid: str
    links: str
    series: list[Series]


def dots(rows: Sequence[tuple[str, Sequence[float | None]]]) -> Dots | None:
    """Marks in proportion to the largest number; an unknown one (None) has none. Nothing without numbers."""
    top = max((number for _name, numbers in rows for number in numbers if number is not None), default=0) * 1.06
    if top <= 0:
        return None
    scale = (WIDTH - NAMES - 16) / top
    paths = dict.fromkeys("abc", "")
    labels, links = [], ""
    for place, (name, numbers) in enumerate(rows):
        y = MIDDLE + place * ROW
        labels.append(Label(shorten(name, LETTERS), y + 5))
        spots = [
            (shape, round(NAMES + number * scale, 1))
            for shape, number in zip("abc", numbers, strict=False)
            if number is not None
        ]
        for shape, x in spots:
            paths[shape] += f"M{x} {y}{SHAPES[shape]}"
        if len(spots) > 1:
            links += f"M{min(x for _shape, x in spots)} {y}H{max(x for _shape, x in spots)}"
    ticks = [Tick(f"{NAMES + at * scale:.1f}", at) for at in range(0, int(top) + 1, _step(top))]
    bottom = len(rows) * ROW + 6
    grid = "".join(f"M{tick.x} 4V{bottom}" for tick in ticks)
    series = [Series(shape, path) for shape, path in paths.items() if path]
    return Dots(WIDTH, bottom + 28, labels, ticks, grid, links, series)


def _step(top: float) -> int:
    """A round number that divides the axis into three to seven."""
    size = 1
    while True:
        for step in STEPS:
            if top / (step * size) <= 6:
                return step * size
        size *= 10
