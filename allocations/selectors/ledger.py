"""What has happened to a round's money by a day, as entries of the ledger. Asks nothing: ``RoundMoney`` has it all."""

from datetime import date

from allocations.selectors.accounts import (
    Accounts,
    Event,
    Move,
    day_of,
    fixed_grants,
    networks_decisions,
    payments,
    reports,
)
from allocations.selectors.round_money import RoundMoney
from allocations.services import ledger
from allocations.services.ledger import Balances, Entry, Place


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
    accounts = Accounts(day)
    firsts, later = networks_decisions(money, accounts)
    for code, granted in firsts.items():
        if code not in left:
            entries += ledger.asked(day, code, frame=frames.get(code, 0), requested=frames.get(code, 0))
            left[code] = frames.get(code, 0), 0
        asked_for, below = left[code]
        entries += ledger.decided(day, code, asked_for=asked_for, granted=granted, below_frame=below)
        accounts.of(code, None).decide(granted)
    events = [
        *later,
        *fixed_grants(money, accounts),
        *payments(money, accounts),
        *reports(money, accounts),
        *_leftovers(money, day),
    ]
    for event in sorted(events, key=lambda event: (event.on, event.step)):
        for move in event.moves:
            entries += move(ledger.balances(entries, day))
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
        if day_of(basis.submitted_at) <= day and basis.requested is not None:
            code = basis.network.code
            frame = frames.get(code, 0)
            entries += ledger.asked(day, code, frame=frame, requested=basis.requested)
            left[code] = min(frame, basis.requested), max(frame - basis.requested, 0)
    return left, entries


def _leftovers(money: RoundMoney, day: date) -> list[Event]:
    """Distributions: all that is left is taken together, and what is recommended is set aside for its decision."""
    events = []
    for distribution in money.distributions:
        parts: dict[str, int] = {}
        for share in distribution.shares:
            code = share["code"] or ""
            parts[code] = parts.get(code, 0) + share["amount"]
        if distribution.distributed_on <= day:
            move = _distributed(day, parts, distribution.reference)
            events.append(Event(distribution.distributed_on, 2, [move]))
    return events


def _distributed(day: date, parts: dict[str, int], note: str) -> Move:
    return lambda standing: [*ledger.gathered(day, standing), *ledger.recommended(day, parts, note=note)]
