"""A line's money split into instalments, less what was sent before and what is set off. Whole kroner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from allocations.services.prorata import share


@dataclass(frozen=True, slots=True)
class InstalmentRule:
    """One instalment of the round's plan."""

    due_on: date
    percent: int
    after_report: bool = False


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One payment to be. ``set_off`` is what the recipient has from before, by settlement."""

    order: int
    due_on: date
    after_report: bool
    amount: int
    set_off: Mapping[int, int]

    @property
    def set_off_sum(self) -> int:
        return sum(self.set_off.values())


def planned_parts(
    amount: int, rules: Sequence[InstalmentRule], *, sent: int = 0, settlements: Mapping[int, int] | None = None
) -> list[PlannedPart]:
    """Divide ``amount`` by the rules, losing no krone, and give what is still to be paid of each part.

    ``sent``: what has gone to the recipient for the same already, of an earlier edition of the decision. It fills the
    first parts: what waits for the report goes on waiting.
    ``settlements``: what may be set off, kroner by settlement; taken from the first instalments.
    Raises: ValueError: the percentages are not 100, or an amount is negative.
    """
    if sum(rule.percent for rule in rules) != 100:
        raise ValueError("The instalments are not 100 percent together.")
    if min(amount, sent) < 0:
        raise ValueError("Nothing negative is paid.")
    left = dict(settlements or {})
    parts = []
    for order, (rule, whole) in enumerate(zip(rules, share(amount, [rule.percent for rule in rules]), strict=True), 1):
        part = max(whole - sent, 0)
        sent -= whole - part
        if not part:
            continue
        taken: dict[int, int] = {}
        for settlement, rest in left.items():
            take = min(rest, part - sum(taken.values()))
            if take:
                taken[settlement] = take
        left = {settlement: rest - taken.get(settlement, 0) for settlement, rest in left.items()}
        parts.append(PlannedPart(order, rule.due_on, rule.after_report, part, taken))
    return parts
