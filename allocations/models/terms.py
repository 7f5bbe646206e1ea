"""What all letters of a round share, in both language forms."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from networks.models import Round


@pghistory.track()
class LetterTerms(models.Model):
    """A round's case number, dates and common texts. Each letter takes them in its recipient's language form."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="letter_terms", verbose_name=_("round"))
    case_number = models.CharField(_("case number"), max_length=40, blank=True, help_text=_("For example 2025/1234."))
    finish_by = models.DateField(_("measures finished by"), null=True, blank=True)
    pay_by = models.DateField(_("paid by"), null=True, blank=True)
    small_move_limit = models.PositiveBigIntegerField(
        _("limit for moves by notice"),
        default=50_000,
        help_text=_("In kroner. Up to this a recipient may move money between measures by notice only."),
    )
    forum_name_nb = models.CharField(_("name of the forum (bokmål)"), max_length=200, blank=True)
    forum_name_nn = models.CharField(_("name of the forum (nynorsk)"), max_length=200, blank=True)
    plan_nb = models.CharField(_("the long-term plan (bokmål)"), max_length=300, blank=True)
    plan_nn = models.CharField(_("the long-term plan (nynorsk)"), max_length=300, blank=True)
    purpose_nb = models.TextField(_("purpose (bokmål)"), blank=True)
    purpose_nn = models.TextField(_("purpose (nynorsk)"), blank=True)
    conditions_nb = models.TextField(_("conditions (bokmål)"), blank=True, help_text=_("One condition a line."))
    conditions_nn = models.TextField(_("conditions (nynorsk)"), blank=True, help_text=_("One condition a line."))
    own_contribution_nb = models.TextField(_("own contribution (bokmål)"), blank=True)
    own_contribution_nn = models.TextField(_("own contribution (nynorsk)"), blank=True)
    report_nb = models.TextField(_("what the report shows (bokmål)"), blank=True, help_text=_("One thing a line."))
    report_nn = models.TextField(_("what the report shows (nynorsk)"), blank=True, help_text=_("One thing a line."))
    enclosures_nb = models.TextField(_("enclosures (bokmål)"), blank=True, help_text=_("One enclosure a line."))
    enclosures_nn = models.TextField(_("enclosures (nynorsk)"), blank=True, help_text=_("One enclosure a line."))

    class Meta:
        verbose_name = _("the round's letters")
        verbose_name_plural = _("the rounds' letters")

    def __str__(self) -> str:
        return str(self.round)
