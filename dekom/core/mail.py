"""Mail is written to the outbox here, in the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.utils import translation

from dekom.core.models import MailAttachment, OutboxMail, User


@dataclass(frozen=True)
class Attached:
    """A file that goes with a mail."""

    name: str
    content_type: str
    content: bytes


def queue_mail(
    template: str, *, to: Iterable[User], context: Mapping[str, Any], attachments: Sequence[Attached] = ()
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
        subject = " ".join(subject.split())  # a header is one line, whatever a name in it holds
        mails.append(OutboxMail(recipient=person, template=template, subject=subject, body=body.strip() + "\n"))
    mails = OutboxMail.objects.bulk_create(mails)
    MailAttachment.objects.bulk_create(
        MailAttachment(mail=mail, name=each.name, content_type=each.content_type, content=each.content)
        for mail in mails
        for each in attachments
    )
    return mails
