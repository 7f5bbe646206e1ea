"""Mail is written to the outbox here, in the caller's transaction."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from dekom.core.models import OutboxMail, User


def queue_mail(template: str, *, to: Iterable[User], context: Mapping[str, Any]) -> list[OutboxMail]:
    """Write one mail to each person, in their language; the worker sends it when the transaction is through.

    ``templates/<room>/mails/<name>.txt`` begins with the subject on its first line, then an empty line.
    """
    room, name = template.split("/")
    mails = []
    for person in to:
        with translation.override(person.language):
            text = render_to_string(
                f"{room}/mails/{name}.txt", {**context, "person": person, "site_url": settings.SITE_URL}
            )
        subject, _, body = text.strip().partition("\n")
        mails.append(OutboxMail(recipient=person, template=template, subject=subject.strip(), body=body.strip() + "\n"))
    return OutboxMail.objects.bulk_create(mails)
