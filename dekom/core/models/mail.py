"""Mail waits here, written in the same transaction as the action it tells of; the worker sends it."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.models.user import User
from dekom.core.moves import moves


class MailStatus(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be delivered")


MAIL_MOVES = moves(
    {
        MailStatus.QUEUED: [MailStatus.SENT, MailStatus.FAILED],
        MailStatus.FAILED: [MailStatus.QUEUED],  # somebody asks for another try
    }
)


class OutboxMail(models.Model):
    """One mail to one person. Its text is rendered when it is queued, in the person's language."""

    recipient = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mails", verbose_name=_("to"))
    template = models.CharField(_("template"), max_length=100)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    status = models.CharField(_("state"), max_length=10, choices=MailStatus, default=MailStatus.QUEUED, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    last_error = models.TextField(_("last error"), blank=True, editable=False)
    next_attempt_at = models.DateTimeField(_("next attempt"), auto_now_add=True, editable=False)
    created_at = models.DateTimeField(_("queued at"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mail outbox")
        indexes = [models.Index(fields=["status", "next_attempt_at"])]
        constraints = [
            models.CheckConstraint(
                name="mail_sent_iff_sent_at",
                condition=models.Q(status=MailStatus.SENT, sent_at__isnull=False)
                | (~models.Q(status=MailStatus.SENT) & models.Q(sent_at=None)),
                violation_error_message=_("A sent mail carries the time it was sent."),
            ),
            models.CheckConstraint(name="mail_status_known", condition=models.Q(status__in=MailStatus.values)),
        ]
        triggers = [
            *MAIL_MOVES.triggers("status"),
            pgtrigger.ReadOnly(name="text_stays", fields=["recipient", "template", "subject", "body"]),
        ]

    def __str__(self) -> str:
        return self.subject


class MailAttachment(models.Model):
    """A file that goes with a mail; written with it, never changed."""

    mail = models.ForeignKey(OutboxMail, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("content type"), max_length=100)
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("mail attachment")
        verbose_name_plural = _("mail attachments")
        triggers = [pgtrigger.ReadOnly(name="stays")]

    def __str__(self) -> str:
        return self.name
