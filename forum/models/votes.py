"""Motions, ballots, who might vote and who did. An opened ballot's electorate is frozen, whatever changes later."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import FilteredRelation, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum.enums import (
    BALLOT_MOVES,
    BallotMethod,
    BallotStatus,
    Choice,
    Dealing,
    MotionKind,
    MotionState,
    Standing,
    TieRule,
)
from forum.models.meetings import Item, Meeting
from forum.models.seats import Seat
from networks.models import Network, Round


class MotionQuerySet(models.QuerySet["Motion"]):
    def with_ballot(self) -> "MotionQuerySet":
        """Each with the vote that is open or counted as its ``ballot``; what is annulled is none. One query."""
        stands = FilteredRelation("ballots", condition=~Q(ballots__status=BallotStatus.ANNULLED))
        return self.annotate(ballot=stands).select_related("ballot")  # type: ignore[misc, no-redef]  # a filtered relation


@pghistory.track()
class Motion(models.Model):
    """What the forum says yes or no to."""

    ballot: "Ballot | None" = None  # of rows from ``with_ballot``

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="motions", verbose_name=_("matter"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=MotionKind, default=MotionKind.MAIN)
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="amendments", null=True, blank=True, verbose_name=_("amends")
    )
    point = models.CharField(_("point"), max_length=20, blank=True)  # «3» in «punkt 3»
    title = models.CharField(_("motion"), max_length=300)
    text = models.TextField(_("wording"), blank=True)
    if_it_falls = models.CharField(_("if it falls"), max_length=300, blank=True)
    proposer = models.CharField(_("proposed by"), max_length=200, blank=True)
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("round")
    )
    network = models.ForeignKey(
        Network,
        on_delete=models.PROTECT,
        related_name="motions",
        null=True,
        blank=True,
        verbose_name=_("network"),
        help_text=_("A line about a single network: whoever is recused from it does not vote."),
    )
    covers = models.ManyToManyField(Network, related_name="+", blank=True, verbose_name=_("networks voted as one"))
    state = models.CharField(_("state"), max_length=20, choices=MotionState, default=MotionState.OPEN, editable=False)
    dealing = models.CharField(_("settled"), max_length=20, choices=Dealing, default=Dealing.BALLOT, editable=False)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = MotionQuerySet.as_manager()

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["item", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="motion_words_known",
                condition=Q(kind__in=MotionKind.values, state__in=MotionState.values, dealing__in=Dealing.values),
            ),
            models.CheckConstraint(
                name="motion_amendment_amends_one",
                condition=(Q(kind=MotionKind.AMENDMENT) & Q(amends__isnull=False))
                | (~Q(kind=MotionKind.AMENDMENT) & Q(amends=None)),
                violation_error_message=_("An amendment names the motion that it amends, and others do not."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Ballot(models.Model):
    """One vote on a motion. The rule that held, and how it was counted, stand in the row itself."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="ballots", verbose_name=_("motion"))
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="ballots", verbose_name=_("meeting"))
    method = models.CharField(_("method"), max_length=20, choices=BallotMethod)
    status = models.CharField(
        _("state"), max_length=20, choices=BallotStatus, default=BallotStatus.OPEN, editable=False
    )
    opened_at = models.DateTimeField(_("opened at"), editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("by")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    # the rule when it opened
    seats_total = models.PositiveSmallIntegerField(_("voting seats"), editable=False)
    quorum_needed = models.PositiveSmallIntegerField(_("needed for a quorum"), editable=False)
    abstain_allowed = models.BooleanField(_("abstaining is allowed"), default=True, editable=False)
    tie_rule = models.CharField(_("in a tie"), max_length=10, choices=TieRule, editable=False)
    chair_says = models.CharField(_("the chair's word in a tie"), max_length=10, choices=Choice, blank=True)
    # the count when it closed
    votes_for = models.PositiveSmallIntegerField(pgettext_lazy("vote", "for"), null=True, editable=False)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True, editable=False)
    abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, editable=False)
    carried = models.BooleanField(_("carried"), null=True, editable=False)
    annulled_reason = models.CharField(_("why it was annulled"), max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="ballot_words_known",
                condition=Q(
                    method__in=BallotMethod.values, status__in=BallotStatus.values, tie_rule__in=TieRule.values
                ),
            ),
            models.CheckConstraint(
                name="ballot_closed_iff_counted",
                condition=Q(status=BallotStatus.OPEN, closed_at=None, carried=None, votes_for=None)
                | Q(
                    status=BallotStatus.CLOSED,
                    closed_at__isnull=False,
                    carried__isnull=False,
                    votes_for__isnull=False,
                    votes_against__isnull=False,
                    abstained__isnull=False,
                )
                | Q(status=BallotStatus.ANNULLED),
                violation_error_message=_("A closed ballot carries its count."),
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(status=BallotStatus.OPEN),
                name="ballot_one_open_in_a_meeting",
                violation_error_message=_("Another vote is open. Close it first."),
            ),
            models.UniqueConstraint(
                fields=["motion"],
                condition=~Q(status=BallotStatus.ANNULLED),
                name="ballot_one_per_motion",
                violation_error_message=_("There is a vote on this motion already. Annul it first."),
            ),
        ]
        triggers = [
            *BALLOT_MOVES.triggers("status"),
            pgtrigger.Protect(name="ballot_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="ballot_closed_count_stays",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__status=BallotStatus.OPEN.value)
                & (
                    pgtrigger.Q(old__votes_for__df=pgtrigger.F("new__votes_for"))
                    | pgtrigger.Q(old__votes_against__df=pgtrigger.F("new__votes_against"))
                    | pgtrigger.Q(old__abstained__df=pgtrigger.F("new__abstained"))
                    | pgtrigger.Q(old__carried__df=pgtrigger.F("new__carried"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.motion}"

    @property
    def is_open(self) -> bool:
        return self.status == BallotStatus.OPEN


@pghistory.track()
class Elector(models.Model):
    """A seat at the opening of a ballot, and who might cast its vote. Frozen: nothing later changes history."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="electors", verbose_name=_("ballot"))
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="electors", verbose_name=_("seat"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, verbose_name=_("person")
    )
    is_deputy = models.BooleanField(_("deputy"), default=False)
    standing = models.CharField(_("standing"), max_length=20, choices=Standing)

    class Meta:
        verbose_name = _("elector")
        verbose_name_plural = _("electors")
        ordering = ["ballot", "seat__order"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "seat"], name="elector_one_per_seat"),
            models.UniqueConstraint(
                fields=["ballot", "person"], condition=Q(standing=Standing.ENTITLED), name="elector_one_per_person"
            ),
            models.CheckConstraint(
                name="elector_entitled_is_somebody",
                condition=~Q(standing=Standing.ENTITLED) | Q(person__isnull=False),
            ),
            models.CheckConstraint(name="elector_standing_known", condition=Q(standing__in=Standing.values)),
        ]
        triggers = [pgtrigger.Protect(name="elector_is_frozen", operation=pgtrigger.Update | pgtrigger.Delete)]


@pghistory.track()
class Vote(models.Model):
    """One seat's vote. «Has not voted» is no row."""

    elector = models.OneToOneField(Elector, on_delete=models.PROTECT, related_name="vote", verbose_name=_("elector"))
    choice = models.CharField(_("vote"), max_length=10, choices=Choice)
    cast_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("cast by")
    )
    cast_at = models.DateTimeField(_("cast at"))

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.CheckConstraint(name="vote_choice_known", condition=Q(choice__in=Choice.values))]
        triggers = [
            pgtrigger.Protect(name="vote_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="vote_while_open_by_the_entitled",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    PERFORM 1 FROM forum_ballot b JOIN forum_elector e ON e.ballot_id = b.id
                    WHERE e.id = NEW.elector_id AND b.status = 'open' AND e.standing = 'entitled'
                    FOR SHARE OF b;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'pgtrigger: only the entitled vote, while the ballot is open';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
