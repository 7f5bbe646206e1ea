"""Money year by year, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 460
HEIGHT = 210
BELOW = 26  # for the years
ABOVE = 26  # for the amount over the tallest


@dataclass(frozen=True)
class Column:
    """One column; ``now`` is the year the page is about."""

    label: str
    amount: int
    now: bool = False


@dataclass(frozen=True)
class Drawn:
    label: str
    amount: int
    now: bool
    x: float
    y: float
    width: float
    height: float
    middle: float
    amount_y: float


@dataclass(frozen=True)
class ColumnChart:
    width: int
    height: int
    ground: int
    label_y: int
    columns: list[Drawn]


def columns(items: Sequence[Column]) -> ColumnChart:
    """Columns in proportion to the largest; wider when there are many, so that amounts never touch.

    Raises: ValueError: a negative amount.
    """
    if any(item.amount < 0 for item in items):
        raise ValueError("amounts must not be negative")
    width = max(WIDTH, 92 * len(items))
    ground = HEIGHT - BELOW
    top = max((item.amount for item in items), default=0) or 1
    step = width / max(len(items), 1)
    drawn = []
    for index, item in enumerate(items):
        height = item.amount / top * (ground - ABOVE)
        drawn.append(
            Drawn(
                label=item.label,
                amount=item.amount,
                now=item.now,
                x=round((index + 0.2) * step, 1),
                y=round(ground - height, 1),
                width=round(step * 0.6, 1),
                height=round(height, 1),
                middle=round((index + 0.5) * step, 1),
                amount_y=round(ground - height - 7, 1),
            )
        )
    return ColumnChart(width, HEIGHT, ground, HEIGHT - 6, drawn)
