"""A new account on its way in: entered by one registrar, confirmed by another."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allocations.enums.payments import PAYEE_CHANGE_MOVES, PayeeChangeStatus
from allocations.models.payee import account_counties
from dekom.core.models import User
from dekom.core.numbers import validate_account_number, validate_organisation_number
from networks.models import Organisation, access_of


class PayeeChangeQuerySet(models.QuerySet["PayeeChange"]):
    def pending(self) -> "PayeeChangeQuerySet":
        return self.filter(status=PayeeChangeStatus.REQUESTED)

    def visible_to(self, user: User) -> "PayeeChangeQuerySet":
        """Payee registrars and auditors of the county; national bodies are everybody's."""
        access = access_of(user)
        if access.is_superuser:
            return self
        counties = account_counties(user)
        if not counties:
            return self.none()
        return self.filter(Q(organisation__county__in=counties) | Q(organisation__county=None))


@pghistory.track()
class PayeeChange(models.Model):
    """What one registrar entered for a recipient. Another confirms it, and only then is it where money is sent.

    Source: bestemmelser om økonomistyring i staten 5.3: payee data is kept by others than those who decide.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="payee_changes", verbose_name=_("recipient")
    )
    organisation_number = models.CharField(
        _("organisation number"), max_length=9, validators=[validate_organisation_number]
    )
    account_number = models.CharField(_("bank account"), max_length=11, validators=[validate_account_number])
    old_account_number = models.CharField(_("account before"), max_length=11, blank=True, editable=False)
    source = models.CharField(
        _("where the numbers come from"), max_length=200, help_text=_("The recipient's letter, with its date.")
    )
    status = models.CharField(
        _("state"), max_length=20, choices=PayeeChangeStatus, default=PayeeChangeStatus.REQUESTED, editable=False
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("entered by"),
    )
    requested_at = models.DateTimeField(_("entered at"), editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("settled by"),
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, editable=False)
    refusal = models.TextField(_("why it is refused"), blank=True, editable=False)
    cooling_until = models.DateField(_("nothing is paid before"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)  # guards the moves

    objects = PayeeChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of account")
        verbose_name_plural = _("changes of accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(status=PayeeChangeStatus.REQUESTED),
                name="payee_change_one_waits",
                violation_error_message=_("A change of this account awaits confirmation already."),
            ),
            models.CheckConstraint(
                name="payee_change_organisation_number_has_nine_digits",
                condition=Q(organisation_number__regex=r"^[0-9]{9}$"),
                violation_error_message=_("An organisation number has nine digits."),
            ),
            models.CheckConstraint(
                name="payee_change_account_number_has_eleven_digits",
                condition=Q(account_number__regex=r"^[0-9]{11}$"),
                violation_error_message=_("A bank account number has eleven digits."),
            ),
            models.CheckConstraint(name="payee_change_status_known", condition=Q(status__in=PayeeChangeStatus.values)),
            models.CheckConstraint(
                name="payee_change_settled_by_another",
                condition=~Q(status=PayeeChangeStatus.CONFIRMED) | ~Q(settled_by=F("requested_by")),
                violation_error_message=_("A change of account is confirmed by another than who entered it."),
            ),
            models.CheckConstraint(
                name="payee_change_settled_iff_settled_by",
                condition=Q(status=PayeeChangeStatus.REQUESTED, settled_by=None, settled_at=None, refusal="")
                | Q(status=PayeeChangeStatus.CONFIRMED, settled_by__isnull=False, settled_at__isnull=False, refusal="")
                | (
                    Q(status=PayeeChangeStatus.REFUSED, settled_by__isnull=False, settled_at__isnull=False)
                    & ~Q(refusal="")
                ),
                violation_error_message=_("A settled change says who settled it and when; a refused one says why."),
            ),
        ]
        triggers = [
            *PAYEE_CHANGE_MOVES.triggers("status"),
            pgtrigger.ReadOnly(
                name="payee_change_stays",
                fields=[
                    "organisation",
                    "organisation_number",
                    "account_number",
                    "old_account_number",
                    "source",
                    "requested_by",
                    "requested_at",
                    "cooling_until",
                ],
            ),
            pgtrigger.Protect(name="payee_change_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return reverse("payee_change_settle", args=[self.pk])
