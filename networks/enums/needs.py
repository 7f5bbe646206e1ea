"""Words of the needs reports: whom a need is about, and the moves of a report."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.moves import moves


class TargetGroup(models.TextChoices):
    """Whom the scheme is for.  Source: FOR-2026-01-12-23 § 2."""

    KINDERGARTEN = "kindergarten", _("Kindergarten")
    SCHOOL = "school", _("School")
    SFO = "sfo", _("After-school care (SFO)")
    ADULT_EDUCATION = "adult_education", _("Preparatory adult education")
    PPT = "ppt", _("Educational-psychological service (PPT)")
    CULTURE_SCHOOL = "culture_school", _("Culture school")
    OTHER_SERVICES = "other_services", _("Other services around the child")


class NeedsStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")


NEEDS_MOVES = moves(
    {
        NeedsStatus.DRAFT: [NeedsStatus.SUBMITTED],
        NeedsStatus.SUBMITTED: [NeedsStatus.DRAFT],  # until the network's decision basis is submitted
    }
)
