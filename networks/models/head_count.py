"""Head counts: what a distribution key weighs by, per owner or, where owners' are missing, per network."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dekom.core.models import User
from networks.enums import HeadCategory
from networks.models.access import access_of
from networks.models.county import County
from networks.models.network import Network
from networks.models.organisation import Owner


class HeadCountQuerySet(models.QuerySet["HeadCount"]):
    def of_county(self, county: County) -> "HeadCountQuerySet":
        return self.filter(Q(owner__county=county) | Q(network__county=county))

    def visible_to(self, user: User) -> "HeadCountQuerySet":
        """Those of the counties where the person has a role: they are public statistics."""
        access = access_of(user)
        if access.is_superuser:
            return self
        return self.filter(Q(owner__county__in=access.counties) | Q(network__county__in=access.counties))


@pghistory.track()
class HeadCount(models.Model):
    """How many there are of a category on a day. A network's own count is used where its owners have none."""

    owner = models.ForeignKey(
        Owner, on_delete=models.PROTECT, related_name="head_counts", null=True, blank=True, verbose_name=_("owner")
    )
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="head_counts", null=True, blank=True, verbose_name=_("network")
    )
    category = models.CharField(_("category"), max_length=30, choices=HeadCategory)
    counted_on = models.DateField(_("counted on"))
    number = models.PositiveIntegerField(pgettext_lazy("how many", "number"))
    source = models.CharField(_("source"), max_length=200, help_text=_("For example GSI, Basil, KOSTRA or SSB."))

    objects = HeadCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")
        constraints = [
            models.CheckConstraint(
                name="head_count_of_an_owner_or_a_network",
                condition=Q(owner__isnull=False, network=None) | Q(owner=None, network__isnull=False),
                violation_error_message=_("A head count is an owner's or a network's, not both."),
            ),
            models.CheckConstraint(name="head_count_category_known", condition=Q(category__in=HeadCategory.values)),
            models.CheckConstraint(
                name="head_count_has_a_source",
                condition=~Q(source=""),
                violation_error_message=_("Say where the number comes from."),
            ),
            models.UniqueConstraint(
                fields=["owner", "network", "category", "counted_on"],
                nulls_distinct=False,
                name="head_count_once_a_day",
                violation_error_message=_("There is a number for this category and day already."),
            ),
        ]
        indexes = [models.Index(fields=["counted_on"], name="head_count_by_day")]

    def __str__(self) -> str:
        return f"{self.owner or self.network}, {self.get_category_display()}, {self.counted_on}"


class ColumnMatch(models.Model):
    """How a source's columns were matched last time, so that nobody has to do it twice."""

    county = models.ForeignKey(County, on_delete=models.CASCADE, related_name="+", verbose_name=_("county"))
    source = models.CharField(_("source"), max_length=200)
    columns = models.JSONField(default=dict)  # from the header as written to what it holds

    class Meta:
        verbose_name = _("column match")
        verbose_name_plural = _("column matches")
        constraints = [models.UniqueConstraint(fields=["county", "source"], name="column_match_one_per_source")]

    def __str__(self) -> str:
        return self.source
