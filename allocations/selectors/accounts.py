"""What has happened to each recipient's money in a round, as events of its account. Asks nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.timezone import localtime

from allocations.enums.payments import SettlementKind, SettlementStatus
from allocations.selectors.round_money import RoundMoney
from allocations.services import ledger
from allocations.services.accounts import Account
from allocations.services.ledger import Balances, Entry, Place
from networks.models import Report

SETTLED_IN = {
    SettlementKind.PAY_BACK: Place.RETURNED,
    SettlementKind.CARRY_OVER: Place.CARRIED_OVER,
    SettlementKind.SET_OFF: Place.SET_OFF,
}
Move = Callable[[Balances], list[Entry]]


@dataclass(frozen=True)
class Event:
    """Something that moved money on a day; ``step`` orders what happened on the same day."""

    on: date
    step: int
    moves: list[Move]  # each sees what the one before it moved


@dataclass
class Accounts:
    """The recipients' accounts on a day: by a network's code, or by an organisation's key."""

    day: date
    found: dict[str | int, Account] = field(default_factory=dict)

    def of(self, code: str | None, organisation: int | None) -> Account:
        assert code or organisation is not None  # the one or the other has the money
        return self.found.setdefault(code or organisation or 0, Account(code or ""))

    def event(self, on: date, step: int, account: Account, *moves: Move) -> Event:
        """After it, what is to be settled with them stands as unspent."""
        return Event(on, step, [*moves, lambda _standing: account.balance(self.day)])


def networks_decisions(money: RoundMoney, accounts: Accounts) -> tuple[dict[str, int], list[Event]]:
    """The networks' first decisions by code, and what later editions of them granted more or less."""
    firsts: dict[str, int] = {}
    standing: dict[str, int] = {}
    later = []
    for decision in money.decisions:
        on = day_of(decision.approved_at)
        if decision.network is None or on > accounts.day:
            continue
        code, decided = decision.network.code, decision.decided or 0
        if code in firsts:
            account = accounts.of(code, None)
            later.append(accounts.event(on, 3, account, _edition(accounts.day, account, decided - standing[code])))
        else:
            firsts[code] = decided
        standing[code] = decided
    return firsts, later


def _edition(day: date, account: Account, change: int) -> Move:
    def move(standing: Balances) -> list[Entry]:
        more = account.decide(account.granted + change)
        if more < 0:
            return account.give_back(day, -more, Place.RETURNED)
        return ledger.granted_more(day, account.code, more, standing)

    return move


def fixed_grants(money: RoundMoney, accounts: Accounts) -> list[Event]:
    """Fixed grants decided: the budget's of what was set aside, named ones of the leftover funds."""
    events = []
    held: dict[int, dict[int, int]] = {}  # by fixed grant, what each recipient was granted of it so far
    aside = dict[int, int]()  # and what is still set aside for it
    for decision in money.decisions:
        on, grant = day_of(decision.approved_at), decision.fixed_grant
        if grant is None or on > accounts.day:
            continue
        before, now = held.get(grant.pk, {}), {share["recipient"]: share["amount"] for share in decision.shares}
        held[grant.pk] = now
        aside.setdefault(grant.pk, grant.amount)
        changes = {who: now.get(who, 0) - before.get(who, 0) for who in before | now}
        for who, change in sorted(changes.items(), key=lambda pair: pair[1]):  # what becomes free is there to be found
            account = accounts.of(None, who)
            if grant.leftover_id is not None:
                move = _edition(accounts.day, account, change)
            else:
                move = _from_fixed(accounts.day, account, change, aside, grant.pk)
            events.append(accounts.event(on, 3, account, move))
    return events


def _from_fixed(day: date, account: Account, change: int, aside: dict[int, int], grant: int) -> Move:
    """What one fixed grant gets less stays set aside for it, and is there when it gets more."""

    def move(standing: Balances) -> list[Entry]:
        more = account.decide(account.granted + change)
        if more < 0:
            back = account.give_back(day, -more, Place.FIXED)
            aside[grant] += sum(entry.amount for entry in back)
            return back
        of_fixed = min(more, aside[grant])
        aside[grant] -= of_fixed
        rest = ledger.found(day, account.code, more - of_fixed, standing, put_in=Place.GRANTED)
        return [*ledger.fixed_granted(day, of_fixed), *rest]

    return move


def payments(money: RoundMoney, accounts: Accounts) -> list[Event]:
    """Payments, and what is set off in their place."""
    return [
        accounts.event(on, 4, account, _paid(accounts.day, account, amount))
        for on, code, recipient, amount in money.payments
        if on <= accounts.day
        for account in [accounts.of(code, recipient)]
    ]


def _paid(day: date, account: Account, amount: int) -> Move:
    return lambda standing: account.pay(day, amount, standing)


def reports(money: RoundMoney, accounts: Accounts) -> list[Event]:
    """Accepted reports with what they leave, and what was settled of it."""
    events, day = [], accounts.day
    for report in money.reports:
        controlled = day_of(report.controlled_at) if report.controlled_at else day
        if controlled <= day:
            account = _account(accounts, report)
            events.append(accounts.event(controlled, 5, account, _reported(account, report.granted, report.used)))
    for settlement in money.settlements:
        if settlement.status == SettlementStatus.PROPOSED:
            continue
        gives_back = settlement.kind == SettlementKind.PAY_BACK
        on = settlement.settled_on if gives_back else day_of(settlement.decided_at)
        if on is not None and on <= day:
            place = SETTLED_IN[SettlementKind(settlement.kind)]
            account = _account(accounts, settlement.report)
            events.append(Event(on, 6, [_settled(day, account, settlement.amount, place)]))
            undone = day_of(settlement.undone_at) if settlement.undone_at else None
            if undone and undone <= day:  # what is settled anew has a later row, and comes after it on the same day
                events.append(Event(undone, 6, [_undone(day, account, settlement.amount, place)]))
    return events


def _account(accounts: Accounts, report: Report) -> Account:
    return accounts.of(report.network.code if report.network else None, report.organisation_id)


def _reported(account: Account, granted: int, used: int) -> Move:
    def move(_standing: Balances) -> list[Entry]:
        account.reported, account.used = granted, used
        return []

    return move


def _settled(day: date, account: Account, amount: int, place: Place) -> Move:
    return lambda _standing: account.settle(day, amount, place)


def _undone(day: date, account: Account, amount: int, place: Place) -> Move:
    return lambda standing: account.undo(day, amount, place, standing)


def day_of(moment: datetime | None) -> date:
    assert moment is not None  # what is decided, approved or controlled says when
    return localtime(moment).date()
