"""Words of compositions, seats, appointments and the rules of voting."""

from django.db import models
from django.utils.translation import gettext_lazy as _

APPOINTMENT_YEARS = 2  # Source: the forum's mandate: «velges i utgangspunktet for 2 år, men kan forlenges»


class SeatCategory(models.TextChoices):
    """Whom a seat speaks for."""

    NETWORK = "network", _("Competence network")
    UNIVERSITY = "university", _("University or university college")
    CENTRE = "centre", _("National centre")
    UNION = "union", _("Union")
    KS = "ks", _("KS")
    PPT = "ppt", _("PPT")
    STATPED = "statped", _("Statped")
    PRIVATE_OWNERS = "private_owners", _("Private owners")
    OTHER = "other", _("Others")
    GOVERNOR = "governor", _("County governor")
    OBSERVER = "observer", _("Observer")


NEVER_VOTE = (SeatCategory.GOVERNOR, SeatCategory.OBSERVER)  # Source: Udir's mandate: the governor does not vote


class AppointmentRole(models.TextChoices):
    MEMBER = "member", _("Member")
    DEPUTY = "deputy", _("Deputy")


class QuorumBase(models.TextChoices):
    """Which seats the half is counted of."""

    ALL = "all", _("All voting seats")
    LESS_RECUSED = "less_recused", _("Voting seats, less those emptied by recusal")


class TieRule(models.TextChoices):
    CHAIR = "chair", _("The chair decides")
    FALLS = "falls", _("The motion falls")
