"""Measures of a decision basis, who takes part in them, and what they cost."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from networks.enums.writing import CostKind, PartnerRole, TargetGroup
from networks.models.basis import DecisionBasis
from networks.models.content import Written
from networks.models.needs import Need
from networks.models.organisation import Organisation, Owner, Partner
from networks.models.plan import PlanGoal
from networks.models.sums import sums_up


@pghistory.track()
class Measure(Written):
    """One thing that a partnership wants to do in the year. Several years: each is described anew."""

    basis = models.ForeignKey(
        DecisionBasis, on_delete=models.CASCADE, related_name="measures", verbose_name=_("decision basis")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    title = models.CharField(_("What is the measure called?"), max_length=200, blank=True)
    target_groups = ArrayField(
        models.CharField(max_length=20, choices=TargetGroup),
        verbose_name=_("Whom is it for?"),
        default=list,
        blank=True,
    )
    need = models.TextField(_("Which need does it answer?"), blank=True, help_text=_("Refer to the needs reports."))
    plan_goal = models.TextField(
        _("Which goal of the competence plan does it serve?"),
        blank=True,
        help_text=_("The goal as your long-term plan has it."),
    )
    description = models.TextField(
        _("What will you do?"), blank=True, help_text=_("What happens, in what order, and who takes part.")
    )
    institutions = models.TextField(
        _("Which kindergartens and schools take part?"), blank=True, help_text=_("All, or by name.")
    )
    partner = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Which partner takes part?"),
    )
    partner_role = models.CharField(
        _("What is the partner's role?"), max_length=20, choices=PartnerRole, blank=True, default=""
    )
    workplace = models.TextField(
        _("How is it workplace-based and collective?"),
        blank=True,
        help_text=_("What staff do together at their own workplace between the gatherings."),
    )
    cross_disciplinary = models.TextField(
        _("How do professions work together in it?"),
        blank=True,
        help_text=_("For example PPT, school and kindergarten."),
    )
    sami = models.TextField(
        _("How have you considered Sami perspectives?"),
        blank=True,
        help_text=_("If they don't concern the measure, say why in a sentence."),
    )
    year_number = models.PositiveSmallIntegerField(_("Which of these years is it?"), default=1)
    years_total = models.PositiveSmallIntegerField(_("How many years does the measure take?"), default=1)
    milestones = models.TextField(_("What shall be done by when?"), blank=True)
    signs = models.TextField(
        _("How will you see that it succeeds?"),
        blank=True,
        help_text=_("What children, pupils and staff notice when the year is over."),
    )
    owners: models.ManyToManyField[Owner, "MeasureOwner"] = models.ManyToManyField(
        Owner, through="MeasureOwner", related_name="+", verbose_name=_("Which owners take part?")
    )

    needs: models.ManyToManyField[Need, "MeasureNeed"] = models.ManyToManyField(
        Need,
        through="MeasureNeed",
        related_name="measures",
        verbose_name=_("Which of the reported needs does it answer?"),
    )
    goals: models.ManyToManyField[PlanGoal, "MeasureGoal"] = models.ManyToManyField(
        PlanGoal,
        through="MeasureGoal",
        related_name="measures",
        verbose_name=_("Which goals of the competence plan does it serve?"),
    )

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="measure_year_within_its_years",
                condition=Q(year_number__gte=1, year_number__lte=F("years_total"), years_total__lte=10),
                violation_error_message=_(
                    "The year must be one of the measure's years, of which there are at most ten."
                ),
            ),
            models.CheckConstraint(
                name="measure_partner_role_known", condition=Q(partner_role__in=["", *PartnerRole.values])
            ),
        ]
        triggers = [sums_up("basis_id")]

    def __str__(self) -> str:
        return self.title or f"{self._meta.verbose_name} {self.order}"


@pghistory.track()
class MeasureOwner(models.Model):
    """An owner who takes part in a measure."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="participations")
    owner = models.ForeignKey(Owner, on_delete=models.PROTECT, related_name="+", verbose_name=_("owner"))

    class Meta:
        verbose_name = _("owner who takes part")
        verbose_name_plural = _("owners who take part")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "owner"],
                name="measure_owner_once",
                violation_error_message=_("The owner takes part already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.owner)


@pghistory.track()
class MeasureNeed(models.Model):
    """A need, as an owner has reported it, that a measure answers."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="answers")
    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="answers", verbose_name=_("need"))

    class Meta:
        verbose_name = _("need that a measure answers")
        verbose_name_plural = _("needs that measures answer")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "need"],
                name="measure_need_once",
                violation_error_message=_("The measure answers this need already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.need)


@pghistory.track()
class MeasureGoal(models.Model):
    """A goal of the network's competence plan that a measure serves."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="served")
    goal = models.ForeignKey(PlanGoal, on_delete=models.PROTECT, related_name="served", verbose_name=_("goal"))

    class Meta:
        verbose_name = _("goal that a measure serves")
        verbose_name_plural = _("goals that measures serve")
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "goal"],
                name="measure_goal_once",
                violation_error_message=_("The measure serves this goal already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.goal)


@pghistory.track()
class CostLine(Written):
    """What a measure costs: what for, who receives it, how much is asked for, how much they contribute themselves."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="cost_lines", verbose_name=_("measure"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    kind = models.CharField(_("Kind"), max_length=20, choices=CostKind, default=CostKind.OTHER)
    label = models.CharField(_("What for"), max_length=200, blank=True)
    recipient = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cost_lines",
        verbose_name=_("Recipient"),
        help_text=_("Empty: the network, that is its host."),
    )
    amount = models.PositiveBigIntegerField(_("Amount in kroner"), default=0)  # whole kroner asked for
    own_contribution = models.PositiveBigIntegerField(_("Own contribution in kroner"), default=0)  # whole kroner

    class Meta:
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(name="cost_line_kind_known", condition=Q(kind__in=CostKind.values)),
        ]
        triggers = [sums_up("measure_id")]

    def __str__(self) -> str:
        return self.label or self.get_kind_display()

    @property
    def is_blank(self) -> bool:
        """Nothing was written in it: only what it began with."""
        return not (self.label or self.amount or self.own_contribution)
