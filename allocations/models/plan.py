"""The forum's long-term plan: what it sets, in versions. What it set when it was adopted stays."""

import pghistory
import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allocations.enums.plan import PLAN_MOVES, GuidelineGroup, PlanGrantKind, PlanStatus, StopPointOutcome
from dekom.core.models import User
from networks.models import County, Network, Round, Scheme, access_of

# From its adoption on, nothing of a plan may change but its state.
_OTHER_THAN_ITS_STATE = """
    OLD.status <> 'draft' AND to_jsonb(OLD) - 'status' IS DISTINCT FROM to_jsonb(NEW) - 'status'
"""
_PARTS_OF_DRAFTS_ONLY = """
    IF TG_OP <> 'INSERT' THEN
        PERFORM 1 FROM allocations_longtermplan WHERE id = OLD.plan_id AND status <> 'draft' FOR SHARE;
        IF FOUND THEN
            RAISE EXCEPTION 'pgtrigger: an adopted plan stays';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM 1 FROM allocations_longtermplan WHERE id = NEW.plan_id AND status = 'draft' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'pgtrigger: an adopted plan stays';
    END IF;
    RETURN NEW;
"""


def part_of_a_draft_only(name: str) -> pgtrigger.Trigger:
    """A part of a plan may be written while the plan is a draft."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_PARTS_OF_DRAFTS_ONLY,
    )


class LongTermPlanQuerySet(models.QuerySet["LongTermPlan"]):
    def visible_to(self, user: User) -> "LongTermPlanQuerySet":
        """Drafts: those who read all in the county, and its forum. Adopted: everybody with a role there."""
        access = access_of(user)
        if access.is_superuser:
            return self
        adopted = Q(county__in=access.counties) & ~Q(status=PlanStatus.DRAFT)
        return self.filter(Q(county__in=access.reads_all_in | access.forum_in) | adopted)

    def holding_for(self, round_: Round) -> "LongTermPlanQuerySet":
        """The adopted plan that the round stands under, the newest first."""
        return self.filter(
            county=round_.county_id,
            scheme=round_.scheme_id,
            status=PlanStatus.ADOPTED,
            first_year__lte=round_.year,
            last_year__gte=round_.year,
        ).order_by("-first_year", "-version")


@pghistory.track()
class LongTermPlan(models.Model):
    """One version of the forum's plan for a scheme and some years. Amounts are whole kroner.

    Source: long-term plan 2024–2026; regulation FOR-2026-01-12-23 §§ 8 and 9.
    """

    county = models.ForeignKey(
        County, on_delete=models.PROTECT, related_name="long_term_plans", verbose_name=_("county")
    )
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="long_term_plans", verbose_name=_("scheme")
    )
    name = models.CharField(_("name"), max_length=200)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    aims = models.TextField(_("aims"), blank=True)
    target_group = models.TextField(_("target group"), blank=True)
    over_frame_percent = models.PositiveSmallIntegerField(
        _("how far above its frame a network may come, in percent"), default=0, validators=[MaxValueValidator(100)]
    )
    frame_chapter = models.CharField(_("chapter on frames"), max_length=40, blank=True)
    stop_point_month = models.PositiveSmallIntegerField(
        _("month of the yearly stop-point"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    change_note = models.TextField(_("what is new in this version"), blank=True)
    status = models.CharField(_("state"), max_length=10, choices=PlanStatus, default=PlanStatus.DRAFT, editable=False)
    adopted_on = models.DateField(_("adopted on"), null=True, editable=False)
    reference = models.CharField(_("adopted in"), max_length=200, blank=True, editable=False)

    objects = LongTermPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("long-term plan")
        verbose_name_plural = _("long-term plans")
        constraints = [
            models.UniqueConstraint(
                fields=["county", "scheme", "first_year", "version"],
                name="long_term_plan_one_per_version",
                violation_error_message=_("The plan has this version already."),
            ),
            models.UniqueConstraint(
                fields=["county", "scheme", "first_year"],
                condition=Q(status=PlanStatus.ADOPTED),
                name="long_term_plan_one_version_holds",
                violation_error_message=_("Another version of the plan is adopted."),
            ),
            models.UniqueConstraint(
                fields=["county", "scheme", "first_year"],
                condition=Q(status=PlanStatus.DRAFT),
                name="long_term_plan_one_draft",
                violation_error_message=_("There is a draft of a new version already."),
            ),
            models.CheckConstraint(
                name="long_term_plan_ends_after_it_begins",
                condition=Q(last_year__gte=F("first_year")),
                violation_error_message=_("The plan ends before it begins."),
            ),
            models.CheckConstraint(
                name="long_term_plan_stop_point_is_a_month",
                condition=Q(stop_point_month=None) | Q(stop_point_month__range=(1, 12)),
                violation_error_message=_("Give the month as a number from 1 to 12."),
            ),
            models.CheckConstraint(
                name="long_term_plan_adopted_somewhere",
                condition=Q(status=PlanStatus.DRAFT) | ~Q(reference=""),
                violation_error_message=_("An adopted plan says where it was adopted."),
            ),
            models.CheckConstraint(name="long_term_plan_status_known", condition=Q(status__in=PlanStatus.values)),
        ]
        triggers = [
            *PLAN_MOVES.triggers("status"),
            pgtrigger.Protect(
                name="long_term_plan_adopted_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(_OTHER_THAN_ITS_STATE),
            ),
            pgtrigger.Protect(
                name="long_term_plan_adopted_is_kept",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__status=PlanStatus.DRAFT.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first_year}–{self.last_year}"

    def get_absolute_url(self) -> str:
        return reverse("long_term_plan_detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == PlanStatus.DRAFT


@pghistory.track()
class PlanGuideline(models.Model):
    """One guideline, in one of the four groups that a plan must have."""

    plan = models.ForeignKey(LongTermPlan, on_delete=models.CASCADE, related_name="guidelines", verbose_name=_("plan"))
    group = models.CharField(_("group"), max_length=10, choices=GuidelineGroup)
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.TextField(_("text"))
    chapter = models.CharField(_("chapter"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("guideline")
        verbose_name_plural = _("guidelines")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "group", "order"],
                name="plan_guideline_one_per_place",
                violation_error_message=_("Another guideline has this place in the order."),
            ),
            models.CheckConstraint(name="plan_guideline_group_known", condition=Q(group__in=GuidelineGroup.values)),
        ]
        triggers = [part_of_a_draft_only("plan_guideline_of_a_draft_only")]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class PlanGrant(models.Model):
    """A yearly amount that the plan sets aside; empty where it names the purpose and gives no figure."""

    plan = models.ForeignKey(LongTermPlan, on_delete=models.CASCADE, related_name="grants", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=20, choices=PlanGrantKind, default=PlanGrantKind.FIXED)
    order = models.PositiveSmallIntegerField(_("order"))
    purpose = models.CharField(_("purpose"), max_length=300)
    recipient_name = models.CharField(_("recipient"), max_length=200, blank=True)
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("network")
    )
    amount = models.PositiveBigIntegerField(  # whole kroner
        _("amount"), null=True, blank=True, help_text=_("Empty: the plan gives no figure.")
    )
    chapter = models.CharField(_("chapter"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("amount in the plan")
        verbose_name_plural = _("amounts in the plan")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "order"],
                name="plan_grant_one_per_place",
                violation_error_message=_("Another amount has this place in the order."),
            ),
            models.UniqueConstraint(
                fields=["plan", "kind"],
                condition=Q(kind__in=[PlanGrantKind.COORDINATION, PlanGrantKind.COMMON]),
                name="plan_grant_one_of_its_kind",
                violation_error_message=_("The plan has an amount of this kind already."),
            ),
            models.UniqueConstraint(
                fields=["plan", "network"],
                name="plan_grant_one_extra_per_network",
                violation_error_message=_("The network has an extra in this plan already."),
            ),
            models.CheckConstraint(
                name="plan_grant_extra_has_a_network",
                condition=Q(kind=PlanGrantKind.COORDINATION_EXTRA, network__isnull=False)
                | (~Q(kind=PlanGrantKind.COORDINATION_EXTRA) & Q(network=None)),
                violation_error_message=_("Only an extra for coordination names a network, and it must."),
            ),
            models.CheckConstraint(name="plan_grant_kind_known", condition=Q(kind__in=PlanGrantKind.values)),
        ]
        triggers = [part_of_a_draft_only("plan_grant_of_a_draft_only")]

    def __str__(self) -> str:
        return self.purpose


@pghistory.track()
class StopPoint(models.Model):
    """The forum's yearly evaluation of its plan.  Source: long-term plan chapter 5."""

    plan = models.ForeignKey(LongTermPlan, on_delete=models.PROTECT, related_name="stop_points", verbose_name=_("plan"))
    held_on = models.DateField(_("held on"))
    reference = models.CharField(_("meeting and item"), max_length=200, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=StopPointOutcome)
    conclusion = models.TextField(_("conclusion"))

    class Meta:
        verbose_name = _("stop-point")
        verbose_name_plural = _("stop-points")
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "held_on"],
                name="stop_point_one_a_day",
                violation_error_message=_("The plan has a stop-point on this day already."),
            ),
            models.CheckConstraint(name="stop_point_outcome_known", condition=Q(outcome__in=StopPointOutcome.values)),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.held_on}"
