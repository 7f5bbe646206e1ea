"""Assessing a round at a meeting: its phase, its groups, and who is in which."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dekom.core.models import User
from forum.enums.sheets import PHASE_MOVES, Phase
from forum.models.meetings import Meeting
from networks.models import Round, access_of


def in_its_own_assessment(name: str) -> pgtrigger.Trigger:
    """The row's group is of the row's own assessment, so that its uniqueness within the assessment means something."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func="""
            PERFORM 1 FROM forum_group WHERE id = NEW.group_id AND assessment_id = NEW.assessment_id;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'pgtrigger: the group is of another assessment';
            END IF;
            RETURN NEW;
        """,
    )


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: User) -> "AssessmentQuerySet":
        """Those who read all in the county, and its forum."""
        access = access_of(user)
        if access.is_superuser:
            return self
        return self.filter(round__county__in=access.reads_all_in | access.forum_in)


@pghistory.track()
class Assessment(models.Model):
    """A round's decision bases are assessed at a meeting. ``phase`` decides what others see."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="assessments", verbose_name=_("meeting")
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assessments", verbose_name=_("round"))
    phase = models.CharField(_("phase"), max_length=10, choices=Phase, default=Phase.OWN, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "round"],
                name="assessment_one_per_meeting_and_round",
                violation_error_message=_("The round is assessed at this meeting already."),
            ),
            models.CheckConstraint(name="assessment_phase_known", condition=Q(phase__in=Phase.values)),
        ]
        triggers = PHASE_MOVES.triggers("phase")

    def __str__(self) -> str:
        return f"{self.round}, {self.meeting}"

    def get_absolute_url(self) -> str:
        return reverse("group_list", args=[self.pk])


@pghistory.track()
class Group(models.Model):
    """Some of the forum's members who assess some of the networks, none of which any of them is recused from."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="groups", verbose_name=_("assessment")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    rapporteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("rapporteur"),
    )

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "number"],
                name="group_one_per_number",
                violation_error_message=_("There is a group of this number already."),
            )
        ]

    def __str__(self) -> str:
        return _("Group %(number)s") % {"number": self.number}


@pghistory.track()
class GroupMember(models.Model):
    """A person's place in one of the groups."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="+", verbose_name=_("assessment"))
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members", verbose_name=_("group"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="group_places", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("group member")
        verbose_name_plural = _("group members")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "person"],
                name="group_member_in_one_group",
                violation_error_message=_("The person is in another group already."),
            )
        ]
        triggers = [in_its_own_assessment("group_member_of_its_assessment")]

    def __str__(self) -> str:
        return f"{self.person}, {self.group}"
