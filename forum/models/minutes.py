"""The minutes as they were sent, what was said against them, and what is to be followed up."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forum.enums import RemarkAnswer
from forum.models.meetings import Item, Meeting


class MinutesManager(models.Manager["Minutes"]):
    """Leaves the bytes where they are unless somebody asks for them."""

    def get_queryset(self) -> models.QuerySet["Minutes"]:
        return super().get_queryset().defer("pdf")


@pghistory.track(exclude=["pdf"])
class Minutes(models.Model):
    """One version of a meeting's minutes, as sent: its bytes never change. A remark taken in makes a new version."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="sent_minutes", verbose_name=_("meeting")
    )
    version = models.PositiveSmallIntegerField(_("version"))
    changes = models.TextField(_("what is changed"), blank=True)
    sent_at = models.DateTimeField(_("sent at"))
    due_at = models.DateTimeField(_("remarks until"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    approved_at = models.DateTimeField(_("approved at"), null=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    pdf = models.BinaryField()

    objects = MinutesManager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        ordering = ["meeting", "version"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "version"], name="minutes_one_per_version"),
            models.CheckConstraint(
                name="minutes_due_after_sent",
                condition=Q(due_at__gt=F("sent_at")),
                violation_error_message=_("There is time to remark after the minutes are sent."),
            ),
            models.CheckConstraint(
                name="minutes_hash_is_the_files",
                condition=Q(
                    sha256=Func(
                        Func(F("pdf"), function="sha256", output_field=models.BinaryField()),
                        Value("hex"),
                        function="encode",
                        output_field=models.CharField(),
                    )
                ),
                violation_error_message=_("The hash is not the file's."),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="minutes_as_sent", fields=["meeting", "version", "sent_at", "sent_by", "sha256", "pdf"]
            ),
            pgtrigger.Protect(name="minutes_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("minutes_pdf", args=[self.pk])


@pghistory.track()
class Remark(models.Model):
    """Something a member says against the minutes, and what came of it."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="remarks", verbose_name=_("minutes"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, related_name="remarks", null=True, blank=True, verbose_name=_("matter")
    )
    text = models.TextField(_("remark"))
    made_at = models.DateTimeField(_("made at"), editable=False)
    answer = models.CharField(_("answer"), max_length=10, choices=RemarkAnswer, default=RemarkAnswer.OPEN)
    answer_text = models.TextField(_("why"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="remark_answered_iff_answered_at",
                condition=Q(answer=RemarkAnswer.OPEN, answered_at=None)
                | (Q(answer__in=[RemarkAnswer.TAKEN_IN, RemarkAnswer.NOTED]) & Q(answered_at__isnull=False)),
                violation_error_message=_("An answer carries the time it was given."),
            )
        ]


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def open(self) -> "FollowUpQuerySet":
        return self.filter(done_at=None)


@pghistory.track()
class FollowUp(models.Model):
    """What somebody is to do after a matter, by when; a task on their home page, reviewed at the next meeting."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="follow_ups", verbose_name=_("matter"))
    text = models.CharField(_("what"), max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="follow_ups", verbose_name=_("who")
    )
    deadline = models.DateField(_("by"))
    done_at = models.DateTimeField(_("done at"), null=True, editable=False)
    outcome = models.CharField(_("what came of it"), max_length=300, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["deadline", "pk"]

    def __str__(self) -> str:
        return self.text
