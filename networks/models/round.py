"""Schemes, and the yearly round of one of them in a county, with its milestones."""

import pghistory
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from networks.enums import MilestoneKind
from networks.models.access import access_of
from networks.models.county import County
from networks.models.legal import LegalBasis


@pghistory.track()
class Scheme(models.Model):
    """A grant scheme, such as Kompetanseløftet. The same in every county."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    own_contribution_percent = models.PositiveSmallIntegerField(
        _("own contribution in percent"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("Of what is asked for. Empty where own contribution is described in words."),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="scheme_own_contribution_is_a_percentage",
                condition=models.Q(own_contribution_percent=None) | models.Q(own_contribution_percent__lte=100),
                violation_error_message=_("Own contribution is at most 100 percent."),
            ),
        ]
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")

    def __str__(self) -> str:
        return self.name


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User) -> "RoundQuerySet":
        """Rounds of the counties where the person has a role."""
        access = access_of(user)
        return self if access.is_superuser else self.filter(county__in=access.counties)


@pghistory.track()
class Round(models.Model):
    """One year of a scheme in a county, under one legal basis."""

    county = models.ForeignKey(County, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("county"))
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("scheme"))
    legal_basis = models.ForeignKey(
        LegalBasis, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("legal basis")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=300, blank=True)
    own_contribution_percent = models.PositiveSmallIntegerField(
        _("own contribution in percent"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("Empty: as the scheme has it. 0: none is demanded."),
    )
    coordination_limit_percent = models.PositiveSmallIntegerField(
        _("limit for coordination in percent"),
        null=True,
        blank=True,
        default=20,
        validators=[MaxValueValidator(100)],
        help_text=_("Of what is asked for. Over it, a decision basis shows a warning. Empty: no limit."),
    )
    full_report_from = models.PositiveBigIntegerField(
        _("full report from, in kroner"),
        default=0,
        help_text=_("Who is granted less reports amounts and a summary only. 0: everybody reports in full."),
    )  # whole kroner; bestemmelser om økonomistyring 6.3.6: reporting in proportion
    kept_parts = models.TextField(
        default="{}",
        editable=False,
        help_text=_("What the file said of matters that have no place here yet, as JSON; exported as it came."),
    )  # text, not jsonb: that would lose the order of the keys

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.UniqueConstraint(
                fields=["county", "scheme", "year"],
                name="round_one_per_county_scheme_and_year",
                violation_error_message=_("The county has a round of this scheme in this year already."),
            ),
            models.CheckConstraint(
                name="round_own_contribution_is_a_percentage",
                condition=models.Q(own_contribution_percent=None) | models.Q(own_contribution_percent__lte=100),
                violation_error_message=_("Own contribution is at most 100 percent."),
            ),
            models.CheckConstraint(
                name="round_coordination_limit_is_a_percentage",
                condition=models.Q(coordination_limit_percent=None) | models.Q(coordination_limit_percent__lte=100),
                violation_error_message=_("The limit is at most 100 percent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme.name} {self.year}"

    @property
    def demanded_percent(self) -> int:
        """Own contribution that is demanded, in percent of what is asked for: the round's word, else the scheme's."""
        own = self.own_contribution_percent
        return (self.scheme.own_contribution_percent if own is None else own) or 0

    def get_absolute_url(self) -> str:
        return reverse("round_detail", args=[self.pk])


@pghistory.track()
class Milestone(models.Model):
    """A date of the round. Deadlines last to the end of the day, 23:59."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="milestones", verbose_name=_("round"))
    kind = models.CharField(_("milestone"), max_length=20, choices=MilestoneKind)
    date = models.DateField(_("date"))

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind"],
                name="milestone_one_per_kind_and_round",
                violation_error_message=_("The round has this milestone already."),
            ),
            models.CheckConstraint(name="milestone_kind_known", condition=models.Q(kind__in=MilestoneKind.values)),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
