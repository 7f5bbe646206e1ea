"""What has happened to a round's money by a day, as entries of the ledger. Asks nothing: ``RoundMoney`` has it all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from allocations.enums.payments import SettlementKind, SettlementStatus
from allocations.selectors.round_money import RoundMoney
from allocations.services import ledger
from allocations.services.ledger import Balances, Entry, Place
from networks.models import Network

SETTLED_IN = {
    SettlementKind.PAY_BACK: Place.RETURNED,
    SettlementKind.CARRY_OVER: Place.CARRIED_OVER,
    SettlementKind.SET_OFF: Place.SET_OFF,
}


@dataclass(frozen=True)
class Event:
    """Something that moved money on a day; ``step`` orders what happened on the same day."""

    on: date
    step: int
    entries: Callable[[Balances], list[Entry]]


def standing_on(money: RoundMoney, day: date) -> Balances:
    """Where the money stands at the end of the day.  Raises: OverdrawnError: more is given than there is."""
    return ledger.balances(round_entries(money, day), day)


def round_entries(money: RoundMoney, day: date) -> list[Entry]:
    """Everything up to ``day``, in the order of the year.

    The version of the frames that held on the day counts; a request and a decision from the day they were made.
    """
    frames = {network.code: amount for network, amount in money.frames_on(day).items()}
    entries = _set_aside(money, day)
    entries += ledger.frames_adopted(day, {code: amount for code, amount in frames.items() if amount})
    left, asked = _asked(money, frames, day)
    entries += asked
    firsts, later = _networks_decisions(money, day)
    for code, granted in firsts.items():
        if code not in left:
            entries += ledger.asked(day, code, frame=frames.get(code, 0), requested=frames.get(code, 0))
            left[code] = frames.get(code, 0), 0
        asked_for, below = left[code]
        entries += ledger.decided(day, code, asked_for=asked_for, granted=granted, below_frame=below)
    events = [*later, *_fixed(money, day), *_payments(money, day), *_reports(money, day), *_leftovers(money, day)]
    for event in sorted(events, key=lambda event: (event.on, event.step)):
        entries += event.entries(ledger.balances(entries, day))
    return entries


def _set_aside(money: RoundMoney, day: date) -> list[Entry]:
    budget = money.budget
    entries = ledger.appropriated(day, budget.appropriation) if budget.appropriation else []
    for place, amount in (
        (Place.FIXED, sum(grant.amount for grant in budget.fixed)),
        (Place.COMMON_MEASURES, budget.common_measures),
        (Place.RESERVE, budget.reserve),
    ):
        entries += ledger.set_aside(day, place, amount) if amount else []
    return entries


def _asked(money: RoundMoney, frames: dict[str, int], day: date) -> tuple[dict[str, tuple[int, int]], list[Entry]]:
    """By network: asked for within the frame, and left below it."""
    left, entries = {}, []
    for basis in money.bases:
        if _day(basis.submitted_at) <= day and basis.requested is not None:
            code = basis.network.code
            frame = frames.get(code, 0)
            entries += ledger.asked(day, code, frame=frame, requested=basis.requested)
            left[code] = min(frame, basis.requested), max(frame - basis.requested, 0)
    return left, entries


def _networks_decisions(money: RoundMoney, day: date) -> tuple[dict[str, int], list[Event]]:
    """The networks' first decisions by code, and what later editions of them granted more or less."""
    firsts: dict[str, int] = {}
    standing: dict[str, int] = {}
    later = []
    for decision in money.decisions:
        on = _day(decision.approved_at)
        if decision.network is None or on > day:
            continue
        code, decided = decision.network.code, decision.decided or 0
        if code in standing:
            later.append(Event(on, 3, _edition(day, code, decided - standing[code])))
        else:
            firsts[code] = decided
        standing[code] = decided
    return firsts, later


def _edition(day: date, code: str, difference: int) -> Callable[[Balances], list[Entry]]:
    if difference < 0:
        return lambda standing: ledger.granted_less(day, code, -difference, standing)
    return lambda standing: ledger.granted_more(day, code, difference, standing)


def _fixed(money: RoundMoney, day: date) -> list[Event]:
    """Fixed grants decided: the budget's from what was set aside, named ones from the leftover funds."""
    events = []
    for decision in money.decisions:
        on, amount = _day(decision.approved_at), decision.paid_out
        if decision.fixed_grant is None or on > day or not amount:
            continue
        named = decision.fixed_grant.leftover_id is not None
        events.append(Event(on, 3, _edition(day, "", amount) if named else _from_fixed(day, amount)))
    return events


def _from_fixed(day: date, amount: int) -> Callable[[Balances], list[Entry]]:
    return lambda _standing: ledger.fixed_granted(day, amount)


def _payments(money: RoundMoney, day: date) -> list[Event]:
    return [Event(on, 4, _paid(day, code, amount)) for on, code, amount in money.payments if on <= day]


def _paid(day: date, code: str, amount: int) -> Callable[[Balances], list[Entry]]:
    return lambda _standing: ledger.paid(day, code, amount)


def _reports(money: RoundMoney, day: date) -> list[Event]:
    """Accepted reports with what they leave, and what was settled of it."""
    events = []
    for report in money.reports:
        controlled = _day(report.controlled_at) if report.controlled_at else day
        unspent = report.granted - report.used
        if controlled <= day and unspent > 0:
            events.append(Event(controlled, 5, _reported(day, _code(report.network), unspent)))
    for settlement in money.settlements:
        if settlement.status == SettlementStatus.PROPOSED:
            continue
        gives_back = settlement.kind == SettlementKind.PAY_BACK
        on = settlement.settled_on if gives_back else _day(settlement.decided_at)
        if on is not None and on <= day:
            place = SETTLED_IN[SettlementKind(settlement.kind)]
            code = _code(settlement.report.network)
            events.append(Event(on, 6, _settled(day, code, settlement.amount, place)))
            undone = _day(settlement.undone_at) if settlement.undone_at else None
            if undone and undone <= day:  # what is settled anew has a later row, and comes after it on the same day
                events.append(Event(undone, 6, _undone(day, code, settlement.amount, place)))
    return events


def _code(network: Network | None) -> str:
    return network.code if network else ""


def _reported(day: date, code: str, unspent: int) -> Callable[[Balances], list[Entry]]:
    return lambda standing: ledger.reported(day, code, unspent, standing)


def _settled(day: date, code: str, amount: int, place: Place) -> Callable[[Balances], list[Entry]]:
    return lambda _standing: ledger.settled(day, code, amount, place)


def _undone(day: date, code: str, amount: int, place: Place) -> Callable[[Balances], list[Entry]]:
    return lambda standing: ledger.undone(day, code, amount, place, standing)


def _leftovers(money: RoundMoney, day: date) -> list[Event]:
    """Distributions: all that is left is taken together, and what is recommended is set aside for its decision."""
    events = []
    for distribution in money.distributions:
        parts: dict[str, int] = {}
        for share in distribution.shares:
            code = share["code"] or ""
            parts[code] = parts.get(code, 0) + share["amount"]
        if distribution.distributed_on <= day:
            events.append(Event(distribution.distributed_on, 2, _distributed(day, parts, distribution.reference)))
    return events


def _distributed(day: date, parts: dict[str, int], note: str) -> Callable[[Balances], list[Entry]]:
    return lambda standing: [*ledger.gathered(day, standing), *ledger.recommended(day, parts, note=note)]


def _day(moment: datetime | None) -> date:
    assert moment is not None  # what is decided, approved or controlled says when
    return localtime(moment).date()
