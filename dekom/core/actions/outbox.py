"""Sends what waits in the outbox, mail by mail, and tries again when it does not go through."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import MailStatus, OutboxMail
from dekom.core.secret_links import with_links

ATTEMPTS = 8
FIRST_RETRY = timedelta(minutes=1)  # then twice as long each time: the last try is about two hours after the first
REFUSED_FOR_GOOD = range(500, 600)
logger = logging.getLogger(__name__)


@transaction.atomic
def send_next(*, now: datetime) -> bool:
    """Send one waiting mail, whichever nobody else works on. Says whether there was one.

    A mail that can't be made or sent waits by itself, with the error and a time for the next attempt.
    A worker that is killed between sending and noting it sends the mail once more: better twice than never.
    """
    waiting = OutboxMail.objects.filter(status=MailStatus.QUEUED, next_attempt_at__lte=now)
    locked = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("recipient")
    mail = locked.order_by("next_attempt_at", "pk").first()
    if mail is None:
        return False
    mail.attempts += 1
    try:
        with transaction.atomic():  # so that a question that fails here leaves the mail's own row writable
            message = _message(mail)
        message.send()
    except Exception as error:
        if not isinstance(error, OSError):  # a mail server's no, as smtplib says it, is no fault of ours
            logger.exception("Mail %s could not be made or sent", mail.pk)
        mail.last_error = str(error)[:1000]
        if _is_final(error) or mail.attempts >= ATTEMPTS:
            mail.status = MailStatus.FAILED
        mail.next_attempt_at = now + FIRST_RETRY * 2 ** (mail.attempts - 1)
    else:
        mail.status, mail.sent_at, mail.last_error = MailStatus.SENT, now, ""
    mail.save()
    return True


def _message(mail: OutboxMail) -> EmailMessage:
    message = EmailMessage(mail.subject, with_links(mail), to=[mail.recipient.email])
    for each in mail.attachments.order_by("pk"):
        message.attach(each.name, bytes(each.content), each.content_type)
    return message


@transaction.atomic
def retry(mail: OutboxMail, *, now: datetime) -> None:
    """Queue a mail that could not be delivered once more, with new attempts.  Raises: DomainError."""
    moved = OutboxMail.objects.filter(pk=mail.pk, status=MailStatus.FAILED).update(
        status=MailStatus.QUEUED, attempts=0, next_attempt_at=now
    )
    if not moved:
        raise DomainError(_("Only mail that could not be delivered can be tried again."))


def _is_final(error: Exception) -> bool:
    """Whether the mail server says that another try is no use."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code in REFUSED_FOR_GOOD for code, _text in error.recipients.values())
    return isinstance(error, SMTPResponseException) and error.smtp_code in REFUSED_FOR_GOOD
