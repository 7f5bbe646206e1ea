"""What becomes of unspent money: proposed by the secretariat, decided by who holds the budget authority, and done."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max, QuerySet, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from allocations.actions import notices
from allocations.enums import DecisionStatus, LetterStatus
from allocations.enums.payments import (
    OPEN_PAYMENTS,
    SETTLEMENT_MOVES,
    PaymentStatus,
    SettlementKind,
    SettlementStatus,
)
from allocations.models import Appeal, DecisionLetter, DecisionLine, Payment, SetOff, Settlement
from allocations.permissions import may_approve, may_prepare
from allocations.selectors.leftovers import balance_of, free_to_give_back, left_to_settle
from allocations.services.notices import SetOffLine
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.kroner import format_kroner
from dekom.core.models import User
from networks.enums import ReportStatus
from networks.models import Organisation, Report


@transaction.atomic
def propose(
    report: Report, *, recipient: Organisation, kind: str, amount: int, reason: str, actor: User, now: datetime
) -> Settlement:
    """Say what should become of what one recipient has left of an accepted report's money.

    Units: whole kroner.
    Raises: DomainError: not the secretariat's, not accepted, not a recipient of the grant, or more than is left.
    """
    if not may_prepare(actor, report.round.county_id):
        raise DomainError(_("Only the secretariat proposes what becomes of unspent money."))
    locked = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    left = left_to_settle(locked)
    problems = []
    if locked.status != ReportStatus.ACCEPTED:
        problems.append(_("The report must be accepted first."))
    if not 0 < amount <= left:
        problems.append(_("%(left)s kr is left to settle.") % {"left": format_kroner(left)})
    if not reason.strip():
        problems.append(_("Say why."))
    if not recipients_of(locked).filter(pk=recipient.pk).exists():
        problems.append(_("%(recipient)s has received nothing of this grant.") % {"recipient": recipient})
    elif amount > (had := had_by(recipient, locked)):
        words = {"recipient": recipient, "amount": format_kroner(had)}
        problems.append(_("%(recipient)s has had %(amount)s kr of this grant that is not settled.") % words)
    if locked.settlements.counting().filter(recipient=recipient, kind=kind).exists():
        problems.append(_("This is settled so with the recipient already."))
    if problems:
        raise DomainError(problems)
    return Settlement.objects.create(
        report=locked,
        recipient=recipient,
        kind=kind,
        amount=amount,
        reason=reason.strip(),
        proposed_by=actor,
        proposed_at=now,
    )


@transaction.atomic
def decide(settlement: Settlement, *, actor: User, now: datetime) -> Settlement:
    """Decide it, and tell the recipient. What is carried over is done with that; the rest is when money has moved.

    Raises: DomainError: not the decision maker's, one's own proposal, or more than is left since a later edition.
    StaleStateError.
    """
    if not may_approve(actor, settlement.report.round.county_id):
        raise DomainError(_("Only the decision maker decides what becomes of unspent money."))
    if settlement.proposed_by_id == actor.pk:
        raise DomainError(_("You proposed it, and somebody else must decide it."))
    if (balance := balance_of(settlement.report)) < 0:
        left = max(settlement.amount + balance, 0)
        raise DomainError(_("%(left)s kr is left to settle.") % {"left": format_kroner(left)})
    _move(settlement, SettlementStatus.DECIDED, decided_by=actor, decided_at=now)
    if settlement.kind == SettlementKind.CARRY_OVER:
        _move(settlement, SettlementStatus.SETTLED, settled_on=localdate(now))
    settlement.letter = _tell(settlement, actor, now)
    settlement.save(update_fields=["letter"])
    return settlement


@transaction.atomic
def returned(settlement: Settlement, *, on: date, actor: User, now: datetime) -> Settlement:
    """The money has come back.

    Raises: DomainError: not the secretariat's, an appeal suspends it, or a day to come. StaleStateError.
    """
    if not may_prepare(actor, settlement.report.round.county_id):
        raise DomainError(_("Only the secretariat notes that money has come back."))
    if settlement.kind != SettlementKind.PAY_BACK:
        raise DomainError(_("This money is not paid back."))
    if on > localdate(now):
        raise DomainError(_("The day has not come yet."))
    if Appeal.objects.suspending().filter(settlement=settlement).exists():
        raise DomainError(_("An appeal suspends the repayment until it is settled."))
    _move(settlement, SettlementStatus.SETTLED, settled_on=on)
    return settlement


@transaction.atomic
def undo(settlement: Settlement, *, now: datetime) -> Settlement:
    """Take back what was decided, where an appeal was right: the money is unspent again, and can be settled anew.

    Planned payments are whole again. What has come back or been set off is paid out by hand (``moved_by``).
    Raises: DomainError: what came back is given to others. StaleStateError.
    """
    came_back = settlement.kind == SettlementKind.PAY_BACK and settlement.settled_on is not None
    if came_back and free_to_give_back(settlement, localdate(now)) < settlement.amount:
        raise DomainError(
            _("What came back is distributed already. Make room in the round's leftover funds, and reverse it then.")
        )
    _make_whole(settlement)
    _move(settlement, SettlementStatus.UNDONE, undone_at=now)
    return settlement


def recipients_of(report: Report) -> QuerySet[Organisation]:
    """Who has had letters about the reported grant."""
    lines = _lines_of(report).filter(letter_line__letter__status=LetterStatus.ISSUED)
    return Organisation.objects.filter(pk__in=lines.values("recipient"))


def had_by(recipient: Organisation, report: Report) -> int:
    """The most that the recipient was granted of what is reported, less what is settled with it. Whole kroner."""
    lines = _lines_of(report).filter(recipient=recipient).exclude(decision__status=DecisionStatus.DRAFT)
    most = lines.order_by().values("decision__fixed_grant").annotate(most=Max("amount"))  # of any edition
    settled = report.settlements.counting().filter(recipient=recipient)
    return sum(int(each["most"]) for each in most) - int(settled.aggregate(sum=Sum("amount", default=0))["sum"])


def _lines_of(report: Report) -> QuerySet[DecisionLine]:
    lines = DecisionLine.objects.filter(decision__round=report.round_id)
    if report.network_id is not None:
        return lines.filter(decision__network=report.network_id)
    return lines.filter(decision__network=None, recipient=report.organisation_id)


def _make_whole(settlement: Settlement) -> None:
    """Payments that are not sent yet lose what was set off; who attested the smaller amount attests anew."""
    payments = Payment.objects.select_for_update(of=("self",)).filter(
        set_offs__settlement=settlement, status__in=OPEN_PAYMENTS
    )
    for payment in payments:
        attested = payment.status == PaymentStatus.ATTESTED
        taken = SetOff.objects.filter(payment=payment, settlement=settlement).aggregate(sum=Sum("amount"))["sum"]
        Payment.objects.filter(pk=payment.pk).update(
            set_off=F("set_off") - taken,
            version=F("version") + 1,
            **({"status": PaymentStatus.PLANNED, "attested_by": None, "attested_at": None} if attested else {}),
        )


def _tell(settlement: Settlement, actor: User, now: datetime) -> DecisionLetter:
    """The letter of it, about the last letter that was issued of the money."""
    lines = DecisionLine.objects.filter(decision__round=settlement.report.round_id, recipient=settlement.recipient_id)
    if settlement.report.network_id is not None:
        lines = lines.filter(decision__network=settlement.report.network_id)
    letter = (
        DecisionLetter.objects.issued()
        .filter(lines__decision_line__in=lines)
        .select_related("round", "recipient")
        .latest("year", "number", "pk")
    )
    line = SetOffLine(label=settlement.report.reporter, unspent=settlement.amount, set_off=settlement.amount)
    won = Appeal.objects.filter(
        settlement__report=settlement.report_id,
        settlement__status=SettlementStatus.UNDONE,
        appellant=settlement.recipient_id,
    )
    appeal = won.select_related("letter").order_by("settled_at").last()
    return notices.unspent(
        letter,
        kind=settlement.kind,
        lines=[line],
        replaces=(appeal.letter.number_text, appeal.reversal_reason or appeal.outcome_text) if appeal else ("", ""),
        actor=actor,
        now=now,
    )


def _move(settlement: Settlement, to: SettlementStatus, **fields: object) -> None:
    before = [status for status in SettlementStatus if SETTLEMENT_MOVES.allows(status, to)]
    moved = Settlement.objects.filter(pk=settlement.pk, status__in=before, version=settlement.version).update(
        status=to, version=F("version") + 1, **fields
    )
    if moved != 1:
        raise StaleStateError(_("Somebody else has changed this settlement in the meantime."))
    settlement.refresh_from_db()
