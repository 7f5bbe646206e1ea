"""What a recipient answers to a letter on its page: that it has come, and that its conditions are accepted."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from allocations.enums import LetterAnswerKind
from allocations.models.letter import DecisionLetter


@pghistory.track()
class LetterAnswer(models.Model):
    """One answer, by one person for the recipient. It stays."""

    letter = models.ForeignKey(
        DecisionLetter, on_delete=models.PROTECT, related_name="answers", verbose_name=_("letter")
    )
    kind = models.CharField(_("answer"), max_length=20, choices=LetterAnswerKind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("answer to a letter")
        verbose_name_plural = _("answers to letters")
        ordering = ["answered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "kind"],
                name="letter_answer_once",
                violation_error_message=_("The letter has this answer already."),
            ),
            models.CheckConstraint(
                name="letter_answer_kind_known", condition=models.Q(kind__in=LetterAnswerKind.values)
            ),
        ]
        triggers = [pgtrigger.Protect(name="letter_answer_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.get_kind_display()
