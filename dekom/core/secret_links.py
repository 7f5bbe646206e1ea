"""Links that open something: a mail in the outbox only names them, and they are made when it is sent.

So nobody who may read the outbox, or a copy of the database, can use them.
"""

import re
from collections.abc import Callable

from dekom.core.models import OutboxMail, User

PLACE = re.compile(r"⟪(\w+) (\d+)⟫")
MAKERS: dict[str, Callable[[int, User], str]] = {}  # by name; each room registers its own when it starts


def with_links(mail: OutboxMail) -> str:
    """The mail's text as its recipient gets it; a name that nobody registered becomes nothing."""

    def made(found: re.Match[str]) -> str:
        maker = MAKERS.get(found[1])
        return maker(int(found[2]), mail.recipient) if maker else ""

    return PLACE.sub(made, mail.body)
