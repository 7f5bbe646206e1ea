"""The words of accounts, payments and leftover funds, and the moves between their states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.moves import moves


class PayeeChangeStatus(models.TextChoices):
    REQUESTED = "requested", _("Awaits confirmation")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")


PAYEE_CHANGE_MOVES = moves({PayeeChangeStatus.REQUESTED: [PayeeChangeStatus.CONFIRMED, PayeeChangeStatus.REFUSED]})


class PaymentStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    ATTESTED = "attested", _("Attested")
    ORDERED = "ordered", _("Ordered")
    PAID = "paid", _("Paid")
    LAPSED = "lapsed", _("Lapsed")


PAYMENT_MOVES = moves(
    {
        PaymentStatus.PLANNED: [PaymentStatus.HELD, PaymentStatus.ATTESTED, PaymentStatus.LAPSED],
        PaymentStatus.HELD: [PaymentStatus.PLANNED, PaymentStatus.LAPSED],
        PaymentStatus.ATTESTED: [PaymentStatus.ORDERED, PaymentStatus.PLANNED, PaymentStatus.LAPSED],
        PaymentStatus.ORDERED: [PaymentStatus.PAID],
    }
)
OPEN_PAYMENTS = (PaymentStatus.PLANNED, PaymentStatus.HELD, PaymentStatus.ATTESTED)
SENT_PAYMENTS = (PaymentStatus.ORDERED, PaymentStatus.PAID)


class HoldKind(models.TextChoices):
    """Why a payment waits. The first two are rows that somebody releases; the others follow from what is the case."""

    CONDITION = "condition", _("A condition of the decision is open")
    SET = "set", _("Held by the secretariat")
    NO_ACCOUNT = "no_account", _("The recipient has no confirmed account")
    ACCOUNT_CHANGING = "account_changing", _("A change of the account awaits confirmation")
    COOLING = "cooling", _("The account was changed a short while ago")
    REPORT_MISSING = "report_missing", _("A report is missing")
    REPORT_FIRST = "report_first", _("Paid when this round's report is accepted")
    APPEAL = "appeal", _("An appeal suspends the decision")


STORED_HOLDS = (HoldKind.CONDITION, HoldKind.SET)


class LeftoverMethod(models.TextChoices):
    FLAT = "flat", _("The same to each network")
    PRO_RATA = "pro_rata", _("By the shares of the frames")
    NAMED = "named", _("Named recipients only")


class SettlementKind(models.TextChoices):
    PAY_BACK = "pay_back", _("Paid back")
    CARRY_OVER = "carry_over", _("Carried over to next year")
    SET_OFF = "set_off", _("Set off against next year's grant")


class SettlementStatus(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    DECIDED = "decided", _("Decided")
    SETTLED = "settled", _("Settled")
    UNDONE = "undone", _("Undone on appeal")


SETTLEMENT_MOVES = moves(
    {
        SettlementStatus.PROPOSED: [SettlementStatus.DECIDED],
        SettlementStatus.DECIDED: [SettlementStatus.SETTLED, SettlementStatus.UNDONE],
        SettlementStatus.SETTLED: [SettlementStatus.UNDONE],
    }
)
