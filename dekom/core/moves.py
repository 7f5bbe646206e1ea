"""A document's states and the moves between them: one table that code and database both obey."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pgtrigger
from django.db.models import TextChoices


@dataclass(frozen=True)
class Moves:
    """Which state may follow which. The first state named is where every row begins."""

    table: Mapping[str, Sequence[str]]

    @property
    def first(self) -> str:
        return next(iter(self.table))

    def allows(self, old: str, new: str) -> bool:
        return new in self.table.get(old, ())

    def triggers(self, field: str) -> list[pgtrigger.Trigger]:
        """Triggers that refuse every other move, and rows that begin in a later state.

        FSM alone would let any INSERT pass, so a second trigger guards the beginning.
        """
        return [
            pgtrigger.FSM(
                name=f"{field}_moves",
                field=field,
                transitions=[(str(old), str(new)) for old, news in self.table.items() for new in news],
            ),
            pgtrigger.Protect(
                name=f"{field}_begins_first",
                operation=pgtrigger.Insert,
                condition=~pgtrigger.Q(**{f"new__{field}": str(self.first)}),
            ),
        ]


def moves(table: Mapping[TextChoices, Sequence[TextChoices]]) -> Moves:
    """The moves of a document, from a table «state: the states it may go to»."""
    return Moves({str(old.value): [str(new.value) for new in news] for old, news in table.items()})
