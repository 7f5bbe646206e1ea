"""Payment lists for the accounting system, and the receipts that come back."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from networks.models import County, Round, access_of


class PaymentListQuerySet(models.QuerySet["PaymentList"]):
    def visible_to(self, user: User) -> "PaymentListQuerySet":
        """Who follows the county's money."""
        access = access_of(user)
        return self if access.is_superuser else self.filter(county__in=access.reads_all_in)


@pghistory.track()
class PaymentList(models.Model):
    """What was sent to the accounting system in one go: numbered, summed, and with the checksum of its file.

    Numbers run per county and calendar year without gaps; the county's row is locked while one is taken.
    """

    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="payment_lists", verbose_name=_("county"))
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="payment_lists", verbose_name=_("round"))
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("ordered by")
    )
    made_at = models.DateTimeField(_("ordered at"))
    count = models.PositiveIntegerField(_("payments"))
    total = models.PositiveBigIntegerField(_("sum"))  # whole kroner
    sha256 = models.CharField("SHA-256", max_length=64)  # of the CSV file

    objects = PaymentListQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment list")
        verbose_name_plural = _("payment lists")
        constraints = [
            models.UniqueConstraint(
                fields=["county", "year", "number"],
                name="payment_list_number_used_once",
                violation_error_message=_("Another payment list has this number."),
            ),
            models.CheckConstraint(
                name="payment_list_has_a_checksum",
                condition=Q(sha256__regex="^[0-9a-f]{64}$"),
                violation_error_message=_("A payment list has a checksum."),
            ),  # without lines where money from before covers it all
        ]
        triggers = [pgtrigger.Protect(name="payment_list_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.number_text

    def get_absolute_url(self) -> str:
        return reverse("payment_list_detail", args=[self.pk])

    @property
    def number_text(self) -> str:
        """«U3/2025»: no letter's number looks like this."""
        return f"U{self.number}/{self.year}"


class PaymentReceipt(models.Model):
    """A file that came back from the accounting system, what it told of, and what in it fitted nothing."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="payment_receipts")
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("read by")
    )
    read_at = models.DateTimeField(_("read at"))
    paid = models.PositiveIntegerField(_("paid"))
    total = models.PositiveBigIntegerField(_("sum"))  # whole kroner
    faults = models.JSONField(default=list)  # the lines that fitted nothing, each with why

    class Meta:
        ordering = ["-read_at", "-pk"]
        triggers = [pgtrigger.Protect(name="payment_receipt_stays", operation=pgtrigger.Update | pgtrigger.Delete)]
