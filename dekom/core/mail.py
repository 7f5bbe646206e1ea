"""Mail is written to the outbox here, in the caller's transaction."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.template import Context, Engine
from django.utils import translation

from dekom.core.models import OutboxMail, User


class Attachment(NamedTuple):
    """A file of text that goes with a mail, such as a calendar entry."""

    name: str
    content_type: str
    text: str


def queue_mail(
    template: str, *, to: Iterable[User], context: Mapping[str, Any], attachment: Attachment | None = None
) -> list[OutboxMail]:
    """Write one mail to each person, in their language; the worker sends it when the transaction is through.

    ``templates/<room>/mails/<name>.txt`` begins with the subject on its first line, then an empty line.
    """
    room, name = template.split("/")
    text_template = Engine.get_default().get_template(f"{room}/mails/{name}.txt")
    mails = []
    for person in to:
        with translation.override(person.language):
            said = {**context, "person": person, "site_url": settings.SITE_URL}
            text = text_template.render(Context(said, autoescape=False))  # plain text: & is &
        subject, _, body = text.strip().partition("\n")
        mail = OutboxMail(recipient=person, template=template, subject=subject.strip(), body=body.strip() + "\n")
        if attachment is not None:
            mail.attachment_name, mail.attachment_type, mail.attachment = attachment
        mails.append(mail)
    return OutboxMail.objects.bulk_create(mails)
