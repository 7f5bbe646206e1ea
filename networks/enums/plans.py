"""Words of what a network agrees on for years: its competence plan, its wheel, its cooperation agreement."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.moves import moves


class PlanStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")
    REPLACED = "replaced", _("Replaced")


PLAN_MOVES = moves({PlanStatus.DRAFT: [PlanStatus.ADOPTED], PlanStatus.ADOPTED: [PlanStatus.REPLACED]})


class Actor(models.TextChoices):
    """Whose work an activity of the network's wheel is; the rings of the wheel, from the outermost in."""

    NETWORK = "network", _("The network")
    PARTNER = "partner", _("University or other partner")
    OWNERS = "owners", _("Owners")
    INSTITUTIONS = "institutions", _("Kindergartens, schools and PPT")


class AgreementStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed")
    REPLACED = "replaced", _("Replaced")


AGREEMENT_MOVES = moves(
    {AgreementStatus.DRAFT: [AgreementStatus.SIGNED], AgreementStatus.SIGNED: [AgreementStatus.REPLACED]}
)


class Office(models.TextChoices):
    """What somebody is elected or appointed to in a network."""

    LEADER = "leader", _("Leader")
    DEPUTY_LEADER = "deputy_leader", _("Deputy leader")
    BOARD_MEMBER = "board_member", _("Board member")
    SECRETARY = "secretary", _("Secretary")
