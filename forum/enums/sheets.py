"""The words of recusals, groups, criteria sheets and recommendations, and the moves between their states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.moves import moves


class RecusalGround(models.TextChoices):
    """Why somebody takes no part in a network's matter.  Source: forvaltningsloven § 6; design: rights."""

    OWN_NETWORK = "own_network", _("Own network")
    OWN_OWNER = "own_owner", _("Own owner")
    PARTNER = "partner", _("Partner of the network")
    OTHER = "other", _("Another tie")


class RecusalSource(models.TextChoices):
    COMPUTED = "computed", _("From the register")
    OWN = "own", _("Said by the person")
    NOTICE = "notice", _("Said by somebody else")


class Ruling(models.TextChoices):
    """What the forum itself has decided, where it was in doubt."""

    OPEN = "open", _("Not ruled")
    RECUSED = "recused", _("Recused")
    NOT_RECUSED = "not_recused", _("Not recused")


class Phase(models.TextChoices):
    """What decides who sees whose assessment."""

    OWN = "own", _("Own assessment")
    GROUP = "group", _("Group")
    PLENARY = "plenary", _("Plenary")


PHASE_MOVES = moves({Phase.OWN: [Phase.GROUP], Phase.GROUP: [Phase.OWN, Phase.PLENARY], Phase.PLENARY: []})


class Verdict(models.TextChoices):
    FULFILLED = "fulfilled", _("Fulfilled")
    PARTLY = "partly", _("Partly fulfilled")
    UNFULFILLED = "unfulfilled", _("Not fulfilled")


class SheetStatus(models.TextChoices):
    OPEN = "open", _("Being written")
    HANDED_IN = "handed_in", _("Handed in")


SHEET_MOVES = moves({SheetStatus.OPEN: [SheetStatus.HANDED_IN], SheetStatus.HANDED_IN: []})


class RecommendationStatus(models.TextChoices):
    """Under the 2021 guidelines a draft is voted; under the 2026 regulation it is presented and gets its input."""

    DRAFT = "draft", _("Draft")
    PRESENTED = "presented", _("Presented to the forum")
    VOTED = "voted", _("Adopted by the forum")
    INPUT_RECORDED = "input_recorded", _("Input recorded")
    FORWARDED = "forwarded", _("Forwarded")
    REPLACED = "replaced", _("Replaced")


RECOMMENDATION_MOVES = moves(
    {
        RecommendationStatus.DRAFT: [
            RecommendationStatus.PRESENTED,
            RecommendationStatus.VOTED,
            RecommendationStatus.REPLACED,
        ],
        RecommendationStatus.PRESENTED: [RecommendationStatus.INPUT_RECORDED, RecommendationStatus.REPLACED],
        RecommendationStatus.VOTED: [RecommendationStatus.FORWARDED],
        RecommendationStatus.INPUT_RECORDED: [RecommendationStatus.FORWARDED],
        RecommendationStatus.FORWARDED: [],
        RecommendationStatus.REPLACED: [],
    }
)
SETTLED = (RecommendationStatus.VOTED, RecommendationStatus.INPUT_RECORDED, RecommendationStatus.FORWARDED)


class PointKind(models.TextChoices):
    """The four points of the recommendation.  Source: minutes of 12 March 2025, matter 8/25."""

    FIXED = "fixed", _("Fixed yearly grants")
    COMMON = "common", _("Common measures")
    LEFTOVER = "leftover", _("Leftover funds")
    NETWORKS = "networks", _("Each network")
