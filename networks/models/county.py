"""A county and what its governor's office sets: letterhead, signatories, deadlines, holidays."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.bilingual import Bilingual
from dekom.core.numbers import validate_organisation_number
from dekom.core.periods import Period
from networks.enums import MilestoneKind, SignatoryRole


@pghistory.track()
class County(models.Model):
    """One governor's county. Networks, rounds and the forum belong to one; its letterhead stands here."""

    code = models.SlugField(_("code"), unique=True)
    number = models.CharField(_("county number"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=100)
    governor_name_nb = models.CharField(_("governor's name (bokmål)"), max_length=200)
    governor_name_nn = models.CharField(_("governor's name (nynorsk)"), max_length=200)
    governor_name_sami = models.CharField(_("governor's name (Sami)"), max_length=200, blank=True)
    organisation_number = models.CharField(
        _("organisation number"), max_length=9, blank=True, validators=[validate_organisation_number]
    )
    postal_address = models.CharField(_("postal address"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=4, blank=True)
    postal_place = models.CharField(_("postal place"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    payee_cooling_days = models.PositiveSmallIntegerField(
        _("days before a changed account is used"),
        default=14,
        help_text=_("The recipient is told at once, and can say no before any money is sent there."),
    )
    is_made_up = models.BooleanField(
        _("made up"), default=False, help_text=_("Numbers and addresses are examples, not facts.")
    )

    governor_name = Bilingual()

    class Meta:
        verbose_name = _("county")
        verbose_name_plural = _("counties")

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Signatory(Period):
    """Who stands under the letters, for a time."""

    county = models.ForeignKey(County, on_delete=models.CASCADE, related_name="signatories")
    role = models.CharField(_("role"), max_length=20, choices=SignatoryRole)
    name = models.CharField(_("name"), max_length=200)
    title_nb = models.CharField(_("title (bokmål)"), max_length=100)
    title_nn = models.CharField(_("title (nynorsk)"), max_length=100)

    title = Bilingual()

    class Meta(Period.Meta):
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Holiday(models.Model):
    """A day that is no working day, when deadlines and reminders are counted."""

    county = models.ForeignKey(County, on_delete=models.CASCADE, related_name="holidays")
    date = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "date"],
                name="holiday_once_a_day",
                violation_error_message=_("This day is a holiday already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class DeadlineRule(models.Model):
    """When a milestone falls, as a day and month: what a new round's milestones are proposed from."""

    county = models.ForeignKey(County, on_delete=models.CASCADE, related_name="deadline_rules")
    kind = models.CharField(_("milestone"), max_length=20, choices=MilestoneKind)
    month = models.PositiveSmallIntegerField(_("month"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    day = models.PositiveSmallIntegerField(_("day"), validators=[MinValueValidator(1), MaxValueValidator(31)])
    year_offset = models.SmallIntegerField(
        _("year, counted from the round's"), default=0, help_text=_("−1 is the year before, 1 the year after.")
    )

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.UniqueConstraint(
                fields=["county", "kind"],
                name="deadline_rule_one_per_kind",
                violation_error_message=_("This milestone has a deadline already."),
            ),
            models.CheckConstraint(
                name="deadline_rule_is_a_day_of_the_year",
                condition=models.Q(month__range=(1, 12), day__range=(1, 31)),
                violation_error_message=_("Month and day must be a day of the year."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
