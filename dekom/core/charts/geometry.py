"""Points, bands and arcs, and how wide a text is about to be. Angles are degrees from the top, clockwise."""

import math
from collections.abc import Sequence

NARROW, WIDE = "fijlrtI.,:;·-– ", "mwMWÆæ@%—"


def point(radius: float, angle: float) -> tuple[float, float]:
    """Where ``angle`` meets the circle round origo."""
    radians = math.radians(angle)
    return radius * math.sin(radians), -radius * math.cos(radians)


def band(inner: float, outer: float, start: float, end: float) -> str:
    """The path of a piece of a ring."""
    large = 1 if end - start > 180 else 0
    corners = (point(outer, start), point(outer, end), point(inner, end), point(inner, start))
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    return (
        f"M{ax:.1f} {ay:.1f}A{outer:g} {outer:g} 0 {large} 1 {bx:.1f} {by:.1f}"
        f"L{cx:.1f} {cy:.1f}A{inner:g} {inner:g} 0 {large} 0 {dx:.1f} {dy:.1f}Z"
    )


def reading_arc(radius: float, start: float, end: float) -> str:
    """The path that a text in the middle of a band follows, turned so that it never stands on its head."""
    middle = (start + end) / 2 % 360
    if 95 < middle < 265:
        radius += 4.8
        (ax, ay), (bx, by), sweep = point(radius, end), point(radius, start), 0
    else:
        radius -= 4.8
        (ax, ay), (bx, by), sweep = point(radius, start), point(radius, end), 1
    large = 1 if end - start > 180 else 0
    return f"M{ax:.1f} {ay:.1f}A{radius:.1f} {radius:.1f} 0 {large} {sweep} {bx:.1f} {by:.1f}"


def text_width(text: str, size: float) -> float:
    """About how wide ``text`` is drawn in Inter."""
    return size * sum(
        0.33 if letter in NARROW else 0.88 if letter in WIDE else 0.68 if letter.isupper() else 0.58 for letter in text
    )


def shorten(text: str, letters: int) -> str:
    """``text`` in at most so many letters, with an ellipsis where it was cut."""
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def spread(wanted: Sequence[float], heights: Sequence[float], least: float, most: float) -> list[float]:
    """Middles of boxes as near ``wanted`` as they come without touching, in the order given (from the top).

    Boxes are kept within ``least`` and ``most`` while there is room; when there is not, they go past ``most``.
    """
    placed: list[float] = []
    floor = least
    for middle, height in zip(wanted, heights, strict=True):
        placed.append(max(middle, floor + height / 2))
        floor = placed[-1] + height / 2
    ceiling = max(most, least + sum(heights))
    for index in range(len(placed) - 1, -1, -1):
        placed[index] = min(placed[index], ceiling - heights[index] / 2)
        ceiling = placed[index] - heights[index] / 2
    return placed
