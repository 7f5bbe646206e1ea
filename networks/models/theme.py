"""Themes that needs are sorted by: the long-term plan's list of high-frequency challenges, kept as data."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.bilingual import Bilingual
from dekom.core.periods import Period
from networks.models.county import County


@pghistory.track()
class Theme(Period):
    """One challenge that the county's plan names, while the plan holds.

    Source: long-term plan for Kompetanseløftet in Trøndelag 2024–2026, chapter 1.
    """

    county = models.ForeignKey(County, on_delete=models.CASCADE, related_name="themes", verbose_name=_("county"))
    order = models.PositiveSmallIntegerField(_("order"))
    name_nb = models.CharField(_("name (bokmål)"), max_length=200)
    name_nn = models.CharField(_("name (nynorsk)"), max_length=200)
    source = models.CharField(_("source"), max_length=200, blank=True)

    name = Bilingual()

    class Meta(Period.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order", "pk"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["county", "name_nb", "valid_from"],
                name="theme_once_from_a_date",
                violation_error_message=_("The county has this theme from this date already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
