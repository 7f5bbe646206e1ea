"""A network's cost sharing as it stands: what is entered, what it gives now, and what has been made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet, Sum
from django.utils.translation import gettext as _

from allocations.enums.costs import CostKind, InvoiceKind
from allocations.models import CostItem, CostPayer, CostYear, InvoiceBasis, InvoiceLine
from allocations.services.cost_sharing import CostSharing, Municipality, invoices_in_january, share_costs
from networks.enums import HeadCategory, OrganisationKind
from networks.models import HeadCount, Membership, Network

CHILDREN = (HeadCategory.KINDERGARTEN_CHILDREN, HeadCategory.PUPILS)


@dataclass(frozen=True)
class Payable:
    """What one payer is to pay by what is entered now. Whole kroner."""

    payer: CostPayer
    equal_part: int
    count_part: int
    invoiced: int

    @property
    def cost(self) -> int:
        return self.equal_part + self.count_part

    @property
    def amount(self) -> int:
        return self.cost - self.invoiced


@dataclass(frozen=True)
class Computed:
    """One invoice basis as it would be made now; ``problems`` say why it can't be."""

    kind: InvoiceKind
    expenses: int = 0
    earmarked: int = 0
    sharing: CostSharing | None = None
    invoiced: dict[str, int] | None = None
    problems: tuple[str, ...] = ()

    @property
    def amounts(self) -> dict[str, int]:
        """By payer: what is invoiced; below zero is paid back."""
        if self.sharing is None:
            return {}
        return invoices_in_january(self.invoiced or {}, self.sharing)


def cost_years() -> QuerySet[CostYear]:
    """With all that a page of a year shows, in a fixed number of queries."""
    return CostYear.objects.select_related("network__county").prefetch_related(
        "items",
        Prefetch("payers", queryset=CostPayer.objects.select_related("municipality")),
        Prefetch("invoice_bases", queryset=InvoiceBasis.objects.select_related("made_by")),
        Prefetch("invoice_bases__lines", queryset=InvoiceLine.objects.all()),
    )


def newest(cost_year: CostYear, kind: str) -> InvoiceBasis | None:
    """The invoice basis that counts."""
    made = [basis for basis in cost_year.invoice_bases.all() if basis.kind == kind]
    return max(made, key=lambda basis: basis.version, default=None)


def amount_of(item: CostItem, kind: str) -> int | None:
    return item.budgeted if kind == InvoiceKind.BUDGET else item.accounted


def sums_of(cost_year: CostYear, kind: str) -> tuple[int, int]:
    """Expenses and earmarked grants, by the budget or by the accounts."""
    totals = dict.fromkeys(CostKind, 0)
    for item in cost_year.items.all():
        totals[CostKind(item.kind)] += amount_of(item, kind) or 0
    return totals[CostKind.EXPENSE], totals[CostKind.EARMARKED]


def municipalities_of(payers: Sequence[CostPayer]) -> list[Municipality]:
    """The payers as the service takes them: each municipality with its private owners."""
    private: dict[int, dict[str, int]] = {}
    for payer in payers:
        if payer.municipality_id is not None:
            private.setdefault(payer.municipality_id, {})[payer.name] = payer.children
    return [
        Municipality(payer.name, payer.children, private.get(payer.pk, {}))
        for payer in payers
        if payer.municipality_id is None
    ]


def computed(cost_year: CostYear, kind: InvoiceKind) -> Computed:
    """What the invoice basis would be, made now. The year comes from ``cost_years``."""
    expenses, earmarked = sums_of(cost_year, kind)
    municipalities = municipalities_of(list(cost_year.payers.all()))
    problems = problems_of(cost_year, kind, municipalities)
    if problems:
        return Computed(kind, expenses, earmarked, problems=tuple(problems))
    source = f"{cost_year.count_source}, {cost_year.counted_on:%Y-%m-%d}"
    sharing = share_costs(expenses, earmarked, municipalities, source=source)
    july = newest(cost_year, InvoiceKind.BUDGET) if kind == InvoiceKind.SETTLEMENT else None
    invoiced = {line.payer: line.amount for line in july.lines.all()} if july else {}
    return Computed(kind, expenses, earmarked, sharing, invoiced)


def problems_of(cost_year: CostYear, kind: str, municipalities: Sequence[Municipality]) -> list[str]:
    """Every reason why an invoice basis can't be made yet."""
    problems = []
    amounts = [amount_of(item, kind) for item in cost_year.items.all() if item.kind == CostKind.EXPENSE]
    if not any(amount is not None for amount in amounts):
        problems.append(
            _("No expense has a budgeted amount.")
            if kind == InvoiceKind.BUDGET
            else _("No expense has an amount from the accounts.")
        )
    elif kind == InvoiceKind.SETTLEMENT and (
        missing := [item.label for item in cost_year.items.all() if item.accounted is None]
    ):
        problems.append(
            _("Not in the accounts yet: %(what)s. Write 0 where there was nothing.") % {"what": ", ".join(missing)}
        )
    if not municipalities:
        problems.append(_("No municipality is entered."))
    elif not any(each.children for each in municipalities):
        problems.append(_("No municipality has any children or pupils to share by."))
    problems += [
        _("The private owners in %(name)s have %(by)s children more than the municipality in all.")
        % {"name": each.name, "by": -each.own_children}
        for each in municipalities
        if each.own_children < 0
    ]
    return problems


# --- A new year


def last_before(network: Network, year: int) -> CostYear | None:
    return network.cost_years.filter(year__lt=year).order_by("-year").first()


def counts_at(network: Network, year: int) -> tuple[date, str, list[tuple[Membership, int]]]:
    """The municipalities of the network with their children and pupils, as counted last before the year begins.

    Source: cooperation agreement, chapter 7: Basil and KOSTRA, 31 December of the year before.
    """
    begins = date(year, 1, 1)
    members = (
        Membership.objects.on(begins)
        .filter(network=network, owner__kind=OrganisationKind.MUNICIPALITY)
        .select_related("owner")
        .order_by("owner__number", "owner_id")
        .distinct("owner__number", "owner_id")
    )
    counts = HeadCount.objects.filter(
        owner__in=[member.owner_id for member in members], category__in=CHILDREN, counted_on__lt=begins
    )
    day = counts.order_by("-counted_on").values_list("counted_on", flat=True).first()
    if day is None:
        return date(year - 1, 12, 31), "Basil, KOSTRA", [(member, 0) for member in members]
    found = counts.filter(counted_on=day)
    sums = dict(found.order_by().values_list("owner").annotate(Sum("number")))
    sources = ", ".join(sorted(set(found.values_list("source", flat=True))))
    return day, sources, [(member, sums.get(member.owner_id, 0)) for member in members]
