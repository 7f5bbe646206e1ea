"""One bar divided into parts: what a sum consists of."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 1000
HEIGHT = 32
GAP = 2


@dataclass(frozen=True)
class Part:
    """A part of the sum; ``key`` names its colour (``c-<key>``)."""

    key: str
    amount: int


@dataclass(frozen=True)
class Block:
    key: str
    x: float
    width: float


@dataclass(frozen=True)
class Stack:
    width: int
    height: int
    blocks: list[Block]


def stack(parts: Sequence[Part]) -> Stack:
    """Blocks side by side in proportion to their amounts; parts of nothing are left out.

    Raises: ValueError: a negative amount.
    """
    if any(part.amount < 0 for part in parts):
        raise ValueError("amounts must not be negative")
    total = sum(part.amount for part in parts)
    blocks: list[Block] = []
    before = 0
    for part in parts:
        if part.amount:
            length = part.amount / total * WIDTH
            blocks.append(Block(part.key, round(before / total * WIDTH, 1), round(max(length - GAP, 1), 1)))
        before += part.amount
    return Stack(WIDTH, HEIGHT, blocks)
