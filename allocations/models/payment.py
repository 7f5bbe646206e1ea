"""Payments: what is paid of a decision's line, when, and who answers for it. Amounts are whole kroner."""

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allocations.enums.payments import PAYMENT_MOVES, STORED_HOLDS, HoldKind, PaymentStatus
from allocations.models.decision import DecisionLine
from allocations.models.leftover import Settlement
from allocations.models.letter import DecisionLetter
from allocations.models.payment_list import PaymentList
from dekom.core.models import User
from networks.models import Organisation, Round, access_of

# Who had a hand in the decision, or approved it, never attests its payment; who attested never orders it.
_FOUR_EYES = """
    IF NEW.status = 'attested' AND EXISTS (
        SELECT 1 FROM allocations_decisionline l JOIN allocations_decision d ON d.id = l.decision_id
        WHERE l.id = NEW.decision_line_id
          AND (NEW.attested_by_id = d.approved_by_id OR NEW.attested_by_id = d.prepared_by_id
               OR d.worked_on_by @> ARRAY[NEW.attested_by_id::bigint])
    ) THEN
        RAISE EXCEPTION 'pgtrigger: a payment is attested by somebody without a hand in the decision';
    END IF;
    IF NEW.status = 'ordered' AND EXISTS (
        SELECT 1 FROM allocations_paymentlist WHERE id = NEW.payment_list_id AND made_by_id = NEW.attested_by_id
    ) THEN
        RAISE EXCEPTION 'pgtrigger: a payment is ordered by somebody else than who attested it';
    END IF;
    RETURN NEW;
"""

# The instalments of a line are never more than the line. The line's row is locked, so that two plans wait.
_WITHIN_THE_LINE = """
    PERFORM 1 FROM allocations_decisionline WHERE id = NEW.decision_line_id FOR UPDATE;
    IF (SELECT COALESCE(SUM(amount), 0) FROM allocations_payment
        WHERE decision_line_id = NEW.decision_line_id AND status <> 'lapsed') + NEW.amount
       > (SELECT amount FROM allocations_decisionline WHERE id = NEW.decision_line_id) THEN
        RAISE EXCEPTION 'pgtrigger: the payments of a line are more than the line';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class Instalment(models.Model):
    """One of the payments that each line of the round is split into. Without any: one payment of it all."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="instalments", verbose_name=_("round"))
    due_on = models.DateField(_("paid on"))
    percent = models.PositiveSmallIntegerField(_("percent"), validators=[MinValueValidator(1), MaxValueValidator(100)])
    after_report = models.BooleanField(
        _("after the report"), default=False, help_text=_("Paid when this round's report is accepted.")
    )

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "due_on"],
                name="instalment_one_a_day",
                violation_error_message=_("There is an instalment on this day already."),
            ),
            models.CheckConstraint(
                name="instalment_is_a_percentage",
                condition=Q(percent__range=(1, 100)),
                violation_error_message=_("An instalment is from 1 to 100 percent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_on}, {self.percent} %"


class PaymentQuerySet(models.QuerySet["Payment"]):
    def in_force(self) -> "PaymentQuerySet":
        return self.exclude(status=PaymentStatus.LAPSED)

    def visible_to(self, user: User) -> "PaymentQuerySet":
        """Staff and auditors: all. Recipients: their own. A network's people: what its host receives for it."""
        access = access_of(user)
        if access.is_superuser:
            return self
        hosted = Q(decision_line__letter_line__as_host=True, decision_line__decision__network__in=access.networks)
        own = Q(recipient__in=access.organisations) | hosted
        return self.filter(Q(round__county__in=access.reads_all_in) | own)


@pghistory.track()
class Payment(models.Model):
    """One instalment of one line of an issued letter.

    ``status`` is written by ``allocations.actions`` only; the database refuses every other move. The account is
    copied when the payment is ordered: what was sent to the accounting system stays as it was sent.

    Source: bestemmelser om økonomistyring i staten 6.3 and 5.3.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="payments", verbose_name=_("round"))
    letter = models.ForeignKey(
        DecisionLetter, on_delete=models.PROTECT, related_name="payments", verbose_name=_("letter")
    )
    decision_line = models.ForeignKey(
        DecisionLine, on_delete=models.PROTECT, related_name="payments", verbose_name=_("decision line")
    )
    recipient = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="payments", verbose_name=_("recipient")
    )
    order = models.PositiveSmallIntegerField(_("instalment"))
    due_on = models.DateField(_("paid on"))
    after_report = models.BooleanField(_("after the report"), default=False, editable=False)
    amount = models.PositiveBigIntegerField(_("amount"))  # whole kroner of the decision
    set_off = models.PositiveBigIntegerField(_("set off"), default=0)  # whole kroner of it that are there already
    status = models.CharField(
        _("state"), max_length=20, choices=PaymentStatus, default=PaymentStatus.PLANNED, editable=False
    )
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("attested by"),
    )
    attested_at = models.DateTimeField(_("attested at"), null=True, editable=False)
    payment_list = models.ForeignKey(
        PaymentList,
        on_delete=models.PROTECT,
        related_name="payments",
        null=True,
        editable=False,
        verbose_name=_("payment list"),
    )
    organisation_number = models.CharField(_("organisation number"), max_length=9, blank=True, editable=False)
    account_number = models.CharField(_("bank account"), max_length=11, blank=True, editable=False)
    paid_on = models.DateField(_("date paid"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)  # guards the moves

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.UniqueConstraint(
                fields=["decision_line", "order"],
                name="payment_one_per_line_and_instalment",
                violation_error_message=_("This instalment of the line is planned already."),
            ),
            models.CheckConstraint(
                name="payment_is_of_an_amount",
                condition=Q(amount__gt=0),
                violation_error_message=_("A payment is of more than zero kroner."),
            ),
            models.CheckConstraint(
                name="payment_set_off_within_the_amount",
                condition=Q(set_off__lte=models.F("amount")),
                violation_error_message=_("No more is set off than the amount."),
            ),
            models.CheckConstraint(name="payment_status_known", condition=Q(status__in=PaymentStatus.values)),
            models.CheckConstraint(
                name="payment_attested_iff_attested_by",
                condition=Q(
                    status__in=[PaymentStatus.PLANNED, PaymentStatus.HELD, PaymentStatus.LAPSED],
                    attested_by=None,
                    attested_at=None,
                )
                | Q(
                    status__in=[PaymentStatus.ATTESTED, PaymentStatus.ORDERED, PaymentStatus.PAID],
                    attested_by__isnull=False,
                    attested_at__isnull=False,
                ),
                violation_error_message=_("An attested payment says who attested it and when."),
            ),
            models.CheckConstraint(
                name="payment_ordered_iff_in_a_list",
                condition=Q(
                    status__in=[PaymentStatus.ORDERED, PaymentStatus.PAID],
                    payment_list__isnull=False,
                    account_number__regex=r"^[0-9]{11}$",
                    organisation_number__regex=r"^[0-9]{9}$",
                )
                | (
                    ~Q(status__in=[PaymentStatus.ORDERED, PaymentStatus.PAID]) & Q(payment_list=None, account_number="")
                ),
                violation_error_message=_("An ordered payment stands in a payment list, with its account."),
            ),
            models.CheckConstraint(
                name="payment_paid_iff_paid_on",
                condition=Q(status=PaymentStatus.PAID, paid_on__isnull=False)
                | (~Q(status=PaymentStatus.PAID) & Q(paid_on=None)),
                violation_error_message=_("A paid payment has the day it was paid."),
            ),
        ]
        indexes = [models.Index(fields=["round", "status"], name="payment_of_round_by_state")]
        triggers = [
            *PAYMENT_MOVES.triggers("status"),
            pgtrigger.ReadOnly(
                name="payment_stays",
                fields=["round", "letter", "decision_line", "recipient", "order", "amount", "after_report"],
            ),
            pgtrigger.Protect(name="payment_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="payment_paid_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status__in=[PaymentStatus.PAID.value, PaymentStatus.LAPSED.value]),
            ),
            pgtrigger.Trigger(
                name="payment_by_four_eyes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=_FOUR_EYES,
            ),
            pgtrigger.Trigger(
                name="payment_within_the_line",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_WITHIN_THE_LINE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.reference}"

    def get_absolute_url(self) -> str:
        return reverse("payment_detail", args=[self.pk])

    @property
    def reference(self) -> str:
        """What the accounting system sends back: our key, with a check digit (modulo 10, as a KID has)."""
        return kid(self.pk)

    @property
    def to_pay(self) -> int:
        """What goes to the account."""
        return self.amount - self.set_off


def kid(key: int) -> str:
    """A payment's key as a customer identification number: digits that end in their modulo-10 check digit.

    Source: Bits, KID modulus 10 (Luhn).
    """
    total = 0
    for place, digit in enumerate(reversed(str(key))):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return f"{key}{-total % 10}"


@pghistory.track()
class PaymentHold(models.Model):
    """What somebody, or the decision itself, holds a payment for; and who released it, when, and why."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="holds", verbose_name=_("payment"))
    kind = models.CharField(_("kind"), max_length=20, choices=[(kind.value, kind.label) for kind in STORED_HOLDS])
    reason = models.TextField(_("reason"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name=_("held by"),
    )
    set_at = models.DateTimeField(_("held at"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name=_("released by"),
    )
    released_at = models.DateTimeField(_("released at"), null=True)
    release_reason = models.TextField(_("why it is released"), blank=True)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering = ["set_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="payment_hold_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say why the payment is held."),
            ),
            models.CheckConstraint(
                name="payment_hold_kind_known", condition=Q(kind__in=[kind.value for kind in STORED_HOLDS])
            ),
            models.CheckConstraint(
                name="payment_hold_set_by_a_person_or_the_decision",
                condition=Q(kind=HoldKind.CONDITION) | Q(set_by__isnull=False),
            ),
            models.CheckConstraint(
                name="payment_hold_released_by_whom_when_and_why",
                condition=Q(released_by=None, released_at=None, release_reason="")
                | (Q(released_by__isnull=False, released_at__isnull=False) & ~Q(release_reason="")),
                violation_error_message=_("A release says who, when and why."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="payment_hold_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="payment_hold_released_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__released_at__isnull=False),
            ),
            pgtrigger.ReadOnly(name="payment_hold_stays", fields=["payment", "kind", "reason", "set_by", "set_at"]),
        ]

    def __str__(self) -> str:
        return self.reason


class SetOff(models.Model):
    """What of a payment is covered by money that the recipient has from before."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="set_offs")
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="set_offs")
    amount = models.PositiveBigIntegerField()  # whole kroner

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment", "settlement"], name="set_off_once_per_payment"),
            models.CheckConstraint(name="set_off_is_of_an_amount", condition=Q(amount__gt=0)),
        ]
        triggers = [pgtrigger.Protect(name="set_off_stays", operation=pgtrigger.Update | pgtrigger.Delete)]
