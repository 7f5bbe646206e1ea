"""The words of the forum's long-term plan."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.moves import moves


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")
    REPLACED = "replaced", _("Replaced")


PLAN_MOVES = moves(
    {
        PlanStatus.DRAFT: [PlanStatus.ADOPTED],
        PlanStatus.ADOPTED: [PlanStatus.REPLACED],
        PlanStatus.REPLACED: [],
    }
)


class GuidelineGroup(models.TextChoices):
    """What the plan must set.  Source: regulation FOR-2026-01-12-23 § 9."""

    SPLIT = "split", _("Between kindergarten and school")
    PARTIES = "parties", _("Between owners, universities and others")
    THEMES = "themes", _("Themes")
    CRITERIA = "criteria", _("Criteria for when needs exceed the frame")


class PlanGrantKind(models.TextChoices):
    """What a yearly amount of the plan is for."""

    FIXED = "fixed", _("Fixed yearly grant")
    COORDINATION = "coordination", _("Coordination, to every network")
    COORDINATION_EXTRA = "coordination_extra", _("Coordination, to one network besides")
    COMMON = "common", _("Common measures")


class StopPointOutcome(models.TextChoices):
    """What the forum concluded when it evaluated the plan."""

    KEPT = "kept", _("The plan stands")
    ADJUSTED = "adjusted", _("The plan is adjusted in a new version")
    REPLACED = "replaced", _("A new plan is made")


class PlanSubject(models.TextChoices):
    """What a check of money against the plan is about."""

    FIXED = "fixed", _("Fixed grant")
    COORDINATION = "coordination", _("Coordination per network")
    COORDINATION_EXTRA = "coordination_extra", _("Coordination extra")
    COORDINATION_TOTAL = "coordination_total", _("Coordination in all")
    COMMON = "common", _("Common measures")
    OVER_FRAME = "over_frame", _("Over the frame")


class PlanPlace(models.TextChoices):
    """Where the money stands that is held against the plan."""

    BUDGET = "budget", _("the budget")
    RECOMMENDATION = "recommendation", _("the recommendation")
