"""What a decision may come to, what may happen to it afterwards, and the letters that tell of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.moves import moves


class DecisionOutcome(models.TextChoices):
    """Source: regulation FOR-2026-01-12-23 §§ 13 and 15: granted, refused in whole or in part, or not taken up."""

    GRANT = "grant", _("Granted")
    PARTIAL = "partial", _("Granted in part")
    REFUSAL = "refusal", _("Refused")
    DISMISSAL = "dismissal", _("Dismissed")


GIVES_NOTHING = (DecisionOutcome.REFUSAL, DecisionOutcome.DISMISSAL)
GIVES_MONEY = (DecisionOutcome.GRANT, DecisionOutcome.PARTIAL)


class DecisionChange(models.TextChoices):
    """Why there is a new edition of a decision; the first edition changes nothing."""

    FIRST = "first", _("First decision")
    AMENDMENT = "amendment", _("Changed decision")
    LEFTOVER = "leftover", _("Leftover funds")
    APPEAL = "appeal", _("Reversed on appeal")
    CORRECTION = "correction", _("Correction")


class LetterKind(models.TextChoices):
    GRANT = "grant", _("Grant")
    PARTIAL = "partial", _("Grant in part")
    REFUSAL = "refusal", _("Refusal")
    AMENDMENT = "amendment", _("Changed decision")
    LEFTOVER = "leftover", _("Leftover funds")
    SET_OFF = "set_off", _("Set-off")
    PAY_BACK = "pay_back", _("Repayment")
    CARRY_OVER = "carry_over", _("Carry-over to next year")
    REMINDER = "reminder", _("Reminder")
    APPEAL_REVERSED = "appeal_reversed", _("Appeal, decision reversed")
    APPEAL_FORWARDED = "appeal_forwarded", _("Appeal, forwarded")


UNSPENT_KINDS = (LetterKind.SET_OFF, LetterKind.PAY_BACK, LetterKind.CARRY_OVER)  # named as what becomes of the money
NOTICES = (*UNSPENT_KINDS, LetterKind.REMINDER, LetterKind.APPEAL_FORWARDED)  # they tell of no decision's lines


class LetterAnswerKind(models.TextChoices):
    """What a recipient says back on the letter's page."""

    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Conditions accepted")


class ReminderSubject(models.TextChoices):
    ACCEPTANCE = "acceptance", _("The conditions are not accepted")
    REPORT = "report", _("The report has not come")


class AppealStatus(models.TextChoices):
    RECEIVED = "received", _("Received")
    UPHELD = "upheld", _("Decision upheld by us")
    FORWARDED = "forwarded", _("Forwarded")
    CLOSED = "closed", _("Closed")
    REVERSED = "reversed", _("Decision reversed")


APPEAL_MOVES = moves(
    {
        AppealStatus.RECEIVED: [AppealStatus.UPHELD, AppealStatus.REVERSED],
        AppealStatus.UPHELD: [AppealStatus.FORWARDED],
        AppealStatus.FORWARDED: [AppealStatus.CLOSED],
    }
)


class AppealOutcome(models.TextChoices):
    """What the appeal body came to."""

    UPHELD = "upheld", _("Decision upheld")
    CHANGED = "changed", _("Decision changed")
    ANNULLED = "annulled", _("Decision annulled, to be decided anew")
    DISMISSED = "dismissed", _("Appeal dismissed")
    WITHDRAWN = "withdrawn", _("Appeal withdrawn")


class NoticeRule(models.TextChoices):
    """From when the time to appeal runs."""

    NOTICE = "notice", _("From the day the notice was sent")
    FIRST_OPENING = "first_opening", _("From the day somebody at the recipient first opened the letter")


class JournalDirection(models.TextChoices):
    INCOMING = "incoming", _("Incoming")
    OUTGOING = "outgoing", _("Outgoing")
