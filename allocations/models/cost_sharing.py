"""What it costs to run a network in a calendar year, who pays, and the invoice bases that were made of it."""

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allocations.enums.costs import CostKind, InvoiceKind
from dekom.core.models import User
from networks.enums import NETWORK_ROLES
from networks.models import Membership, Network, Organisation, access_of


class CostYearQuerySet(models.QuerySet["CostYear"]):
    def visible_to(self, user: User) -> "CostYearQuerySet":
        """Those who read all in the county, the network's leaders and coordinators, and its owners' contacts."""
        access = access_of(user)
        if access.is_superuser:
            return self
        led = [role.network_id for role in access.roles if role.kind in NETWORK_ROLES]
        own = Q(network__in=led)
        if access.organisations:
            members = Membership.objects.on(timezone.localdate()).filter(owner__in=access.organisations)
            own |= Q(network__in=members.values("network"))
        return self.filter(Q(network__county__in=access.reads_all_in) | own)


@pghistory.track()
class CostYear(models.Model):
    """A network's running costs of one calendar year.

    Source: cooperation agreement of a network, chapters 6 and 7.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="cost_years", verbose_name=_("network"))
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    counted_on = models.DateField(_("children and pupils counted on"))
    count_source = models.CharField(_("source of the counts"), max_length=200)
    version = models.PositiveIntegerField(default=1, editable=False)  # guards against two who write at once

    objects = CostYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("cost sharing of a year")
        verbose_name_plural = _("cost sharing of years")
        constraints = [
            models.UniqueConstraint(
                fields=["network", "year"],
                name="cost_year_once_per_network",
                violation_error_message=_("The network has a cost sharing for this year already."),
            ),
            models.CheckConstraint(
                name="cost_year_is_a_year",
                condition=Q(year__gte=2000, year__lte=2100),
                violation_error_message=_("Write the year with four digits."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network.short_name} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("cost_sharing_detail", args=[self.network_id, self.year])


@pghistory.track()
class CostItem(models.Model):
    """One expense or one earmarked grant, as budgeted and as in the accounts. Whole kroner; empty: not known yet."""

    cost_year = models.ForeignKey(
        CostYear, on_delete=models.CASCADE, related_name="items", verbose_name=_("cost sharing of a year")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=CostKind)
    order = models.PositiveSmallIntegerField(_("order"))
    label = models.CharField(_("what"), max_length=200)
    budgeted = models.PositiveBigIntegerField(_("budget"), null=True, blank=True)
    accounted = models.PositiveBigIntegerField(pgettext_lazy("bookkeeping", "accounts"), null=True, blank=True)

    class Meta:
        verbose_name = _("cost item")
        verbose_name_plural = _("cost items")
        ordering = ["kind", "order", "pk"]
        constraints = [
            models.CheckConstraint(name="cost_item_kind_known", condition=Q(kind__in=CostKind.values)),
            models.CheckConstraint(
                name="cost_item_says_what",
                condition=~Q(label=""),
                violation_error_message=_("Say what the amount is for."),
            ),
        ]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class CostPayer(models.Model):
    """A municipality, with all children and pupils in it, or a private owner, with its own."""

    cost_year = models.ForeignKey(
        CostYear, on_delete=models.CASCADE, related_name="payers", verbose_name=_("cost sharing of a year")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("owner")
    )
    municipality = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        related_name="private_owners",
        null=True,
        blank=True,
        verbose_name=_("municipality"),
        help_text=_("Of a private owner: the municipality whose part it bears a share of."),
    )
    children = models.PositiveIntegerField(_("children and pupils"))

    class Meta:
        verbose_name = _("payer")
        verbose_name_plural = _("payers")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cost_year", "name"],
                name="cost_payer_named_once",
                violation_error_message=_("Somebody is named twice among those who pay."),
            ),
            models.CheckConstraint(
                name="cost_payer_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("Say who pays."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(exclude=["items"])
class InvoiceBasis(models.Model):
    """One invoice basis as it was made: in July by the budget, in January against the accounts. The newest counts."""

    cost_year = models.ForeignKey(
        CostYear, on_delete=models.PROTECT, related_name="invoice_bases", verbose_name=_("cost sharing of a year")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=InvoiceKind)
    version = models.PositiveSmallIntegerField(_("version"))
    reason = models.TextField(_("reason for the change"), blank=True)
    expenses = models.PositiveBigIntegerField(_("expenses"))
    earmarked = models.PositiveBigIntegerField(_("earmarked grants"))
    counted_on = models.DateField(_("children and pupils counted on"))
    count_source = models.CharField(_("source of the counts"), max_length=200)
    items = models.JSONField(default=list, editable=False)  # [kind, label, amount], as they were
    made_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, editable=False, verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), editable=False)

    class Meta:
        verbose_name = _("invoice basis")
        verbose_name_plural = _("invoice bases")
        ordering = ["kind", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["cost_year", "kind", "version"],
                name="invoice_basis_one_per_version",
                violation_error_message=_("There is an invoice basis of this version already."),
            ),
            models.CheckConstraint(name="invoice_basis_kind_known", condition=Q(kind__in=InvoiceKind.values)),
            models.CheckConstraint(
                name="invoice_basis_change_has_a_reason",
                condition=Q(version=1) | ~Q(reason=""),
                violation_error_message=_("A new version of an invoice basis needs a reason."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="invoice_basis_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.version}"

    @property
    def net(self) -> int:
        return max(0, self.expenses - self.earmarked)


@pghistory.track(exclude=["steps"])
class InvoiceLine(models.Model):
    """What one payer is invoiced, and how it came about. Whole kroner; ``invoiced`` is what July took already."""

    basis = models.ForeignKey(
        InvoiceBasis, on_delete=models.PROTECT, related_name="lines", verbose_name=_("invoice basis")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    payer = models.CharField(_("payer"), max_length=200)
    municipality = models.CharField(_("municipality"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", null=True, verbose_name=_("owner")
    )
    children = models.PositiveIntegerField(_("children and pupils"))
    equal_part = models.PositiveBigIntegerField(_("equal part"))
    count_part = models.PositiveBigIntegerField(_("part by children and pupils"))
    invoiced = models.PositiveBigIntegerField(_("invoiced in July"), default=0)
    steps = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["basis", "payer"],
                name="invoice_line_one_per_payer",
                violation_error_message=_("Somebody is named twice among those who pay."),
            )
        ]
        triggers = [pgtrigger.Protect(name="invoice_line_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.payer

    @property
    def cost(self) -> int:
        """The year's cost, whatever was invoiced before."""
        return self.equal_part + self.count_part

    @property
    def amount(self) -> int:
        """What is invoiced; below zero is paid back."""
        return self.cost - self.invoiced
