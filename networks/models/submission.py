"""What becomes of a decision basis once it is handed over: versions, requests for changes, extensions, questions."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from networks.enums.writing import BasisPart
from networks.models.basis import DecisionBasis
from networks.models.measure import Measure

_USER = settings.AUTH_USER_MODEL


class Submission(models.Model):
    """The basis as it was when it was handed over, word by word. Never changed; the PDF is made once, afterwards."""

    basis = models.ForeignKey(DecisionBasis, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField(_("version"))
    at = models.DateTimeField(_("submitted at"))
    by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+", null=True, verbose_name=_("submitted by"))
    on_behalf = models.BooleanField(_("submitted on behalf"), default=False)
    is_late = models.BooleanField(_("late"), default=False)
    requested = models.PositiveBigIntegerField(_("requested"))  # whole kroner
    frame = models.PositiveBigIntegerField(_("frame"), null=True)  # whole kroner
    content = models.JSONField(_("content"))
    pdf = models.BinaryField(_("PDF"), null=True, editable=False)
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True, editable=False)
    receipt_at = models.DateTimeField(_("receipt sent"), null=True, editable=False)

    class Meta:
        verbose_name = _("submitted version")
        verbose_name_plural = _("submitted versions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["basis", "number"], name="submission_number_once_a_basis"),
            models.CheckConstraint(
                name="submission_pdf_with_its_checksum",
                condition=Q(pdf=None, sha256="") | (Q(pdf__isnull=False) & ~Q(sha256="")),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="content_stays",
                fields=["basis", "number", "at", "by", "on_behalf", "is_late", "requested", "frame", "content"],
            ),
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="pdf_is_made_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__pdf__isnull=False) & pgtrigger.Q(old__sha256__df=pgtrigger.F("new__sha256")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.basis}, {self.number}"


@pghistory.track()
class ChangeRequest(models.Model):
    """What the secretariat asks to have changed in one part, and why. Closed when the basis is submitted again."""

    basis = models.ForeignKey(DecisionBasis, on_delete=models.CASCADE, related_name="change_requests")
    part = models.CharField(_("part"), max_length=20, choices=BasisPart)
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, related_name="change_requests")
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    made_at = models.DateTimeField(_("changes made"), null=True)
    made_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("made by"))
    closed_at = models.DateTimeField(_("closed at"), null=True)

    class Meta:
        verbose_name = _("request for changes")
        verbose_name_plural = _("requests for changes")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(name="change_request_with_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="change_request_part_known", condition=Q(part__in=BasisPart.values)),
            models.UniqueConstraint(
                fields=["basis", "part", "measure"],
                condition=Q(closed_at=None),
                nulls_distinct=False,
                name="change_request_one_open_per_part",
            ),
        ]

    def __str__(self) -> str:
        return self.get_part_display()


@pghistory.track()
class Extension(models.Model):
    """More time for one network, given with a reason that all readers see."""

    basis = models.ForeignKey(DecisionBasis, on_delete=models.CASCADE, related_name="extensions")
    until = models.DateField(_("new deadline"))
    reason = models.TextField(_("reason"))
    given_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+", verbose_name=_("given by"))
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["given_at", "pk"]
        constraints = [models.CheckConstraint(name="extension_with_a_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return str(self.until)


@pghistory.track()
class CaseQuestion(models.Model):
    """A question on the case and its answer; either side may ask."""

    basis = models.ForeignKey(DecisionBasis, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField(_("question"))
    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    by_secretariat = models.BooleanField(_("asked by the secretariat"), default=False)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        _USER, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(name="case_question_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="case_question_answered_by_somebody",
                condition=Q(answer="", answered_by=None, answered_at=None)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
