"""The network's long-term competence plan, in versions, and the dated activities of its wheel."""

from typing import ClassVar

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from dekom.core.periods import Period, PeriodQuerySet
from networks.enums.plans import PLAN_MOVES, Actor, PlanStatus
from networks.models.access import access_of
from networks.models.network import Network


class CompetencePlanQuerySet(PeriodQuerySet["CompetencePlan"]):
    def visible_to(self, user: User) -> "CompetencePlanQuerySet":
        """Adopted versions: all of the county. Drafts: the network's own people, and staff."""
        access = access_of(user)
        if access.is_superuser:
            return self
        known = Q(network__county__in=access.counties) & ~Q(status=PlanStatus.DRAFT)
        return self.filter(known | Q(network__county__in=access.reads_all_in) | Q(network__in=access.networks))


CompetencePlanManager = models.Manager.from_queryset(CompetencePlanQuerySet)


@pghistory.track()
class CompetencePlan(Period):
    """One version of what a network wants to reach in about four years. An adopted version stays as it is.

    Source: framework for Dekom Trøndelag, «Langsiktig kompetanseutviklingsplan».
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="plans", verbose_name=_("network"))
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    title = models.CharField(_("title"), max_length=200)
    background = models.TextField(_("where we stand, and why these goals"), blank=True)
    status = models.CharField(_("state"), max_length=10, choices=PlanStatus, default=PlanStatus.DRAFT, editable=False)
    adopted_on = models.DateField(_("adopted on"), null=True, editable=False)
    adopted_by = models.CharField(_("adopted by"), max_length=200, blank=True, editable=False)

    objects: ClassVar[CompetencePlanManager["CompetencePlan"]] = CompetencePlanManager()

    class Meta(Period.Meta):
        verbose_name = _("competence plan")
        verbose_name_plural = _("competence plans")
        ordering = ["network", "-version"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["network", "version"],
                name="competence_plan_one_per_version",
                violation_error_message=_("The network has a plan of this version already."),
            ),
            models.UniqueConstraint(
                fields=["network"],
                condition=Q(status=PlanStatus.DRAFT),
                name="competence_plan_one_draft",
                violation_error_message=_("The network has a draft already. Go on with that one."),
            ),
            models.UniqueConstraint(
                fields=["network"],
                condition=Q(status=PlanStatus.ADOPTED),
                name="competence_plan_one_in_force",
                violation_error_message=_("The network has another plan in force."),
            ),
            models.CheckConstraint(
                name="competence_plan_adopted_iff_adopted_on",
                condition=Q(status=PlanStatus.DRAFT, adopted_on=None)
                | (~Q(status=PlanStatus.DRAFT) & Q(adopted_on__isnull=False)),
                violation_error_message=_("An adopted plan carries the day it was adopted."),
            ),
            models.CheckConstraint(name="competence_plan_status_known", condition=Q(status__in=PlanStatus.values)),
        ]
        triggers = [
            *PLAN_MOVES.triggers("status"),
            pgtrigger.Protect(
                name="competence_plan_adopted_stays",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__status=PlanStatus.DRAFT),
            ),
            pgtrigger.Protect(
                name="competence_plan_text_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.status <> 'draft' AND (OLD.title, OLD.background, OLD.valid_from, OLD.valid_to, OLD.version, "
                    "OLD.network_id) IS DISTINCT FROM (NEW.title, NEW.background, NEW.valid_from, NEW.valid_to, "
                    "NEW.version, NEW.network_id)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("competence_plan_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == PlanStatus.DRAFT


def _stays_with_its_plan(name: str, plan: str) -> pgtrigger.Trigger:
    """Refuses to add, change or remove what belongs to a plan that is no draft; ``plan`` finds it from ``part``."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("part", "RECORD")],
        func=f"""
            IF TG_OP = 'DELETE' THEN part := OLD; ELSE part := NEW; END IF;
            IF EXISTS (
                SELECT 1 FROM networks_competenceplan plan WHERE plan.id = {plan} AND plan.status <> 'draft'
            ) THEN
                RAISE EXCEPTION 'pgtrigger: an adopted plan stays as it is';
            END IF;
            RETURN part;
        """,  # noqa: S608 - made of our own words
    )


@pghistory.track()
class PlanGoal(models.Model):
    """What the network wants to reach."""

    plan = models.ForeignKey(CompetencePlan, on_delete=models.CASCADE, related_name="goals", verbose_name=_("plan"))
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.TextField(_("goal"))

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "order"],
                name="plan_goal_one_per_place",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Another goal has this place in the order."),
            )
        ]
        triggers = [_stays_with_its_plan("plan_goal_stays", "part.plan_id")]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class Indicator(models.Model):
    """What the network will see when it is on its way to the goal."""

    goal = models.ForeignKey(PlanGoal, on_delete=models.CASCADE, related_name="indicators", verbose_name=_("goal"))
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("sign"), max_length=300)
    baseline = models.CharField(_("today"), max_length=100, blank=True)
    target = models.CharField(_("at the end of the period"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["order", "pk"]
        triggers = [
            _stays_with_its_plan(
                "indicator_stays", "(SELECT goal.plan_id FROM networks_plangoal goal WHERE goal.id = part.goal_id)"
            )
        ]

    def __str__(self) -> str:
        return self.text


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: User) -> "ActivityQuerySet":
        """All of the county."""
        access = access_of(user)
        return self if access.is_superuser else self.filter(network__county__in=access.counties)

    def in_year(self, year: int) -> "ActivityQuerySet":
        return self.filter(starts_on__year__lte=year, ends_on__year__gte=year)


@pghistory.track()
class Activity(models.Model):
    """Something the network does, dated: a meeting, a gathering, a stretch of work. Its wheel is made of these."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="activities", verbose_name=_("network"))
    title = models.CharField(_("what"), max_length=120)
    actor = models.CharField(_("whose work"), max_length=20, choices=Actor, default=Actor.NETWORK)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to and with"))
    description = models.TextField(_("description"), blank=True)
    responsible = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("who sees to it"),
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["starts_on", "ends_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="activity_ends_after_it_begins",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The activity ends before it begins."),
            ),
            models.CheckConstraint(name="activity_actor_known", condition=Q(actor__in=Actor.values)),
        ]

    def __str__(self) -> str:
        return self.title
