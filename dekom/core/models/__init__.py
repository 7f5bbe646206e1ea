"""Users and the mail outbox."""

from dekom.core.models.mail import MailStatus, OutboxMail
from dekom.core.models.user import User

__all__ = ["MailStatus", "OutboxMail", "User"]
