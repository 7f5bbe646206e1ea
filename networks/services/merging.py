"""Two people write one document: what one of them typed is held against what it began from, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Conflict(Generic[Value]):
    """Both changed the same field: what stands there now, and what this person typed."""

    theirs: Value
    mine: Value


def merge(
    current: Mapping[str, Value], began: Mapping[str, Value], typed: Mapping[str, Value]
) -> tuple[dict[str, Value], dict[str, Conflict[Value]]]:
    """What to write, and what both changed. A field that the person left alone is never written over.

    ``began``: what each field held when the person opened the page; a field without it is taken as it stands now.
    """
    changes: dict[str, Value] = {}
    conflicts: dict[str, Conflict[Value]] = {}
    for name, mine in typed.items():
        theirs, base = current[name], began.get(name, current[name])
        if mine in (base, theirs):
            continue
        if theirs == base:
            changes[name] = mine
        else:
            conflicts[name] = Conflict(theirs, mine)
    return changes, conflicts
