"""What has happened to a round's money by a day, as entries of the ledger."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Sum
from django.utils.timezone import localtime

from allocations.enums import DecisionStatus
from allocations.enums.payments import PaymentStatus, SettlementKind, SettlementStatus
from allocations.models import Decision, Frame, FrameAdoption, LeftoverDistribution, Payment, Settlement
from allocations.selectors.bench import budget_input
from allocations.services import ledger
from allocations.services.ledger import Balances, Entry, Place
from networks.enums import OrganisationKind, ReportStatus
from networks.models import DecisionBasis, Report, Round

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


def round_entries(round_: Round, day: date) -> list[Entry]:
    """Everything up to ``day``, in the order of the year. The round comes from ``rounds_with_budget``. Eight queries.

    The version of the frames that held on the day counts; a request and a decision from the day they were made.
    """
    entries = _set_aside(round_, day)
    left, asked = _asked(round_, day)
    entries += asked
    firsts, later = _decisions(round_, day)
    frames = frames_on(round_, day) if firsts else {}
    for code, granted in firsts.items():
        if code not in left:
            entries += ledger.asked(day, code, frame=frames.get(code, 0), requested=frames.get(code, 0))
            left[code] = frames.get(code, 0), 0
        asked_for, below = left[code]
        entries += ledger.decided(day, code, asked_for=asked_for, granted=granted, below_frame=below)
    events = [*later, *_fixed(round_, day), *_payments(round_, day), *_reports(round_, day), *_leftovers(round_, day)]
    for event in sorted(events, key=lambda event: (event.on, event.step)):
        entries += event.entries(ledger.balances(entries, day))
    return entries


def _set_aside(round_: Round, day: date) -> list[Entry]:
    budget = budget_input(round_)
    entries = ledger.appropriated(day, budget.appropriation) if budget.appropriation else []
    for place, amount in (
        (Place.FIXED, sum(grant.amount for grant in budget.fixed)),
        (Place.COMMON_MEASURES, budget.common_measures),
        (Place.RESERVE, budget.reserve),
    ):
        entries += ledger.set_aside(day, place, amount) if amount else []
    frames = frames_on(round_, day)
    return entries + ledger.frames_adopted(day, {code: amount for code, amount in frames.items() if amount})


def _asked(round_: Round, day: date) -> tuple[dict[str, tuple[int, int]], list[Entry]]:
    """By network: asked for within the frame, and left below it."""
    frames, left, entries = frames_on(round_, day), {}, []
    bases = DecisionBasis.objects.filter(round=round_, submitted_at__isnull=False).select_related("network")
    for basis in bases:
        if basis.submitted_at and localtime(basis.submitted_at).date() <= day and basis.requested is not None:
            code = basis.network.code
            frame = frames.get(code, 0)
            entries += ledger.asked(day, code, frame=frame, requested=basis.requested)
            left[code] = min(frame, basis.requested), max(frame - basis.requested, 0)
    return left, entries


def frames_on(round_: Round, day: date) -> dict[str, int]:
    """By network code, the frames of the newest version that was adopted by the day."""
    begun = date(round_.year, 1, 1)  # where an adoption has no date
    versions = FrameAdoption.objects.filter(round=round_).order_by("-version").values_list("pk", "adopted_on")
    newest = next((pk for pk, adopted_on in versions if (adopted_on or begun) <= day), None)
    return dict(Frame.objects.filter(adoption=newest).values_list("network__code", "amount")) if newest else {}


def _decisions(round_: Round, day: date) -> tuple[dict[str, int], list[Event]]:
    """The networks' first decisions by code, and what later editions of them granted more or less."""
    decisions = (
        Decision.objects.filter(round=round_, network__isnull=False, approved_at__isnull=False)
        .exclude(status=DecisionStatus.DRAFT)
        .select_related("network")
        .order_by("approved_at", "pk")
    )
    firsts: dict[str, int] = {}
    standing: dict[str, int] = {}
    later = []
    for decision in decisions:
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


def _fixed(round_: Round, day: date) -> list[Event]:
    """Fixed grants decided: the budget's from what was set aside, named ones from the leftover funds."""
    decisions = (
        Decision.objects.current()
        .filter(round=round_, fixed_grant__isnull=False, approved_at__isnull=False)
        .exclude(status=DecisionStatus.DRAFT)
        .select_related("fixed_grant")
        .prefetch_related("lines__recipient")
    )
    events = []
    for decision in decisions:
        on = _day(decision.approved_at)
        lines = decision.lines.all()
        amount = sum(line.amount for line in lines if line.recipient.kind != OrganisationKind.GOVERNOR)
        if on > day or not amount:
            continue
        named = decision.fixed_grant is not None and decision.fixed_grant.leftover_id is not None
        events.append(Event(on, 3, _edition(day, "", amount) if named else _from_fixed(day, amount)))
    return events


def _from_fixed(day: date, amount: int) -> Callable[[Balances], list[Entry]]:
    return lambda _standing: ledger.fixed_granted(day, amount)


def _payments(round_: Round, day: date) -> list[Event]:
    payments = (
        Payment.objects.filter(round=round_, status=PaymentStatus.PAID, paid_on__lte=day)
        .values_list("paid_on", "decision_line__decision__network__code")
        .annotate(amount=Sum("amount"))
        .order_by("paid_on")
    )
    return [Event(on, 4, _paid(day, code or "", amount)) for on, code, amount in payments if on is not None]


def _paid(day: date, code: str, amount: int) -> Callable[[Balances], list[Entry]]:
    return lambda _standing: ledger.paid(day, code, amount)


def _reports(round_: Round, day: date) -> list[Event]:
    """Accepted reports with what they leave, and what was settled of it."""
    reports = (
        Report.objects.filter(round=round_, status=ReportStatus.ACCEPTED)
        .select_related("network")
        .annotate(granted=Sum("lines__granted", default=0), used=Sum("lines__used", default=0))
        .prefetch_related("controls")
    )
    events = []
    report: Any  # with the sums that the query adds
    for report in reports:
        controlled = max((_day(control.controlled_at) for control in report.controls.all()), default=day)
        unspent = report.granted - report.used
        if controlled <= day and unspent > 0:
            code = report.network.code if report.network else ""
            events.append(Event(controlled, 5, _reported(day, code, unspent)))
    settlements = Settlement.objects.filter(report__round=round_).exclude(status=SettlementStatus.PROPOSED)
    for settlement in settlements.select_related("report__network"):
        gives_back = settlement.kind == SettlementKind.PAY_BACK
        on = settlement.settled_on if gives_back else _day(settlement.decided_at)
        if on is not None and on <= day:
            code = settlement.report.network.code if settlement.report.network else ""
            place = SETTLED_IN[SettlementKind(settlement.kind)]
            events.append(Event(on, 6, _settled(day, code, settlement.amount, place)))
    return events


def _reported(day: date, code: str, unspent: int) -> Callable[[Balances], list[Entry]]:
    return lambda standing: ledger.reported(day, code, unspent, standing)


def _settled(day: date, code: str, amount: int, place: Place) -> Callable[[Balances], list[Entry]]:
    return lambda _standing: ledger.settled(day, code, amount, place)


def _leftovers(round_: Round, day: date) -> list[Event]:
    """Distributions: all that is left is taken together, and what is recommended is set aside for its decision."""
    events = []
    found = LeftoverDistribution.objects.filter(round=round_, distributed_on__lte=day)
    for distribution in found.prefetch_related("parts__network").order_by("number"):
        parts: dict[str, int] = {}
        for part in distribution.parts.all():
            code = part.network.code if part.network else ""
            parts[code] = parts.get(code, 0) + part.amount
        events.append(Event(distribution.distributed_on, 2, _distributed(day, parts, distribution.reference)))
    return events


def _distributed(day: date, parts: dict[str, int], note: str) -> Callable[[Balances], list[Entry]]:
    return lambda standing: [*ledger.gathered(day, standing), *ledger.recommended(day, parts, note=note)]


def _day(moment: datetime | None) -> date:
    assert moment is not None  # what is decided, approved or controlled says when
    return localtime(moment).date()
