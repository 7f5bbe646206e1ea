"""Users and the mail outbox."""

from dekom.core.models.mail import MailAttachment, MailStatus, OutboxMail
from dekom.core.models.user import User

__all__ = ["MailAttachment", "MailStatus", "OutboxMail", "User"]
