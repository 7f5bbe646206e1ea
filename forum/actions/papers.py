"""Attaches papers to matters."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.models import User
from forum.models import Item, ItemPaper
from forum.papers import NotAPdfError, pages_of


@transaction.atomic
def add(item: Item, *, title: str, content: bytes, actor: User, now: datetime) -> ItemPaper:
    """Attach a PDF to the matter. A paper of a matter about a network is that network's too.

    Raises: DomainError: not a PDF that can be read, or the meeting is over.
    """
    if item.meeting is not None and not item.meeting.is_open_for_change:
        raise DomainError(_("The meeting is over, and its papers stay as they are."))
    try:
        pages = pages_of(content)
    except NotAPdfError as error:
        raise DomainError(_("The file is not a PDF that can be read. Save it as PDF, without a password.")) from error
    return ItemPaper.objects.create(
        item=item,
        title=title,
        network=item.network,
        pages=pages,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        added_at=now,
        added_by=actor,
    )


@transaction.atomic
def remove(paper: ItemPaper) -> None:
    """Take it away again.  Raises: DomainError: the meeting is over."""
    if paper.item.meeting is not None and not paper.item.meeting.is_open_for_change:
        raise DomainError(_("The meeting is over, and its papers stay as they are."))
    paper.delete()
