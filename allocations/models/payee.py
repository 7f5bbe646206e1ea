"""Where money is sent: organisation number and bank account, entered by the payee registrar alone."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from dekom.core.numbers import validate_account_number, validate_organisation_number
from dekom.core.ordering import norwegian_order
from networks.enums import RoleKind
from networks.models import NetworkHost, Organisation, access_of


def account_counties(user: User) -> frozenset[int]:
    """Where the person reads every account: payee registrars and auditors. Who decides on money anywhere reads none."""
    access = access_of(user)
    if access.has(RoleKind.DECISION_MAKER):
        return frozenset()
    return access.counties_as(RoleKind.PAYEE_REGISTRAR, RoleKind.AUDITOR)


class PayeeQuerySet(models.QuerySet["Payee"]):
    def visible_to(self, user: User) -> "PayeeQuerySet":
        """Payee registrars and auditors: those of their counties. Owner contacts and network leaders: their own."""
        access = access_of(user)
        if access.is_superuser:
            return self
        counties = account_counties(user)
        own = Q(organisation__in=access.organisations)
        led = [role.network_id for role in access.roles if role.kind == RoleKind.NETWORK_LEADER]
        if led:
            hosts = NetworkHost.objects.on(timezone.localdate()).filter(network__in=led)
            own |= Q(organisation__in=hosts.values("owner"))
        if counties:
            own |= Q(organisation__county__in=counties) | Q(organisation__county=None)
        return self.filter(own)

    def beside(self, organisation: Organisation, account_number: str) -> "PayeeQuerySet":
        """The others that are paid to the same account, by name; which may well be right, as with joint accounts."""
        others = self.filter(account_number=account_number).exclude(organisation=organisation)
        return others.select_related("organisation").order_by(norwegian_order("organisation__name"))


@pghistory.track()
class Payee(models.Model):
    """One recipient's account as confirmed. Written by ``allocations.actions.payees`` only, from a ``PayeeChange``.

    Source: bestemmelser om økonomistyring i staten 5.3: payee data is kept by others than those who decide.
    """

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="payee", verbose_name=_("recipient")
    )
    organisation_number = models.CharField(
        _("organisation number"), max_length=9, validators=[validate_organisation_number]
    )
    account_number = models.CharField(_("bank account"), max_length=11, validators=[validate_account_number])
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("registered by"),
    )
    registered_at = models.DateTimeField(_("registered at"), editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("confirmed by"),
    )
    cooling_until = models.DateField(_("nothing is paid before"), null=True, editable=False)

    objects = PayeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("payee")
        verbose_name_plural = _("payees")
        constraints = [
            models.CheckConstraint(
                name="payee_organisation_number_has_nine_digits",
                condition=Q(organisation_number__regex=r"^[0-9]{9}$"),
                violation_error_message=_("An organisation number has nine digits."),
            ),
            models.CheckConstraint(
                name="payee_account_number_has_eleven_digits",
                condition=Q(account_number__regex=r"^[0-9]{11}$"),
                violation_error_message=_("A bank account number has eleven digits."),
            ),
            models.CheckConstraint(
                name="payee_confirmed_by_another",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("registered_by")),
                violation_error_message=_("An account is confirmed by another than who registered it."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
