"""Words of motions, ballots and votes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dekom.core.moves import moves


class MotionKind(models.TextChoices):
    MAIN = "main", _("Main motion")
    ALTERNATIVE = "alternative", _("Alternative")
    AMENDMENT = "amendment", _("Amendment")
    RULING = "ruling", _("Ruling on recusal")


class MotionState(models.TextChoices):
    OPEN = "open", _("Not decided")
    CARRIED = "carried", _("Carried")
    FELL = "fell", _("Fell")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Dealing(models.TextChoices):
    """How a motion was settled: by a ballot, or as what follows from another or from agreement."""

    BALLOT = "ballot", _("By a vote")
    AGREED = "agreed", _("By agreement, without a vote")
    FOLLOWS = "follows", _("Follows from the vote before")


class BallotMethod(models.TextChoices):
    UNANIMOUS = "unanimous", _("Unanimous")
    COUNT = "count", _("Show of hands, counted")
    SEAT = "seat", _("Each seat votes on its own screen")


class BallotStatus(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    ANNULLED = "annulled", _("Annulled")


BALLOT_MOVES = moves(
    {
        BallotStatus.OPEN: [BallotStatus.CLOSED, BallotStatus.ANNULLED],
        BallotStatus.CLOSED: [BallotStatus.ANNULLED],
    }
)


class Standing(models.TextChoices):
    """What a seat was when the ballot opened."""

    ENTITLED = "entitled", _("Entitled to vote")
    RECUSED = "recused", _("Recused")
    ABSENT = "absent", _("Absent")
    VACANT = "vacant", _("Vacant")
    NO_VOTE = "no_vote", _("Has no vote")


class Choice(models.TextChoices):
    FOR = "for", pgettext_lazy("vote", "For")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstains")
