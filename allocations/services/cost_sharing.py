"""How the municipalities and private owners of a network share the cost of running it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from allocations.services.derivation import Formula, Step, shared_step
from allocations.services.prorata import ShareLine, share, share_lines

EQUALLY, BY_COUNT = 1, 2  # thirds: one equally, two by children and pupils


@dataclass(frozen=True, slots=True)
class Municipality:
    """One that takes part. ``children`` are all children and pupils in it, those of private owners too."""

    name: str
    children: int
    private: Mapping[str, int] = field(default_factory=dict)  # private owners in the agreement: name → own children

    @property
    def own_children(self) -> int:
        return self.children - sum(self.private.values())


@dataclass(frozen=True, slots=True)
class Cost:
    """What one payer owes for a year, and how it came about. Whole kroner."""

    payer: str
    municipality: str
    equal_part: int
    count_part: int
    steps: tuple[Step, ...]

    @property
    def amount(self) -> int:
        return self.equal_part + self.count_part


@dataclass(frozen=True, slots=True)
class CostSharing:
    """A year's costs of a network, shared. ``surplus`` is what the earmarked grants are above the expenses."""

    net: int
    surplus: int
    costs: tuple[Cost, ...]
    steps: tuple[Step, ...]


def share_costs(
    expenses: int, earmarked: int, municipalities: Sequence[Municipality], *, source: str = ""
) -> CostSharing:
    """Share what the earmarked grants do not cover: a third equally on the municipalities, the rest by children.

    Units: whole kroner. A private owner pays out of its municipality's second part, by its own children against all
    in the municipality. ``source`` is where the children are counted (Basil, KOSTRA, 31 December).

    Raises: ValueError: negative amounts or counts, private owners with more children than their municipality has,
    somebody named twice, or nobody to pay.
    Source: cooperation agreement of a network, chapters 6 and 7.
    """
    _check(expenses, earmarked, municipalities)
    net = max(0, expenses - earmarked)
    equally, by_count = share(net, [EQUALLY, BY_COUNT])
    equal_lines = share_lines(equally, [1] * len(municipalities))
    count_lines = share_lines(by_count, [municipality.children for municipality in municipalities])
    costs: list[Cost] = []
    for municipality, equal, counted in zip(municipalities, equal_lines, count_lines, strict=True):
        costs.extend(_costs_of(municipality, equal, counted, source))
    step = Step(Formula.NET_EXPENSES, {"expenses": expenses, "earmarked": earmarked}, net)
    return CostSharing(net, max(0, earmarked - expenses), tuple(costs), (step,))


def invoices_in_july(budgeted: CostSharing) -> dict[str, int]:
    """The year's amount for each payer, by the budget."""
    return {cost.payer: cost.amount for cost in budgeted.costs}


def invoices_in_january(invoiced: Mapping[str, int], accounts: CostSharing) -> dict[str, int]:
    """The settlement: what each owes by the accounts, less what was invoiced in July. Below zero is paid back."""
    owed = {cost.payer: cost.amount for cost in accounts.costs}
    return {payer: owed.get(payer, 0) - invoiced.get(payer, 0) for payer in {**invoiced, **owed}}


def _costs_of(municipality: Municipality, equal: ShareLine, counted: ShareLine, source: str) -> list[Cost]:
    """The municipality's own cost, and those of its private owners, who bear a part of what it owes by count."""
    equal_step = shared_step(Formula.EQUAL_PART, equal)
    count_step = shared_step(Formula.COUNT_PART, counted, source=source)
    name = municipality.name
    if not municipality.private or not municipality.children:
        steps = (equal_step, count_step)
        private = dict.fromkeys(municipality.private, 0)
        return [
            _cost(name, name, equal.amount, counted.amount, steps),
            *(_cost(who, name, 0, 0, ()) for who in private),
        ]
    children = [municipality.own_children, *municipality.private.values()]
    own, *others = share_lines(counted.amount, children)
    own_step = shared_step(Formula.PRIVATE_PART, own, source=source)
    costs = [_cost(name, name, equal.amount, own.amount, (equal_step, count_step, own_step))]
    for owner, line in zip(municipality.private, others, strict=True):
        step = shared_step(Formula.PRIVATE_PART, line, source=source)
        costs.append(_cost(owner, name, 0, line.amount, (count_step, step)))
    return costs


def _cost(payer: str, municipality: str, equal_part: int, count_part: int, steps: tuple[Step, ...]) -> Cost:
    total = Step(Formula.COST, {"equal_part": equal_part, "count_part": count_part}, equal_part + count_part)
    return Cost(payer, municipality, equal_part, count_part, (*steps, total))


def _check(expenses: int, earmarked: int, municipalities: Sequence[Municipality]) -> None:
    if expenses < 0 or earmarked < 0:
        raise ValueError("Neither expenses nor earmarked grants are negative.")
    payers = [name for municipality in municipalities for name in (municipality.name, *municipality.private)]
    if len(set(payers)) < len(payers):
        raise ValueError("Somebody is named twice among those who pay.")
    for municipality in municipalities:
        if min(municipality.children, *municipality.private.values(), 0) < 0:
            raise ValueError(f"{municipality.name} has a negative count.")
        if municipality.own_children < 0:
            raise ValueError(f"Private owners in {municipality.name} have more children than the municipality.")
