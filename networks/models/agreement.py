"""The cooperation agreement of a network: who is party to it, for how long, and who is elected to what.

Source: cooperation agreement for Trøndelag Sørvest 2024–2025.
"""

from typing import ClassVar

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from dekom.core.periods import Period, PeriodQuerySet, no_overlap
from networks.enums.plans import AGREEMENT_MOVES, AgreementStatus, Office
from networks.models.access import access_of
from networks.models.network import Membership, Network
from networks.models.organisation import Organisation, Owner


class CooperationAgreementQuerySet(PeriodQuerySet["CooperationAgreement"]):
    def visible_to(self, user: User) -> "CooperationAgreementQuerySet":
        """Staff and auditors: all. The network's people and its owners' contacts: their own."""
        access = access_of(user)
        if access.is_superuser:
            return self
        own = Q(network__in=access.networks)
        if access.organisations:
            own |= Q(network__in=Membership.objects.filter(owner__in=access.organisations).values("network"))
        return self.filter(Q(network__county__in=access.reads_all_in) | own)


CooperationAgreementManager = models.Manager.from_queryset(CooperationAgreementQuerySet)


@pghistory.track()
class CooperationAgreement(Period):
    """What the owners of a network agree on, for a time. A signed agreement stays as it is; a new one replaces it."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("network"))
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("purpose"), blank=True)
    obligations = models.TextField(_("what the parties commit to"), blank=True)
    organisation = models.TextField(_("members, leadership and elections"), blank=True)
    representation = models.TextField(_("who represents the network, and with what authority"), blank=True)
    private_owners = models.TextField(_("private kindergartens and schools"), blank=True)
    economy = models.TextField(_("contributions, budget and accounts"), blank=True)
    renewal_on = models.DateField(_("renewal is taken up"))
    status = models.CharField(
        _("state"), max_length=10, choices=AgreementStatus, default=AgreementStatus.DRAFT, editable=False
    )
    signed_on = models.DateField(_("signed"), null=True, editable=False)

    objects: ClassVar[CooperationAgreementManager["CooperationAgreement"]] = CooperationAgreementManager()

    class Meta(Period.Meta):
        verbose_name = _("cooperation agreement")
        verbose_name_plural = _("cooperation agreements")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="agreement_has_an_end",
                condition=Q(valid_to__isnull=False),
                violation_error_message=_("An agreement has a last day."),
            ),
            models.CheckConstraint(
                name="agreement_renewed_within_its_period",
                condition=Q(renewal_on__gte=F("valid_from"), renewal_on__lte=F("valid_to")),
                violation_error_message=_("Renewal is taken up while the agreement holds."),
            ),
            models.CheckConstraint(
                name="agreement_signed_iff_signed_on",
                condition=Q(status=AgreementStatus.DRAFT, signed_on=None)
                | (~Q(status=AgreementStatus.DRAFT) & Q(signed_on__isnull=False)),
                violation_error_message=_("A signed agreement carries the day it was signed."),
            ),
            models.UniqueConstraint(
                fields=["network"],
                condition=Q(status=AgreementStatus.DRAFT),
                name="agreement_one_draft",
                violation_error_message=_("The network has a draft already. Go on with that one."),
            ),
            models.UniqueConstraint(
                fields=["network"],
                condition=Q(status=AgreementStatus.SIGNED),
                name="agreement_one_in_force",
                violation_error_message=_("The network has another agreement in force."),
            ),
            models.CheckConstraint(name="agreement_status_known", condition=Q(status__in=AgreementStatus.values)),
        ]
        triggers = [
            *AGREEMENT_MOVES.triggers("status"),
            pgtrigger.Protect(
                name="agreement_signed_stays",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__status=AgreementStatus.DRAFT),
            ),
            pgtrigger.Protect(
                name="agreement_text_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'draft' AND (OLD.network_id, OLD.title, OLD.purpose, OLD.obligations, "
                    "OLD.organisation, OLD.representation, OLD.private_owners, OLD.economy, OLD.valid_from, "
                    "OLD.valid_to, OLD.signed_on) IS DISTINCT FROM (NEW.network_id, NEW.title, NEW.purpose, "
                    "NEW.obligations, NEW.organisation, NEW.representation, NEW.private_owners, NEW.economy, "
                    "NEW.valid_from, NEW.valid_to, NEW.signed_on)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreement_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == AgreementStatus.DRAFT


@pghistory.track()
class AgreementParty(models.Model):
    """An owner that is party to the agreement, and when it signed."""

    agreement = models.ForeignKey(
        CooperationAgreement, on_delete=models.CASCADE, related_name="parties", verbose_name=_("agreement")
    )
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("owner"))
    signed_on = models.DateField(_("signed"), null=True, blank=True)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "owner"],
                name="agreement_party_once",
                violation_error_message=_("The owner is party to the agreement already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.owner)


@pghistory.track()
class Election(Period):
    """Who holds an office in the network, for a time: somebody by name, or whoever an organisation appoints."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="elections", verbose_name=_("network"))
    office = models.CharField(_("office"), max_length=20, choices=Office)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="elections", verbose_name=_("person")
    )
    elected_on = models.DateField(_("elected on"), null=True, blank=True)

    class Meta(Period.Meta):
        verbose_name = _("elected office")
        verbose_name_plural = _("elected offices")
        ordering = ["valid_from", "pk"]
        constraints = [
            *Period.Meta.constraints,
            *(
                no_overlap(f"election_one_{office.value}", ["network"], message, condition=Q(office=office))
                for office, message in (
                    (Office.LEADER, _("The network has another leader at that time.")),
                    (Office.DEPUTY_LEADER, _("The network has another deputy leader at that time.")),
                )
            ),
            models.CheckConstraint(name="election_office_known", condition=Q(office__in=Office.values)),
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()}, {self.network}"
