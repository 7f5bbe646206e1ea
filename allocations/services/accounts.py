"""One recipient's money through the year: granted, paid, reported and settled. Whole kroner."""

from dataclasses import dataclass, field
from datetime import date

from allocations.services import ledger
from allocations.services.ledger import Balances, Entry, Place


def to_settle(*, granted: int, paid: int, reported: int | None = None, used: int = 0) -> int:
    """What a recipient has that is not theirs to keep: paid beyond what is granted now, and reported unspent.

    ``reported`` is what an accepted report says is granted; None while none is accepted. A later edition may grant
    less: what nobody is granted is not left. It may grant more: of that nothing is reported yet.
    Source: bestemmelser om økonomistyring i staten 6.3.8.
    """
    unspent = 0 if reported is None else max(min(granted, reported) - used, 0)
    return unspent + max(paid - granted, 0)


@dataclass
class Account:
    """A network's money, or that of a recipient of fixed grants (with code «»). Each step gives its entries."""

    code: str
    granted: int = 0
    paid: int = 0
    reported: int | None = None
    used: int = 0
    settled_for: int = 0  # of what is to be settled, what has been moved to unspent
    stands: dict[Place, int] = field(default_factory=lambda: {Place.GRANTED: 0, Place.PAID: 0, Place.UNSPENT: 0})

    def decide(self, granted: int) -> int:
        """Another edition. Gives what must be found for it; less than zero: what becomes free."""
        more, over = granted - self.granted, max(self.paid - self.granted, 0)
        free = min(-more, max(self.granted - self.paid, 0))
        self.granted = granted
        if more < 0:
            return -free
        found = more - min(more, over, self.stands[Place.UNSPENT])  # the rest is with the recipient already
        self.stands[Place.GRANTED] += found
        return found

    def give_back(self, on: date, amount: int, place: Place) -> list[Entry]:
        """What becomes free: of what is granted, and of what was reported unspent before it was paid."""
        unspent = self.stands[Place.UNSPENT]
        entries = self._move(on, amount, (Place.GRANTED, Place.UNSPENT), place)
        self.settled_for -= unspent - self.stands[Place.UNSPENT]
        return entries

    def pay(self, on: date, amount: int, standing: Balances) -> list[Entry]:
        """What was on its way when less was granted is paid of what became free, and is to be given back."""
        before, self.paid = self.paid, self.paid + amount
        beyond = max(self.paid - max(self.granted, before), 0)
        self.stands[Place.PAID] += beyond
        return [
            *self._move(on, amount - beyond, (Place.GRANTED,), Place.PAID),
            *ledger.found(on, self.code, beyond, standing, put_in=Place.PAID),
        ]

    def balance(self, on: date) -> list[Entry]:
        """Move to unspent what is to be settled now, and back what is not any more."""
        due = to_settle(granted=self.granted, paid=self.paid, reported=self.reported, used=self.used)
        change, self.settled_for = due - self.settled_for, due
        if change > 0:
            return self._move(on, change, (Place.PAID, Place.GRANTED), Place.UNSPENT)
        unpaid = max(self.granted - self.paid, 0) - self.stands[Place.GRANTED]
        not_paid = min(-change, max(unpaid, 0))
        return [
            *self._move(on, not_paid, (Place.UNSPENT,), Place.GRANTED),
            *self._move(on, -change - not_paid, (Place.UNSPENT,), Place.PAID),
        ]

    def settle(self, on: date, amount: int, place: Place) -> list[Entry]:
        """Of what is unspent; where a later edition has made that less, of what the recipient has."""
        return self._move(on, amount, (Place.UNSPENT, Place.PAID, Place.GRANTED), place)

    def undo(self, on: date, amount: int, place: Place, standing: Balances) -> list[Entry]:
        self.stands[Place.UNSPENT] += amount
        return ledger.undone(on, self.code, amount, place, standing)

    def _move(self, on: date, amount: int, sources: tuple[Place, ...], put_in: Place) -> list[Entry]:
        """As much of the amount as stands in the sources, in their order."""
        entries = []
        for source in sources:
            part = min(amount, self.stands[source])
            amount -= part
            self.stands[source] -= part
            if put_in in self.stands:
                self.stands[put_in] += part
            entries += ledger.moved(on, self.code, source, {put_in: part})
        return entries
