"""The forum's recommendation, or its input: versions, four points, a line for each recipient. Settled means frozen."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allocations.models import FixedGrant
from dekom.core.models import User
from forum.enums.sheets import RECOMMENDATION_MOVES, SETTLED, PointKind, RecommendationStatus
from forum.models.meetings import Item, Meeting
from forum.models.votes import Motion
from networks.enums import ForumRole
from networks.models import Network, Round, access_of

_OPEN = "('draft', 'presented')"
# What the forum said stays; afterwards only how it is weighed is written, and that it is forwarded.
_SETTLED_STAYS = f"""
    OLD.status NOT IN {_OPEN}
    AND (to_jsonb(OLD) - 'status' - 'forwarded_at' - 'forwarded_by_id' - 'weighing'
        IS DISTINCT FROM to_jsonb(NEW) - 'status' - 'forwarded_at' - 'forwarded_by_id' - 'weighing'
        OR (OLD.weighing IS DISTINCT FROM NEW.weighing AND OLD.status <> 'input_recorded'))
"""


def of_open_recommendations_only(name: str, way: str) -> pgtrigger.Trigger:
    """A part may be written while the recommendation is open. ``way`` finds the recommendation from «ROW».

    How a line of recorded input is weighed may be written until it is forwarded.
    """
    refuse = "RAISE EXCEPTION 'pgtrigger: a recommendation that is settled stays';"
    ask = f"PERFORM 1 FROM forum_recommendation WHERE id = ({way}) AND status IN {_OPEN} FOR SHARE;"
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - 'weighing' = to_jsonb(NEW) - 'weighing' THEN
                PERFORM 1 FROM forum_recommendation
                WHERE id = ({way.replace("ROW.", "OLD.")}) AND status = 'input_recorded' FOR SHARE;
                IF FOUND THEN
                    RETURN NEW;
                END IF;
            END IF;
            IF TG_OP <> 'INSERT' THEN
                {ask.replace("ROW.", "OLD.")}
                IF NOT FOUND THEN {refuse} END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            {ask.replace("ROW.", "NEW.")}
            IF NOT FOUND THEN {refuse} END IF;
            RETURN NEW;
        """,
    )


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, user: User) -> "RecommendationQuerySet":
        """Those who read all in the county, and its forum. Lines are withheld one by one where somebody is recused."""
        access = access_of(user)
        if access.is_superuser:
            return self
        return self.filter(round__county__in=access.reads_all_in | access.forum_in)


@pghistory.track(exclude=["contents"])
class Recommendation(models.Model):
    """One version of what the forum says to the governor about a round.

    ``status`` is written by ``forum.actions`` only. Once settled, ``contents`` holds all of it as one text, and
    ``sha256`` proves it.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="recommendations", verbose_name=_("round"))
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="recommendations", verbose_name=_("meeting")
    )
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, related_name="recommendations", null=True, blank=True, verbose_name=_("matter")
    )
    version = models.PositiveSmallIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=20, choices=ForumRole, editable=False)
    reference = models.CharField(_("meeting and item"), max_length=200, blank=True)
    whole = models.TextField(_("on the whole"), blank=True)
    weighing = models.TextField(_("how the input was weighed"), blank=True, editable=False)
    status = models.CharField(
        _("state"), max_length=20, choices=RecommendationStatus, default=RecommendationStatus.DRAFT, editable=False
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), editable=False)
    settled_at = models.DateTimeField(_("settled at"), null=True, editable=False)
    forwarded_at = models.DateTimeField(_("forwarded at"), null=True, editable=False)
    forwarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("forwarded by"),
    )
    contents = models.TextField(blank=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "version"],
                name="recommendation_one_per_version",
                violation_error_message=_("The recommendation has this version already."),
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=~Q(status=RecommendationStatus.REPLACED),
                name="recommendation_one_counts",
                violation_error_message=_("The round has another recommendation. Make a new version of it."),
            ),
            models.CheckConstraint(
                name="recommendation_words_known",
                condition=Q(status__in=RecommendationStatus.values, kind__in=ForumRole.values),
            ),
            models.CheckConstraint(
                name="recommendation_settled_iff_frozen",
                condition=(Q(status__in=SETTLED, settled_at__isnull=False) & ~Q(contents="") & ~Q(reference=""))
                | (~Q(status__in=SETTLED) & Q(settled_at=None, contents="", sha256="")),
                violation_error_message=_("What is settled carries its meeting, its time and its contents."),
            ),
            models.CheckConstraint(
                name="recommendation_hash_is_the_contents",
                condition=Q(contents="", sha256="")
                | Q(
                    sha256=Func(
                        Func(
                            Func(models.F("contents"), Value("UTF8"), function="convert_to"),
                            function="sha256",
                            output_field=models.BinaryField(),
                        ),
                        Value("hex"),
                        function="encode",
                        output_field=models.CharField(),
                    )
                ),
                violation_error_message=_("The hash is not that of the contents."),
            ),
            models.CheckConstraint(
                name="recommendation_forwarded_iff_forwarded_at",
                condition=Q(status=RecommendationStatus.FORWARDED, forwarded_at__isnull=False)
                | (~Q(status=RecommendationStatus.FORWARDED) & Q(forwarded_at=None, forwarded_by=None)),
                violation_error_message=_("What is forwarded carries the time it was forwarded."),
            ),
        ]
        triggers = [
            *RECOMMENDATION_MOVES.triggers("status"),
            pgtrigger.Protect(
                name="recommendation_settled_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(_SETTLED_STAYS),
            ),
            pgtrigger.Protect(
                name="recommendation_is_kept",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__status=RecommendationStatus.DRAFT.value),
            ),
        ]

    def __str__(self) -> str:
        return _("%(round)s, version %(version)s") % {"round": self.round, "version": self.version}

    def get_absolute_url(self) -> str:
        return reverse("recommendation_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in (RecommendationStatus.DRAFT, RecommendationStatus.PRESENTED)

    @property
    def is_input(self) -> bool:
        return self.kind == ForumRole.GIVES_INPUT


@pghistory.track()
class RecommendationPoint(models.Model):
    """One of the four points: its text, and how the forum settled it."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="points", verbose_name=_("recommendation")
    )
    number = models.PositiveSmallIntegerField(_("point"))
    kind = models.CharField(_("kind"), max_length=10, choices=PointKind)
    text = models.TextField(_("text"))
    result = models.CharField(_("result"), max_length=300, blank=True)
    votes_for = models.PositiveSmallIntegerField(pgettext_lazy("vote", "for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    motion = models.ForeignKey(
        Motion, on_delete=models.PROTECT, related_name="points", null=True, blank=True, verbose_name=_("motion")
    )

    class Meta:
        verbose_name = _("point")
        verbose_name_plural = _("points")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "number"],
                name="recommendation_point_one_per_number",
                violation_error_message=_("Another point has this number."),
            ),
            models.CheckConstraint(name="recommendation_point_kind_known", condition=Q(kind__in=PointKind.values)),
        ]
        triggers = [of_open_recommendations_only("recommendation_point_of_an_open_one", "ROW.recommendation_id")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


@pghistory.track()
class RecommendationLine(models.Model):
    """What the forum says that one network, or one fixed grant, should get. Whole kroner.

    A line that is only told is part of the networks' amounts, as coordination is, and is not counted once more.
    """

    point = models.ForeignKey(
        RecommendationPoint, on_delete=models.CASCADE, related_name="lines", verbose_name=_("point")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    label = models.CharField(_("label"), max_length=300)
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("network")
    )
    fixed_grant = models.ForeignKey(
        FixedGrant, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("fixed grant")
    )
    is_only_told = models.BooleanField(_("part of the networks' amounts"), default=False)
    proposed = models.PositiveBigIntegerField(_("the governor's proposal"), null=True, blank=True)  # whole kroner
    amount = models.PositiveBigIntegerField(_("amount"), null=True, blank=True)  # whole kroner
    amount_reason = models.TextField(_("why more than the frame"), blank=True)
    remark = models.TextField(_("remark"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    payout_held = models.BooleanField(_("payout held"), default=False)
    release_condition = models.TextField(_("what releases the payout"), blank=True)
    weighing = models.TextField(_("how the input was weighed"), blank=True, editable=False)  # the governor's words

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["point", "order"],
                name="recommendation_line_one_per_place",
                violation_error_message=_("Another line has this place in the order."),
            ),
            models.UniqueConstraint(
                fields=["point", "network"],
                name="recommendation_line_one_per_network",
                violation_error_message=_("The network has a line already."),
            ),
            models.CheckConstraint(
                name="recommendation_line_is_for_one",
                condition=Q(network__isnull=False, fixed_grant=None, is_only_told=False)
                | Q(network=None, fixed_grant__isnull=False, is_only_told=False)
                | Q(network=None, fixed_grant=None, is_only_told=True),
                violation_error_message=_("A line is for a network or for a fixed grant, or it is only told."),
            ),
        ]
        triggers = [
            of_open_recommendations_only(
                "recommendation_line_of_an_open_one",
                "SELECT recommendation_id FROM forum_recommendationpoint WHERE id = ROW.point_id",
            )
        ]

    def __str__(self) -> str:
        return self.label
