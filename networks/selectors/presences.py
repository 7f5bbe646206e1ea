"""Who has a decision basis open, and in which field they are."""

from dataclasses import dataclass
from datetime import datetime

from dekom.core.models import User
from networks.basis_words import label_of
from networks.models import DecisionBasis, Presence
from networks.models.together import HERE, LATELY
from networks.services.places import read_place


@dataclass(frozen=True)
class Present:
    """One person in the document. ``place`` is the key of the field they write in, ``where`` what it is called."""

    name: str
    initials: str
    is_me: bool
    is_idle: bool
    place: str
    where: str
    minutes: int


def presences(basis: DecisionBasis, *, now: datetime, me: User) -> list[Present]:
    """Those who gave a sign lately, oneself first, in one query."""
    rows = Presence.objects.filter(basis=basis, seen_at__gte=now - LATELY).select_related("user").order_by("-seen_at")
    found = [_present(row, now, me) for row in rows]
    return sorted(found, key=lambda person: (not person.is_me, person.is_idle))


def _present(row: Presence, now: datetime, me: User) -> Present:
    words = row.user.name.replace(",", " ").split()
    initials = "".join(word[0] for word in words[:2]).upper() or "?"
    away = now - row.seen_at
    try:
        where = label_of(read_place(row.place).field) if row.place else ""
    except (ValueError, LookupError):
        where = ""
    return Present(
        name=row.user.name,
        initials=initials,
        is_me=row.user_id == me.pk,
        is_idle=away > HERE,
        place=row.place if away <= HERE else "",
        where=where,
        minutes=int(away.total_seconds() // 60),
    )
