"""Common measures: what the forum does for several networks at once, in tracks and cohorts."""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from allocations.models.plan import LongTermPlan, part_of_a_draft_only
from networks.models import Network, Organisation


@pghistory.track()
class CommonMeasure(models.Model):
    """A measure of the plan that every network may take part in.  Source: long-term plan chapter 3."""

    plan = models.ForeignKey(
        LongTermPlan, on_delete=models.CASCADE, related_name="common_measures", verbose_name=_("plan")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    chapter = models.CharField(_("chapter"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("common measure")
        verbose_name_plural = _("common measures")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "order"],
                name="common_measure_one_per_place",
                violation_error_message=_("Another common measure has this place in the order."),
            ),
            models.CheckConstraint(
                name="common_measure_ends_after_it_begins",
                condition=Q(last_year=None) | Q(last_year__gte=F("first_year")),
                violation_error_message=_("The measure ends before it begins."),
            ),
        ]
        triggers = [part_of_a_draft_only("common_measure_of_a_draft_only")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class MeasureTrack(models.Model):
    """One of the ways to take part that those who take part choose from."""

    measure = models.ForeignKey(
        CommonMeasure, on_delete=models.CASCADE, related_name="tracks", verbose_name=_("common measure")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "order"],
                name="measure_track_one_per_place",
                violation_error_message=_("Another track has this place in the order."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Cohort(models.Model):
    """Those who go through a common measure at the same time. Cohorts come while the plan holds."""

    measure = models.ForeignKey(
        CommonMeasure, on_delete=models.CASCADE, related_name="cohorts", verbose_name=_("common measure")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "number"],
                name="cohort_one_per_number",
                violation_error_message=_("The measure has a cohort of this number already."),
            ),
            models.CheckConstraint(
                name="cohort_ends_after_it_begins",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The cohort ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.number}"


@pghistory.track()
class CohortParticipant(models.Model):
    """A network, or an organisation of its own, that takes part in a cohort."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="participants", verbose_name=_("cohort"))
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="cohorts", null=True, blank=True, verbose_name=_("network")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="cohorts",
        null=True,
        blank=True,
        verbose_name=_("organisation"),
    )
    track = models.ForeignKey(
        MeasureTrack, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("track")
    )
    units = models.PositiveSmallIntegerField(
        _("kindergartens, schools and offices that take part"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.CheckConstraint(
                name="cohort_participant_is_a_network_or_an_organisation",
                condition=Q(network__isnull=False, organisation=None) | Q(network=None, organisation__isnull=False),
                violation_error_message=_("Name a network or an organisation, not both."),
            ),
            models.UniqueConstraint(
                fields=["cohort", "network"],
                name="cohort_participant_network_once",
                violation_error_message=_("The network takes part in this cohort already."),
            ),
            models.UniqueConstraint(
                fields=["cohort", "organisation"],
                name="cohort_participant_organisation_once",
                violation_error_message=_("The organisation takes part in this cohort already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.network or self.organisation)
