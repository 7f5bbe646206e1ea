"""Passes a report on accessibility on to people who can do something about it; keeps no copy."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction

from dekom.core.errors import DomainError
from dekom.core.mail import queue_mail
from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import Role


@transaction.atomic
def accessibility_report(*, text: str, reply_to: str, counties: Iterable[int], today: date, nobody: str) -> None:
    """Queue the report as mail.

    ``counties`` are the reporter's; without any, every secretariat gets it.
    Raises: DomainError: with the text ``nobody``, where there is nobody to send it to.
    """
    recipients = recipients_of_reports(list(counties), today)
    if not recipients:
        raise DomainError(nobody)
    queue_mail("portal/accessibility_report", to=recipients, context={"text": text, "reply_to": reply_to})


def recipients_of_reports(counties: list[int], today: date) -> list[User]:
    """The person whose address the settings name, or the secretariat of the counties, or all secretariats."""
    active = User.objects.filter(is_active=True)
    if named := active.filter(email__iexact=settings.ACCESSIBILITY_EMAIL).first():
        return [named]
    roles = Role.objects.on(today).filter(kind=RoleKind.SECRETARIAT)
    if counties:
        roles = roles.filter(county__in=counties)
    return list(active.filter(roles__in=roles).distinct().order_by("pk"))
