"""Competence networks: who is in them, who hosts the money, who helps."""

import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from dekom.core.periods import Period, no_overlap
from networks.models.access import access_of
from networks.models.county import County
from networks.models.organisation import Owner, Partner
from networks.models.round import Scheme
from networks.services.names import short_network_name


class NetworkQuerySet(models.QuerySet["Network"]):
    def visible_to(self, user: User) -> "NetworkQuerySet":
        """Networks of the counties where the person has a role."""
        access = access_of(user)
        return self if access.is_superuser else self.filter(county__in=access.counties)


@pghistory.track()
class Network(models.Model):
    """A competence network: owners of kindergartens and schools who develop together."""

    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="networks", verbose_name=_("county"))
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=200)
    public_schools = models.PositiveIntegerField(_("public schools"), default=0)
    private_schools = models.PositiveIntegerField(_("private schools"), default=0)
    ppt_offices = models.PositiveIntegerField(_("PPT offices"), default=0)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [
            models.UniqueConstraint(
                fields=["county", "code"],
                name="network_code_unique_in_county",
                violation_error_message=_("Another network in the county has this code."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        return short_network_name(self.name)

    def get_absolute_url(self) -> str:
        return reverse("network_detail", args=[self.pk])


@pghistory.track()
class Membership(Period):
    """An owner's place in a network, for a scheme and a time."""

    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("network")
    )
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("owner"))
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+", verbose_name=_("scheme"))

    class Meta(Period.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            *Period.Meta.constraints,
            no_overlap(
                "membership_one_network_per_owner_and_scheme",
                ["owner", "scheme"],
                _("The owner is in a network of this scheme already at that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner} – {self.network}"


@pghistory.track()
class NetworkHost(Period):
    """The owner that receives the network's money on behalf of all, for a time."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="hosts", verbose_name=_("network"))
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="hosted", verbose_name=_("owner"))
    mandate = models.CharField(
        _("mandate"), max_length=300, blank=True, help_text=_("What entitles the host to pass the money on.")
    )

    class Meta(Period.Meta):
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        constraints = [
            *Period.Meta.constraints,
            no_overlap("network_host_one_at_a_time", ["network"], _("The network has another host at that time.")),
        ]

    def __str__(self) -> str:
        return f"{self.owner} – {self.network}"


@pghistory.track()
class Partnership(Period):
    """A development partner's work with a network, for a time."""

    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="partnerships", verbose_name=_("network")
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="partnerships", verbose_name=_("partner")
    )

    class Meta(Period.Meta):
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        constraints = [
            *Period.Meta.constraints,
            no_overlap(
                "partnership_once_at_a_time",
                ["network", "partner"],
                _("They are partners already at that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network} – {self.partner}"
