"""A round's leftover funds: what is left on a day and where it comes from, and who may share it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, OuterRef, Subquery, Sum, When
from django.utils.timezone import localdate

from allocations.enums.payments import SENT_PAYMENTS, SettlementKind, SettlementStatus
from allocations.models import FixedGrant, LeftoverDistribution, LeftoverPart, Settlement
from allocations.selectors import ledger
from allocations.selectors.granted import with_grants
from allocations.selectors.round_money import RoundMoney, money_of
from allocations.services.accounts import to_settle
from allocations.services.ledger import LEFTOVER, Balances, Place, leftover
from allocations.services.leftovers import OverdrawnError
from dekom.core.sorting import norwegian_key
from networks.enums import ReportStatus
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


def standing_on(money: RoundMoney, day: date) -> Balances:
    """Where the round's money stands on the day; nothing where more is given than there is."""
    try:
        return ledger.standing_on(money, day)
    except OverdrawnError:
        return {}


def is_overdrawn(round_: Round, day: date) -> bool:
    """Whether more is given than there is, counting what is sent and has not come back."""
    try:
        ledger.standing_on(money_of(round_), day)
    except OverdrawnError:
        return True
    return False


def leftover_on(money: RoundMoney, day: date) -> int:
    return leftover(standing_on(money, day))


def free_since(money: RoundMoney, day: date, today: date) -> int:
    """What can be distributed as of a day that has been: no more than was left on any day since."""
    taken = [
        *(frame.adoption.adopted_on for frame in money.frames),
        *(localdate(decision.approved_at) for decision in money.decisions),
        *(localdate(settlement.undone_at) for settlement in money.settlements if settlement.undone_at),
    ]
    days = {day, today, *(on for on in taken if on and day < on < today)}
    return min(leftover_on(money, on) for on in days)


def lines_of(money: RoundMoney, standing: Balances) -> list[LeftoverLine]:
    """By network, what of the leftover funds comes from it."""
    networks, found = money.networks, dict[str, dict[str, int]]()
    for (place, code), amount in standing.items():
        if place in LEFTOVER and code in networks:
            found.setdefault(code, {})[place.value] = amount
    lines = [LeftoverLine(networks[code], amounts) for code, amounts in found.items()]
    return sorted(lines, key=lambda line: norwegian_key(line.network.short_name))


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
    """An accepted report that left money, or whose recipient was paid too much, with what is settled of it."""

    report: Any  # of RoundMoney
    settlements: list[Settlement]

    @property
    def unspent(self) -> int:
        report = self.report
        return to_settle(granted=report.granted_now, paid=report.paid, reported=report.granted, used=report.used)

    @property
    def open_amount(self) -> int:
        settled = sum(each.amount for each in self.settlements if each.status != SettlementStatus.UNDONE)
        return max(self.unspent - settled, 0)


def unspent_reports(money: RoundMoney) -> list[UnspentReport]:
    found = [
        UnspentReport(report, [each for each in money.settlements if each.report_id == report.pk])
        for report in money.reports
    ]
    return [each for each in found if each.unspent or each.settlements]


def left_to_settle(report: Report) -> int:
    """What an accepted report leaves that nothing is proposed for yet; nothing before it is accepted. Two queries."""
    return max(balance_of(report), 0)


def balance_of(report: Report) -> int:
    """As ``left_to_settle``. Less than zero: less is granted since, and more is proposed than there is to settle."""
    if report.status != ReportStatus.ACCEPTED:
        return 0
    found = with_grants(reports_with_sums(Report.objects.filter(pk=report.pk))).get()
    settled: int = report.settlements.counting().aggregate(sum=Sum("amount", default=0))["sum"]
    return UnspentReport(found, []).unspent - settled


def moved_by(settlement: Settlement) -> int:
    """What has come back or been set off by it: where it is undone, that is to be paid out again."""
    if settlement.kind == SettlementKind.PAY_BACK:
        return settlement.amount if settlement.settled_on else 0
    sent = settlement.set_offs.filter(payment__status__in=SENT_PAYMENTS)
    return int(sent.aggregate(sum=Sum("amount", default=0))["sum"])


def free_to_give_back(settlement: Settlement, day: date) -> int:
    """What of the round can be given back to a recipient whose repayment is undone."""
    standing = standing_on(money_of(settlement.report.round), day)
    network = settlement.report.network
    code = network.code if network else ""
    return standing.get((Place.RETURNED, code), 0) + standing.get((Place.NOT_DISTRIBUTED, ""), 0)
