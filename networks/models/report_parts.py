"""What a report is made of: measures as decided, answers to the marks of goal achievement, and its controls."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dekom.core.bilingual import Bilingual
from networks.enums.reports import ControlResult
from networks.models.legal import LegalBasis
from networks.models.report import Report


@pghistory.track()
class ReportLine(models.Model):
    """One measure as decided, with what was used and what was reached. Whole kroner.

    The measure and its grant are a copy from the day the letter was issued; what is granted later gets its own line.
    Where less is granted later, the grant is lowered; what it was stands in the history.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="lines", verbose_name=_("report"))
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("measure"), max_length=300)
    granted = models.PositiveBigIntegerField(_("granted"))  # whole kroner
    used = models.PositiveBigIntegerField(_("used"), null=True, blank=True)  # whole kroner
    reached = models.TextField(_("what was reached"), blank=True)

    class Meta:
        verbose_name = _("measure in a report")
        verbose_name_plural = _("measures in reports")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "order"],
                name="report_line_one_per_place",
                violation_error_message=_("Another measure has this place in the report."),
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(name="report_line_stays", fields=["report", "title"]),
            pgtrigger.Protect(
                name="report_line_grows_no_more",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__granted__gt=pgtrigger.F("old__granted")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def unspent(self) -> int | None:
        """Less than zero where more was used than granted."""
        return None if self.used is None else self.granted - self.used


@pghistory.track()
class ReportQuestion(models.Model):
    """One mark of goal achievement that the legal basis asks reports about, in both language forms.

    Source: regulation FOR-2026-01-12-23 § 5. The wording is the county governor's, not the law's: it can be changed.
    """

    legal_basis = models.ForeignKey(
        LegalBasis, on_delete=models.CASCADE, related_name="report_questions", verbose_name=_("legal basis")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    text_nb = models.CharField(_("text (bokmål)"), max_length=300)
    text_nn = models.CharField(_("text (nynorsk)"), max_length=300)

    text = Bilingual()

    class Meta:
        verbose_name = _("question in reports")
        verbose_name_plural = _("questions in reports")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["legal_basis", "order"],
                name="report_question_one_per_place",
                violation_error_message=_("Another question has this place in the order."),
            )
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class ReportAnswer(models.Model):
    """What a report says of one mark of goal achievement."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(ReportQuestion, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "question"], name="report_answer_one_per_question")]


class ReportControl(models.Model):
    """That somebody controlled a report: who, when, and the result. It stays.

    Source: regulation FOR-2026-01-12-23 § 17: the governor controls form and reasonableness.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="controls", verbose_name=_("report"))
    controlled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("controlled by")
    )
    controlled_at = models.DateTimeField(_("controlled at"))
    result = models.CharField(_("result"), max_length=20, choices=ControlResult)
    form_in_order = models.BooleanField(_("the form is in order"))
    reasonable = models.BooleanField(_("the use of the money is reasonable"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("control of a report")
        verbose_name_plural = _("controls of reports")
        ordering = ["controlled_at", "pk"]
        constraints = [
            models.CheckConstraint(name="report_control_result_known", condition=Q(result__in=ControlResult.values)),
            models.CheckConstraint(
                name="report_control_accepts_what_is_in_order",
                condition=Q(result=ControlResult.ACCEPTED, form_in_order=True, reasonable=True)
                | (Q(result=ControlResult.SENT_BACK) & ~Q(note="")),
                violation_error_message=_("A report is accepted when all is in order, and sent back with a reason."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="report_control_stays", operation=pgtrigger.Update | pgtrigger.Delete)]
