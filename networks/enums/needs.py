"""The states of a needs report, and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.moves import moves


class NeedsStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")


NEEDS_MOVES = moves(
    {
        NeedsStatus.DRAFT: [NeedsStatus.SUBMITTED],
        NeedsStatus.SUBMITTED: [NeedsStatus.DRAFT],  # until the network's decision basis is submitted
    }
)
