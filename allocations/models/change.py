"""What belongs to a decision besides its sums: refused parts, and small moves that need no new decision."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allocations.models.decision import LINES_OF_DRAFTS_ONLY, Decision


@pghistory.track()
class RefusedPart(models.Model):
    """One thing that was asked for and is refused, with the rule, the facts and our assessment. Whole kroner.

    Source: the administrative law demands all three of the grounds; regulation FOR-2026-01-12-23 § 15.
    """

    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, related_name="refused_parts", verbose_name=_("decision")
    )
    title = models.CharField(_("what is refused"), max_length=200)
    amount = models.PositiveBigIntegerField(_("refused amount"))  # whole kroner
    rule = models.TextField(_("the rule"))
    facts = models.TextField(_("the facts"))
    assessment = models.TextField(_("our assessment"))

    class Meta:
        verbose_name = _("refused part")
        verbose_name_plural = _("refused parts")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="refused_part_is_of_something",
                condition=Q(amount__gt=0),
                violation_error_message=_("A refused part has an amount."),
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="refused_part_of_a_draft_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=LINES_OF_DRAFTS_ONLY,
            )
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class SmallMove(models.Model):
    """Money moved between two measures within an issued decision, by notice only. Whole kroner.

    Under the round's limit no new decision is needed; the sum of the decision and who is paid stay the same.
    """

    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="small_moves", verbose_name=_("decision")
    )
    amount = models.PositiveBigIntegerField(_("amount"))  # whole kroner
    moved_from = models.CharField(_("from the measure"), max_length=200)
    moved_to = models.CharField(_("to the measure"), max_length=200)
    reason = models.TextField(_("why"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("noted by")
    )
    noted_at = models.DateTimeField(_("noted at"))

    class Meta:
        verbose_name = _("small move")
        verbose_name_plural = _("small moves")
        ordering = ["noted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="small_move_moves_something",
                condition=Q(amount__gt=0) & ~Q(moved_from=models.F("moved_to")),
                violation_error_message=_("A move has an amount, and goes from one measure to another."),
            )
        ]
        triggers = [pgtrigger.Protect(name="small_move_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.moved_from} → {self.moved_to}"
