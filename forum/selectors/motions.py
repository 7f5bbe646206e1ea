"""Motions in the order they are voted on."""

from collections.abc import Sequence

from forum.enums import MotionKind
from forum.models import Motion


def order_of(motions: Sequence[Motion]) -> list[Motion]:
    """As they are voted on: amendments before what they amend, else in the order they were put."""
    first = {motion.pk: (motion.order, motion.pk) for motion in motions}

    def place(motion: Motion) -> tuple[tuple[int, int], bool, tuple[int, int]]:
        amends = motion.amends_id if motion.kind == MotionKind.AMENDMENT else None
        return first.get(amends or motion.pk, first[motion.pk]), amends is None, first[motion.pk]

    return sorted(motions, key=place)
