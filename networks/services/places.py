"""The addresses of fields in a decision basis: «basis-needs», «measure-12-title», «cost-7-amount»."""

import re
from dataclasses import dataclass

_KEY = re.compile(r"(basis)-([a-z_]+)|(measure|cost)-([1-9][0-9]{0,17})-([a-z_]+)")


@dataclass(frozen=True)
class Place:
    """One field: of the basis as a whole, of a measure, or of a cost."""

    kind: str
    pk: int | None
    field: str

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.field}" if self.pk is None else f"{self.kind}-{self.pk}-{self.field}"


def read_place(key: str) -> Place:
    """The field that a key names.  Raises: ValueError: no such form of key."""
    found = _KEY.fullmatch(key)
    if found is None:
        raise ValueError(key)
    if found[1]:
        return Place("basis", None, found[2])
    return Place(found[3], int(found[4]), found[5])
