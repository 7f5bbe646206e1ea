"""Where each part of a decision basis stands, computed from what is written, asked and marked."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class PartFacts:
    """One part, or one measure of the part «measures»."""

    is_begun: bool  # something is written in it
    is_complete: bool  # no rule is broken in it
    is_demanded: bool  # something in it must be written
    is_marked: bool  # somebody has marked it as ready
    asked: bool = False  # the secretariat asks for changes in it
    made: bool = False  # and they are made


def state(part: PartFacts) -> str:
    """The state by its name in ``PartState``."""
    if part.asked:
        return "changes_made" if part.made else "changes_requested"
    if part.is_marked and part.is_complete:
        return "done"
    if part.is_begun:
        return "in_progress"
    return "not_started" if part.is_demanded else "optional"


def open_parts(status: str, asked: Collection[tuple[str, int | None]]) -> Collection[tuple[str, int | None]] | None:
    """Which parts may be written in now: ``None`` is all, an empty collection none.

    ``asked``: parts (and measures) in which changes are asked for; without any, a whole basis sent back is open.
    Other amounts may call for another explanation, so the part about the frame opens with those that have amounts.
    """
    if status == "draft":
        return None
    if status != "changes_requested":
        return ()
    if not asked:
        return None
    found = set(asked)
    if any(part in {"measures", "coordination"} for part, _measure in found):
        found.add(("leftover", None))
    return found


def is_open(open_: Collection[tuple[str, int | None]] | None, part: str, measure: int | None) -> bool:
    """Whether a part, or a measure of it, is among those that may be written in. ``None`` as measure: the whole."""
    return open_ is None or (part, None) in open_ or (measure is not None and (part, measure) in open_)
