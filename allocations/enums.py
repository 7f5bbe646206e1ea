"""The words that the allocations room's rows may carry, and the moves between states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.moves import moves


class DecisionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    ISSUED = "issued", _("Issued")
    REPLACED = "replaced", _("Replaced")


DECISION_MOVES = moves(
    {
        DecisionStatus.DRAFT: [DecisionStatus.APPROVED],
        DecisionStatus.APPROVED: [DecisionStatus.ISSUED],
        DecisionStatus.ISSUED: [DecisionStatus.REPLACED],
    }
)
