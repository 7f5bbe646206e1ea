"""What a round has to give, and what is set aside before the networks' frames."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from networks.models import Network, Round


@pghistory.track()
class Budget(models.Model):
    """A round's appropriation and what is taken off it first. Amounts are whole kroner.

    Source: regulation FOR-2026-01-12-23 § 6 (appropriation); long-term plan chapter 4 (coordination).
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="budget", verbose_name=_("round"))
    appropriation = models.PositiveBigIntegerField(_("appropriation"))  # whole kroner
    appropriation_source = models.CharField(
        _("source of the appropriation"), max_length=200, blank=True, help_text=_("The letter that gives the money.")
    )
    coordination_flat = models.PositiveBigIntegerField(_("coordination per network"), default=0)  # whole kroner
    common_measures = models.PositiveBigIntegerField(_("common measures"), default=0)  # whole kroner
    reserve = models.PositiveBigIntegerField(_("reserve"), default=0)  # whole kroner

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")

    def __str__(self) -> str:
        return str(self.round)


@pghistory.track()
class CoordinationExtra(models.Model):
    """What one network gets for coordination on top of the flat supplement. Whole kroner."""

    budget = models.ForeignKey(
        Budget, on_delete=models.CASCADE, related_name="coordination_extras", verbose_name=_("budget")
    )
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+", verbose_name=_("network"))
    amount = models.PositiveBigIntegerField(_("amount"))  # whole kroner

    class Meta:
        verbose_name = _("coordination extra")
        verbose_name_plural = _("coordination extras")
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "network"],
                name="coordination_extra_one_per_network",
                violation_error_message=_("The network has an extra in this budget already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.network)


@pghistory.track()
class FixedGrant(models.Model):
    """A yearly grant that the long-term plan fixes, outside the networks' frames. Whole kroner."""

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="fixed_grants", verbose_name=_("budget"))
    order = models.PositiveSmallIntegerField(_("order"))
    purpose = models.CharField(_("purpose"), max_length=300)
    recipient_name = models.CharField(
        _("recipient"), max_length=200, help_text=_("As the plan says it; the decision's lines name who is paid.")
    )
    amount = models.PositiveBigIntegerField(_("amount"))  # whole kroner
    leftover = models.ForeignKey(
        "allocations.LeftoverDistribution",
        on_delete=models.PROTECT,
        related_name="named_grants",
        null=True,
        editable=False,
        verbose_name=_("distribution of leftover funds"),
    )  # where it was given of the leftover funds, later in the year

    class Meta:
        verbose_name = _("fixed grant")
        verbose_name_plural = _("fixed grants")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "order"],
                name="fixed_grant_one_per_place",
                violation_error_message=_("Another fixed grant has this place in the order."),
            )
        ]

    def __str__(self) -> str:
        return self.purpose
