"""A round's leftover funds: what is left on a day and where it comes from, and who may share it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, OuterRef, Subquery, When

from allocations.models import FixedGrant, Frame, LeftoverDistribution, LeftoverPart, Settlement
from allocations.selectors.bench import rounds_with_budget
from allocations.selectors.ledger import frames_on, round_entries
from allocations.services.ledger import LEFTOVER, Balances, balances, leftover
from allocations.services.leftovers import OverdrawnError
from dekom.core.models import User
from dekom.core.sorting import norwegian_key
from networks.models import Network, Report, Round
from networks.selectors.reports import reports_with_sums


@dataclass(frozen=True)
class LeftoverLine:
    """What one network left, did not get, or gave back."""

    network: Network
    amounts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.amounts.values())


def standing_on(round_: Round, day: date) -> Balances:
    """Where the round's money stands on the day; nothing where more is given than there is."""
    whole = rounds_with_budget(Round.objects.all()).get(pk=round_.pk)
    try:
        return balances(round_entries(whole, day), day)
    except OverdrawnError:
        return {}


def leftover_on(round_: Round, day: date) -> int:
    return leftover(standing_on(round_, day))


def lines_of(round_: Round, standing: Balances) -> list[LeftoverLine]:
    """By network, what of the leftover funds comes from it."""
    networks = {network.code: network for network in Network.objects.filter(county=round_.county_id)}
    found: dict[str, dict[str, int]] = {}
    for (place, code), amount in standing.items():
        if place in LEFTOVER and code in networks:
            found.setdefault(code, {})[place.value] = amount
    lines = [LeftoverLine(networks[code], amounts) for code, amounts in found.items()]
    return sorted(lines, key=lambda line: norwegian_key(line.network.short_name))


def networks_to_share(round_: Round, day: date) -> list[tuple[Network, int]]:
    """The round's networks with their frames, which are their weights."""
    frames = frames_on(round_, day)
    ids = Frame.objects.filter(adoption__round=round_).values("network")
    networks = Network.objects.filter(pk__in=ids)
    return [
        (network, frames.get(network.code, 0))
        for network in sorted(networks, key=lambda network: norwegian_key(network.short_name))
    ]


def distributions_of(round_: Round) -> list[LeftoverDistribution]:
    return list(round_.leftover_distributions.select_related("made_by").order_by("number"))


def parts_of(distribution: LeftoverDistribution) -> list[LeftoverPart]:
    """Each named part says which grant it became."""
    named = FixedGrant.objects.filter(leftover=OuterRef("distribution"), purpose=OuterRef("purpose"))
    parts = distribution.parts.select_related("network", "organisation").annotate(
        grant=Case(When(organisation__isnull=False, then=Subquery(named.values("pk")[:1])))
    )
    return sorted(
        parts, key=lambda part: (part.network is not None, norwegian_key(str(part.network or part.organisation)))
    )


@dataclass(frozen=True)
class UnspentReport:
    """An accepted report that left money, with what is settled of it."""

    report: Report
    unspent: int
    settlements: list[Settlement]

    @property
    def open_amount(self) -> int:
        return self.unspent - sum(settlement.amount for settlement in self.settlements)


def unspent_reports(round_: Round, user: User) -> list[UnspentReport]:
    """Two queries."""
    found = reports_with_sums(Report.objects.visible_to(user).filter(round=round_, status="accepted"))
    reports = [report for report in found if vars(report)["granted"] > vars(report)["used"]]
    settlements = Settlement.objects.visible_to(user).filter(report__in=reports).select_related("recipient")
    by_report: dict[int, list[Settlement]] = {}
    for settlement in settlements.order_by("pk"):
        by_report.setdefault(settlement.report_id, []).append(settlement)
    return [
        UnspentReport(report, vars(report)["granted"] - vars(report)["used"], by_report.get(report.pk, []))
        for report in reports
    ]
