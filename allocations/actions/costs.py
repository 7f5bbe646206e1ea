"""A network's running costs are entered here, and its two invoice bases a year are made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from allocations.enums.costs import CostKind, InvoiceKind
from allocations.models import CostItem, CostPayer, CostYear, InvoiceBasis, InvoiceLine
from allocations.permissions.costs import may_write_costs
from allocations.selectors.cost_sharing import (
    Computed,
    amount_of,
    computed,
    cost_years,
    counts_at,
    last_before,
    newest,
)
from allocations.services.cost_sharing import Cost
from allocations.services.derivation import step_as_json
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import User
from networks.enums import OrganisationKind
from networks.models import Network, Organisation


@dataclass(frozen=True)
class Item:
    kind: CostKind
    label: str
    budgeted: int | None
    accounted: int | None


@dataclass(frozen=True)
class Payer:
    """A municipality, or a private owner with the name of its municipality."""

    name: str
    children: int
    municipality: str = ""


@dataclass(frozen=True)
class Entries:
    """All that is written of a year."""

    counted_on: date
    count_source: str
    items: Sequence[Item]
    payers: Sequence[Payer]


@transaction.atomic
def begin(network: Network, year: int, *, actor: User) -> CostYear:
    """A new year: labels and payers as the year before, else the network's municipalities as they were counted.

    Raises: DomainError: no right, or the year is there already.
    """
    _check_right(actor, network)
    Network.objects.select_for_update(of=("self",)).get(pk=network.pk)
    if network.cost_years.filter(year=year).exists():
        raise DomainError(_("The network has a cost sharing for this year already."))
    before = last_before(network, year)
    day, source, counted = counts_at(network, year)
    cost_year = CostYear(network=network, year=year, counted_on=day, count_source=source)
    cost_year.full_clean()
    cost_year.save()
    payers = [Payer(member.owner.name, number) for member, number in counted]
    if before is not None:
        fresh = {payer.name: payer.children for payer in payers}
        payers = [
            Payer(
                old.name,
                fresh.get(old.name) or old.children,
                old.municipality.name if old.municipality else "",
            )
            for old in before.payers.select_related("municipality")
        ]
    items = [Item(CostKind(old.kind), old.label, None, None) for old in before.items.all()] if before else []
    _write(cost_year, Entries(day, source, items, payers))
    return cost_year


@transaction.atomic
def save(cost_year: CostYear, entries: Entries, *, seen: int, actor: User) -> CostYear:
    """Write all of the year anew; rows keep their place.

    Units: whole kroner. ``seen`` is the version that the person had before them.
    Raises: DomainError: no right, names that do not fit. StaleStateError: somebody else has written meanwhile.
    """
    _check_right(actor, cost_year.network)
    here = CostYear.objects.select_for_update(of=("self",)).select_related("network").get(pk=cost_year.pk)
    if here.version != seen:
        raise StaleStateError(
            _(
                "Somebody else has saved these costs in the meantime. What you typed is still here;"
                " open the page again to see theirs."
            )
        )
    if problems := _problems(entries):
        raise DomainError(problems)
    here.counted_on, here.count_source = entries.counted_on, entries.count_source
    here.version += 1
    here.save()
    _write(here, entries)
    return here


@transaction.atomic
def make_invoices(
    cost_year: CostYear, kind: InvoiceKind, *, seen: int, reason: str = "", actor: User, now: datetime
) -> InvoiceBasis:
    """Make the invoice basis of the budget or of the accounts, and keep it as it is.

    A later one is a new version with a reason. Once the settlement is made, July's stays: the settlement sets it right.
    Raises: DomainError: no right, something is missing, no reason, nothing has changed. StaleStateError.
    """
    _check_right(actor, cost_year.network)
    CostYear.objects.select_for_update(of=("self",)).get(pk=cost_year.pk)
    here = cost_years().get(pk=cost_year.pk)
    if here.version != seen:
        raise StaleStateError(_("Somebody else has saved these costs in the meantime. Nothing is made."))
    found = computed(here, kind)
    before = newest(here, kind)
    if problems := [*found.problems, *_order_problems(here, kind, found, before, reason)]:
        raise DomainError(problems)
    assert found.sharing is not None
    basis = InvoiceBasis.objects.create(
        cost_year=here,
        kind=kind,
        version=before.version + 1 if before else 1,
        reason=reason,
        expenses=found.expenses,
        earmarked=found.earmarked,
        counted_on=here.counted_on,
        count_source=here.count_source,
        items=[[item.kind, item.label, amount_of(item, kind)] for item in here.items.all()],
        made_by=actor,
        made_at=now,
    )
    _write_lines(basis, here, found)
    return basis


def _order_problems(
    cost_year: CostYear, kind: InvoiceKind, found: Computed, before: InvoiceBasis | None, reason: str
) -> list[str]:
    """What stands in the way of a new version."""
    if kind == InvoiceKind.BUDGET and newest(cost_year, InvoiceKind.SETTLEMENT):
        return [_("The settlement is made. It is there that the year is set right.")]
    if before is None:
        return []
    if same_as(before, found):
        return [_("Nothing has changed since the invoice basis was made.")]
    return [] if reason.strip() else [_("Say why the invoice basis is made anew.")]


def same_as(basis: InvoiceBasis, found: Computed) -> bool:
    """Whether what is entered gives the basis that was made."""
    entered = {payer: amount for payer, amount in found.amounts.items() if amount}
    made = {line.payer: line.amount for line in basis.lines.all() if line.amount}
    return (basis.expenses, basis.earmarked, made) == (found.expenses, found.earmarked, entered)


def _write_lines(basis: InvoiceBasis, cost_year: CostYear, found: Computed) -> None:
    """A line a payer; who was invoiced in July and pays no more is paid back, and has a line too."""
    assert found.sharing is not None
    invoiced = found.invoiced or {}
    payers = {payer.name: payer for payer in cost_year.payers.all()}
    costs = [*found.sharing.costs]
    told = {cost.payer for cost in costs}
    assert sum(cost.amount for cost in costs) == found.sharing.net, "every krone is paid by somebody"
    costs += [Cost(name, "", 0, 0, ()) for name in invoiced if name not in told]
    InvoiceLine.objects.bulk_create(
        InvoiceLine(
            basis=basis,
            order=order,
            payer=cost.payer,
            municipality=cost.municipality,
            organisation_id=payers[cost.payer].organisation_id if cost.payer in payers else None,
            children=payers[cost.payer].children if cost.payer in payers else 0,
            equal_part=cost.equal_part,
            count_part=cost.count_part,
            invoiced=invoiced.get(cost.payer, 0),
            steps=[step_as_json(step) for step in cost.steps],
        )
        for order, cost in enumerate(costs)
    )


def _check_right(actor: User, network: Network) -> None:
    if not may_write_costs(actor, network):
        raise DomainError(_("Only the network's leader and coordinator share its costs."))


def _problems(entries: Entries) -> list[str]:
    names = [payer.name for payer in entries.payers]
    municipalities = {payer.name for payer in entries.payers if not payer.municipality}
    problems = []
    if twice := sorted({name for name in names if names.count(name) > 1}):
        problems.append(_("Named twice among those who pay: %(names)s.") % {"names": ", ".join(twice)})
    problems += [
        _("%(name)s belongs to %(municipality)s, which does not take part.")
        % {"name": payer.name, "municipality": payer.municipality}
        for payer in entries.payers
        if payer.municipality and payer.municipality not in municipalities
    ]
    return problems


def _write(cost_year: CostYear, entries: Entries) -> None:
    """Rows that are there keep their keys, by kind and place and by name; what is left out is removed."""
    old_items = {(item.kind, item.order): item for item in cost_year.items.all()}
    for kind in CostKind:
        for order, item in enumerate(each for each in entries.items if each.kind == kind):
            row = old_items.pop((kind.value, order), None) or CostItem(cost_year=cost_year, kind=kind, order=order)
            if row.pk is None or (row.label, row.budgeted, row.accounted) != (
                item.label,
                item.budgeted,
                item.accounted,
            ):
                row.label, row.budgeted, row.accounted = item.label, item.budgeted, item.accounted
                row.save()
    for gone in old_items.values():
        gone.delete()
    _write_payers(cost_year, entries.payers)


def _write_payers(cost_year: CostYear, payers: Sequence[Payer]) -> None:
    old = {payer.name: payer for payer in cost_year.payers.all()}
    names = [payer.name for payer in payers]
    kinds = (OrganisationKind.MUNICIPALITY, OrganisationKind.COUNTY_COUNCIL, OrganisationKind.PRIVATE_OWNER)
    known = {
        owner.name: owner
        for owner in Organisation.objects.filter(county=cost_year.network.county_id, name__in=names, kind__in=kinds)
    }
    rows: dict[str, CostPayer] = {}
    in_order = sorted(enumerate(payers), key=lambda pair: bool(pair[1].municipality))  # municipalities are there first
    for order, payer in in_order:
        row = old.pop(payer.name, None) or CostPayer(cost_year=cost_year, name=payer.name)
        told = (row.order, row.organisation_id, row.municipality_id, row.children)
        organisation = known.get(payer.name)
        municipality = rows[payer.municipality] if payer.municipality else None
        wanted = (order, organisation and organisation.pk, municipality and municipality.pk, payer.children)
        if row.pk is None or told != wanted:
            row.order, row.children = order, payer.children
            row.organisation, row.municipality = organisation, municipality
            row.save()
        rows[payer.name] = row
    for gone in sorted(old.values(), key=lambda payer: payer.municipality_id is None):  # private owners first
        gone.delete()
