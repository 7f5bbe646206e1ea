"""Criteria sheets: each member's own notes on a network, and the group's sheet. Handed in means locked."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from forum.enums.sheets import SHEET_MOVES, Phase, SheetStatus, Verdict
from forum.models.assessments import Assessment, Group, GroupMember, in_its_own_assessment
from forum.models.recusals import RecusalDeclaration
from forum.models.ties import recused_q
from networks.models import Criterion, Network, access_of

# From its handing in on, nothing of a sheet may change.
_HANDED_IN_STAYS = "OLD.status = 'handed_in' AND OLD.* IS DISTINCT FROM NEW.*"
# The share lock makes a change and the handing in wait for each other.
_OF_OPEN_SHEETS_ONLY = """
    IF TG_OP <> 'INSERT' THEN
        PERFORM 1 FROM forum_criteriasheet WHERE id = OLD.sheet_id AND status <> 'open' FOR SHARE;
        IF FOUND THEN
            RAISE EXCEPTION 'pgtrigger: a sheet that is handed in stays';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    PERFORM 1 FROM forum_criteriasheet WHERE id = NEW.sheet_id AND status = 'open' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'pgtrigger: a sheet that is handed in stays';
    END IF;
    RETURN NEW;
"""


class CriteriaSheetQuerySet(models.QuerySet["CriteriaSheet"]):
    def visible_to(self, user: User) -> "CriteriaSheetQuerySet":
        """Own group's; in plenary everybody's that is handed in; all to those who read all. Never where recused."""
        access = access_of(user)
        found = self.filter(~recused_q(user, round_="assessment__round", network="network"))
        if access.is_superuser:
            return found
        in_forum = Q(assessment__round__county__in=access.forum_in)
        own = Q(group__in=Group.objects.filter(members__person=user))
        plenary = Q(assessment__phase=Phase.PLENARY, status=SheetStatus.HANDED_IN)
        return found.filter(Q(assessment__round__county__in=access.reads_all_in) | (in_forum & (own | plenary)))

    def for_member(self, user: User) -> "CriteriaSheetQuerySet":
        """Each says whether the person sits in its group, and has said what they are tied to."""
        declared = RecusalDeclaration.objects.filter(person=user, round=OuterRef("assessment__round"))
        return self.annotate(
            is_mine=Exists(GroupMember.objects.filter(person=user, group=OuterRef("group"))),
            is_declared=Exists(declared),
        )


@pghistory.track()
class CriteriaSheet(models.Model):
    """A group's assessment of one network. Amounts are whole kroner.

    ``status`` is written by ``forum.actions`` only; the database refuses every other move.
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="sheets", verbose_name=_("assessment")
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="sheets", verbose_name=_("group"))
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="sheets", verbose_name=_("network"))
    amount = models.PositiveBigIntegerField(_("amount in kroner"), null=True, blank=True)  # whole kroner
    amount_reason = models.TextField(
        _("why more than the frame"), blank=True, help_text=_("Needed where the amount is above what the plan allows.")
    )
    remark = models.TextField(_("remark"), blank=True, help_text=_("Follows the network into the decision."))
    conditions = models.TextField(_("conditions"), blank=True, help_text=_("One condition a line."))
    payout_held = models.BooleanField(_("hold the payout until something has happened"), default=False)
    release_condition = models.TextField(
        _("what releases the payout"), blank=True, help_text=_("One thing a line. Needed where the payout is held.")
    )
    status = models.CharField(_("state"), max_length=10, choices=SheetStatus, default=SheetStatus.OPEN, editable=False)
    saved_at = models.DateTimeField(_("saved"), null=True, editable=False)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, editable=False)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("handed in by"),
    )

    objects = CriteriaSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("criteria sheet")
        verbose_name_plural = _("criteria sheets")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "network"],
                name="criteria_sheet_one_per_network",
                violation_error_message=_("Another group has this network."),
            ),
            models.CheckConstraint(name="criteria_sheet_status_known", condition=Q(status__in=SheetStatus.values)),
            models.CheckConstraint(
                name="criteria_sheet_handed_in_whole",
                condition=Q(status=SheetStatus.OPEN, handed_in_at=None, handed_in_by=None)
                | Q(
                    status=SheetStatus.HANDED_IN,
                    handed_in_at__isnull=False,
                    handed_in_by__isnull=False,
                    amount__isnull=False,
                ),
                violation_error_message=_("A sheet that is handed in has an amount, and who handed it in when."),
            ),
            models.CheckConstraint(
                name="criteria_sheet_hold_says_what_releases_it",
                condition=~Q(status=SheetStatus.HANDED_IN, payout_held=True) | ~Q(release_condition=""),
                violation_error_message=_("Say what releases the payout."),
            ),
        ]
        triggers = [
            *SHEET_MOVES.triggers("status"),
            in_its_own_assessment("criteria_sheet_of_its_assessment"),
            pgtrigger.Protect(
                name="criteria_sheet_handed_in_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(_HANDED_IN_STAYS),
            ),
            pgtrigger.Protect(
                name="criteria_sheet_handed_in_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__status=SheetStatus.HANDED_IN.value),
            ),
        ]

    def __str__(self) -> str:
        return _("Criteria sheet, %(network)s") % {"network": self.network.short_name}

    def get_absolute_url(self) -> str:
        return reverse("criteria_sheet_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == SheetStatus.OPEN


def of_open_sheets_only(name: str) -> pgtrigger.Trigger:
    """A part of a sheet may be written while the sheet is open."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_OF_OPEN_SHEETS_ONLY,
    )


@pghistory.track()
class SheetAnswer(models.Model):
    """The group's verdict on one criterion, and its remark."""

    sheet = models.ForeignKey(CriteriaSheet, on_delete=models.CASCADE, related_name="answers", verbose_name=_("sheet"))
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+", verbose_name=_("criterion"))
    verdict = models.CharField(_("verdict"), max_length=15, choices=Verdict, blank=True)
    remark = models.TextField(_("remark"), blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["criterion__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "criterion"],
                name="sheet_answer_one_per_criterion",
                violation_error_message=_("The sheet has an answer on this criterion already."),
            ),
            models.CheckConstraint(name="sheet_answer_verdict_known", condition=Q(verdict__in=["", *Verdict.values])),
        ]
        triggers = [of_open_sheets_only("sheet_answer_of_an_open_sheet")]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_verdict_display()}"


@pghistory.track()
class OwnNote(models.Model):
    """One member's own verdict on one criterion, before the group speaks. Others in the group read it afterwards."""

    sheet = models.ForeignKey(CriteriaSheet, on_delete=models.CASCADE, related_name="notes", verbose_name=_("sheet"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="own_notes", verbose_name=_("author")
    )
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+", verbose_name=_("criterion"))
    verdict = models.CharField(_("verdict"), max_length=15, choices=Verdict, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("own note")
        verbose_name_plural = _("own notes")
        ordering = ["criterion__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "author", "criterion"],
                name="own_note_one_per_criterion",
                violation_error_message=_("The person has a note on this criterion already."),
            ),
            models.CheckConstraint(name="own_note_verdict_known", condition=Q(verdict__in=["", *Verdict.values])),
        ]
        triggers = [of_open_sheets_only("own_note_of_an_open_sheet")]

    def __str__(self) -> str:
        return f"{self.author}, {self.criterion}: {self.get_verdict_display()}"
