"""The frame of a school's development plan, filled in by the school and printed.

Source: framework for Dekom Trøndelag, appendix 3, «Skriveramme for skoleutvikling».
"""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from networks.models.access import access_of
from networks.models.network import Network
from networks.models.organisation import Owner


class SchoolPlanQuerySet(models.QuerySet["SchoolPlan"]):
    def visible_to(self, user: User) -> "SchoolPlanQuerySet":
        """Staff and auditors: all. Others: those of their own owner or network."""
        access = access_of(user)
        if access.is_superuser:
            return self
        return self.filter(
            Q(network__county__in=access.reads_all_in)
            | Q(network__in=access.networks)
            | Q(owner__in=access.organisations)
        )


@pghistory.track()
class SchoolPlan(models.Model):
    """What one school will develop, in the five parts of the frame. Each part may be empty while it is written."""

    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="school_plans", verbose_name=_("owner"))
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="school_plans", verbose_name=_("network")
    )
    school = models.CharField(_("school or kindergarten"), max_length=200)
    period = models.CharField(_("period"), max_length=60)
    situation = models.TextField(_("situation and analysis"), blank=True)
    goals = models.TextField(_("goals"), blank=True)
    measures = models.TextField(_("measures"), blank=True)
    organisation = models.TextField(_("organisation and anchoring"), blank=True)
    assessment = models.TextField(_("assessment"), blank=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = SchoolPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("school development plan")
        verbose_name_plural = _("school development plans")
        ordering = ["school", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "school", "period"],
                name="school_plan_one_per_school_and_period",
                violation_error_message=_("The school has a plan for this period already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.school}, {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("school_plan_detail", args=[self.pk])
