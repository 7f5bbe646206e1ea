"""The parts of the page of a year's costs as its template takes them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from allocations.actions.costs import same_as
from allocations.enums.costs import InvoiceKind
from allocations.models import CostYear, InvoiceBasis
from allocations.selectors.cost_sharing import Computed, amount_of, newest
from allocations.services.derivation import Step
from allocations.services.stored import step_from_json
from allocations.wording import step_text
from networks.models import Network


def trail(network: Network) -> list[tuple[str, str]]:
    return [
        (_("Overview"), reverse("home")),
        (_("Networks"), reverse("network_list")),
        (network.short_name, network.get_absolute_url()),
        (_("Cost sharing"), reverse("cost_sharing_list", args=[network.pk])),
    ]


def part_of(cost_year: CostYear, found: Computed) -> dict[str, Any]:
    """One invoice basis: as it was made, else as it would be made now."""
    made = newest(cost_year, found.kind)
    return {
        "kind": found.kind,
        "title": found.kind.label,
        "made": made,
        "versions": [basis for basis in cost_year.invoice_bases.all() if basis.kind == found.kind and basis != made],
        "is_settlement": found.kind == InvoiceKind.SETTLEMENT,
        "problems": found.problems,
        "changed": made is not None and not found.problems and not same_as(made, found),
        "closed": found.kind == InvoiceKind.BUDGET and newest(cost_year, InvoiceKind.SETTLEMENT) is not None,
        **(made_part(made) if made else entered_part(cost_year, found)),
    }


def made_part(basis: InvoiceBasis) -> dict[str, Any]:
    lines = [
        line_of(
            line.payer,
            line.municipality,
            line.children,
            (line.equal_part, line.count_part, line.invoiced),
            [step_from_json(step) for step in line.steps],
        )
        for line in basis.lines.all()
    ]
    return with_sums(lines, basis.expenses, basis.earmarked)


def entered_part(cost_year: CostYear, found: Computed) -> dict[str, Any]:
    if found.sharing is None:
        return {"lines": []}
    children = {payer.name: payer.children for payer in cost_year.payers.all()}
    invoiced = found.invoiced or {}
    lines = [
        line_of(
            cost.payer,
            cost.municipality,
            children[cost.payer],
            (cost.equal_part, cost.count_part, invoiced.get(cost.payer, 0)),
            cost.steps,
        )
        for cost in found.sharing.costs
    ]
    gone = [line_of(name, "", 0, (0, 0, amount), ()) for name, amount in invoiced.items() if name not in children]
    return with_sums([*lines, *gone], found.expenses, found.earmarked)


def line_of(payer: str, municipality: str, children: int, amounts: tuple[int, int, int], steps: Any) -> dict[str, Any]:
    """``amounts``: the equal part, the part by children, and what was invoiced in July."""
    equal, counted, invoiced = amounts
    found: list[Step] = list(steps)
    return {
        "payer": payer,
        "is_private": municipality not in ("", payer),
        "municipality": municipality,
        "children": children,
        "equal_part": equal,
        "count_part": counted,
        "cost": equal + counted,
        "invoiced": invoiced,
        "amount": equal + counted - invoiced,
        "sentences": [step_text(step) for step in found],
    }


def with_sums(lines: list[dict[str, Any]], expenses: int, earmarked: int) -> dict[str, Any]:
    names = ("equal_part", "count_part", "cost", "invoiced", "amount")
    return {
        "lines": lines,
        "sums": {name: sum(line[name] for line in lines) for name in names},
        "expenses": expenses,
        "earmarked": earmarked,
        "net": max(0, expenses - earmarked),
        "surplus": max(0, earmarked - expenses),
    }


def items_of(cost_year: CostYear, kind: InvoiceKind) -> list[tuple[str, str, int | None]]:
    """Kind, label and amount: as they were when the invoice basis was made, else as they are entered."""
    made = newest(cost_year, kind)
    if made:
        return [(item, label, amount) for item, label, amount in made.items]
    return [(item.kind, item.label, amount_of(item, kind)) for item in cost_year.items.all()]
