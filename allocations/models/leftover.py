"""Leftover funds of a round given out anew, and what becomes of what a recipient did not use. Whole kroner."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allocations.enums.payments import SETTLEMENT_MOVES, LeftoverMethod, SettlementKind, SettlementStatus
from allocations.models.letter import DecisionLetter
from dekom.core.models import User
from networks.models import Network, Organisation, Report, Round, access_of


class LeftoverDistribution(models.Model):
    """One distribution of a round's leftover funds as the forum recommended it; its decisions carry its key.

    Source: minutes of 12 March 2025, sak 8/25 points 2 and 3; long-term plan chapter 4.
    """

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="leftover_distributions", verbose_name=_("round")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    distributed_on = models.DateField(_("recommended on"))
    reference = models.CharField(_("meeting and item"), max_length=200)
    method = models.CharField(_("method"), max_length=20, choices=LeftoverMethod)
    available = models.PositiveBigIntegerField(_("leftover funds"))  # whole kroner, before the distribution
    remainder = models.PositiveBigIntegerField(_("left undistributed"))  # whole kroner
    note = models.TextField(_("note"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("distribution of leftover funds")
        verbose_name_plural = _("distributions of leftover funds")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"],
                name="leftover_distribution_numbered_once",
                violation_error_message=_("The round has a distribution of this number already."),
            ),
            models.CheckConstraint(
                name="leftover_distribution_within_what_is_left",
                condition=Q(remainder__lte=F("available")),
                violation_error_message=_("No more can be left than there was."),
            ),
            models.CheckConstraint(
                name="leftover_distribution_method_known", condition=Q(method__in=LeftoverMethod.values)
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="leftover_distribution_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.reference}"

    def get_absolute_url(self) -> str:
        return reverse("leftover_detail", args=[self.pk])

    @property
    def amount(self) -> int:
        """What is given out."""
        return self.available - self.remainder


class LeftoverPart(models.Model):
    """What one network, or one named organisation, got of a distribution, and how the amount came about."""

    distribution = models.ForeignKey(LeftoverDistribution, on_delete=models.PROTECT, related_name="parts")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+", null=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", null=True)
    purpose = models.CharField(max_length=300, blank=True)
    amount = models.PositiveBigIntegerField()  # whole kroner
    derivation = models.JSONField()  # the step that made the amount

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["distribution", "network", "organisation", "purpose"],
                nulls_distinct=False,
                name="leftover_part_one_per_recipient",
            ),
            models.CheckConstraint(
                name="leftover_part_is_a_networks_or_an_organisations",
                condition=Q(network__isnull=False, organisation=None) | Q(network=None, organisation__isnull=False),
            ),
        ]
        triggers = [pgtrigger.Protect(name="leftover_part_stays", operation=pgtrigger.Update | pgtrigger.Delete)]


class SettlementQuerySet(models.QuerySet["Settlement"]):
    def visible_to(self, user: User) -> "SettlementQuerySet":
        """Staff and auditors: all. Networks and recipients: their own, once decided."""
        access = access_of(user)
        if access.is_superuser:
            return self
        own = Q(report__network__in=access.networks) | Q(recipient__in=access.organisations)
        return self.filter(
            Q(report__round__county__in=access.reads_all_in) | (own & ~Q(status=SettlementStatus.PROPOSED))
        )

    def counting(self) -> "SettlementQuerySet":
        """All but those that are undone: what they settled is left to settle again."""
        return self.exclude(status=SettlementStatus.UNDONE)


@pghistory.track()
class Settlement(models.Model):
    """What becomes of what one recipient reported unspent: proposed, decided by another, and done.

    Source: bestemmelser om økonomistyring i staten 6.3.8: too much paid is recovered, or taken from next year's.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="settlements", verbose_name=_("report"))
    recipient = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="settlements", verbose_name=_("recipient")
    )
    kind = models.CharField(_("what becomes of it"), max_length=20, choices=SettlementKind)
    amount = models.PositiveBigIntegerField(_("amount"))  # whole kroner
    reason = models.TextField(_("reason"))
    status = models.CharField(
        _("state"), max_length=20, choices=SettlementStatus, default=SettlementStatus.PROPOSED, editable=False
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed at"), editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    letter = models.OneToOneField(
        DecisionLetter,
        on_delete=models.PROTECT,
        related_name="settlement",
        null=True,
        editable=False,
        verbose_name=_("letter"),
    )  # that tells the recipient of it
    settled_on = models.DateField(_("settled on"), null=True, editable=False)
    undone_at = models.DateTimeField(_("undone at"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)  # guards the moves

    objects = SettlementQuerySet.as_manager()

    class Meta:
        verbose_name = _("settlement of unspent money")
        verbose_name_plural = _("settlements of unspent money")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "recipient", "kind"],
                condition=~Q(status=SettlementStatus.UNDONE),
                name="settlement_one_per_recipient_and_kind",
                violation_error_message=_("This is settled so with the recipient already."),
            ),
            models.CheckConstraint(
                name="settlement_is_of_an_amount",
                condition=Q(amount__gt=0),
                violation_error_message=_("A settlement is of more than zero kroner."),
            ),
            models.CheckConstraint(
                name="settlement_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(name="settlement_status_known", condition=Q(status__in=SettlementStatus.values)),
            models.CheckConstraint(name="settlement_kind_known", condition=Q(kind__in=SettlementKind.values)),
            models.CheckConstraint(
                name="settlement_decided_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                violation_error_message=_("A settlement is decided by somebody else than who proposed it."),
            ),
            models.CheckConstraint(
                name="settlement_decided_iff_decided_by",
                condition=Q(status=SettlementStatus.PROPOSED, decided_by=None, decided_at=None, settled_on=None)
                | Q(
                    status=SettlementStatus.DECIDED,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    settled_on=None,
                )
                | Q(
                    status=SettlementStatus.SETTLED,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    settled_on__isnull=False,
                )
                | Q(status=SettlementStatus.UNDONE, decided_by__isnull=False, decided_at__isnull=False),
                violation_error_message=_("A decided settlement says who decided it and when."),
            ),
            models.CheckConstraint(
                name="settlement_undone_iff_undone_at",
                condition=Q(status=SettlementStatus.UNDONE, undone_at__isnull=False)
                | (~Q(status=SettlementStatus.UNDONE) & Q(undone_at=None)),
                violation_error_message=_("A settlement that is undone says when."),
            ),
            models.CheckConstraint(
                name="settlement_told_of_when_decided",
                condition=~Q(status=SettlementStatus.PROPOSED) | Q(letter=None),
                violation_error_message=_("A letter tells of a settlement that is decided."),
            ),
        ]
        triggers = [
            *SETTLEMENT_MOVES.triggers("status"),
            pgtrigger.ReadOnly(
                name="settlement_stays",
                fields=["report", "recipient", "kind", "amount", "reason", "proposed_by", "proposed_at"],
            ),
            pgtrigger.Protect(
                name="settlement_decided_is_kept",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__status=SettlementStatus.PROPOSED.value),
            ),
            pgtrigger.Protect(
                name="settlement_undone_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status=SettlementStatus.UNDONE.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.report.round}"
