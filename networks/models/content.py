"""What a decision basis says outside its measures: one text a theme, and the cost of coordination."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from networks.models.basis import DecisionBasis
from networks.models.sums import sums_up


class Written(models.Model):
    """A row that several people write in: who saved last, when, and whether it was on the partnership's behalf."""

    saved_at = models.DateTimeField(null=True, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    saved_on_behalf = models.BooleanField(_("entered on behalf"), default=False, editable=False)

    class Meta:
        abstract = True


@pghistory.track()
class BasisContent(Written):
    """The texts of a decision basis. Each is guarded by itself: see ``networks.actions.write``."""

    basis = models.OneToOneField(DecisionBasis, on_delete=models.CASCADE, related_name="content")
    process = models.TextField(
        _("How have you worked this out together?"),
        blank=True,
        help_text=_("Who has taken part, how staff and leaders were involved, and how the university was."),
    )
    needs = models.TextField(
        _("Which needs have you found, and how do you know?"),
        blank=True,
        help_text=_("Refer to the owners' needs reports, and to what they rest on."),
    )
    cooperation = models.TextField(
        _("How do you and the university work together?"),
        blank=True,
        help_text=_("Who does what before, during and after the measures."),
    )
    teacher_education = models.TextField(
        _("What does the university take back to teacher education?"), blank=True, help_text=_("A few lines will do.")
    )
    coordination = models.TextField(
        _("What does the coordination consist of?"),
        blank=True,
        help_text=_("Who coordinates, and how much of their working hours it takes."),
    )
    coordination_amount = models.PositiveBigIntegerField(
        _("What does the coordination cost?"), null=True, blank=True
    )  # whole kroner
    own_contribution = models.TextField(
        _("What do the owners contribute themselves?"),
        blank=True,
        help_text=_("Working hours, substitutes, premises, leadership: in words, and in kroner where you know them."),
    )
    over_frame_reason = models.TextField(
        _("Why do you ask for more than the frame?"),
        blank=True,
        help_text=_("Say what you would leave out if you get no more than the frame."),
    )
    under_frame_plan = models.TextField(
        _("What shall happen with the rest of the frame?"),
        blank=True,
        help_text=_("What you don't ask for can be given to others, unless you say what you need it for."),
    )
    leftover_plan = models.TextField(
        _("What is your plan for leftover funds?"),
        blank=True,
        help_text=_("What you do with money that is not used from earlier years, or that is left when the year ends."),
    )

    class Meta:
        verbose_name = _("content of a decision basis")
        verbose_name_plural = _("contents of decision bases")
        triggers = [sums_up("basis_id")]

    def __str__(self) -> str:
        return str(self.basis)
