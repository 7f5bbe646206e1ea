"""Scenarios are made, saved, proposed to the forum, taken back and removed here."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from allocations.enums import KEY_MOVES, KeyStatus
from allocations.models import AllocationKey, Budget
from allocations.selectors.bench import bench, key_input
from allocations.services.frames import compute_frames
from allocations.services.infeasible import InfeasibleError
from allocations.wording import infeasible_text
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.models import User
from networks.models import Round


class KeyValues(TypedDict):
    """What a person sets in a scenario. Whole kroner; weights in tenths."""

    name: str
    note: str
    base_grant: int
    weights: dict[str, int]
    counted_on: date | None
    max_fall_percent: Decimal | None
    max_rise_percent: Decimal | None
    unit: int


@transaction.atomic
def create(round_: Round, *, name: str, author: User | None, like: AllocationKey | None = None) -> AllocationKey:
    """A new scenario: a copy of another, or an empty one."""
    Round.objects.select_for_update().get(pk=round_.pk)
    last = round_.keys.aggregate(last=Max("version"))["last"] or 0
    key = AllocationKey(round=round_, version=last + 1, name=name, author=author)
    if like is not None:
        for field in ("base_grant", "weights", "counted_on", "max_fall_percent", "max_rise_percent", "unit"):
            setattr(key, field, getattr(like, field))
    key.save()
    return key


@transaction.atomic
def save(key: AllocationKey, values: KeyValues) -> AllocationKey:
    """Write what was typed.  Raises: StaleStateError: it is locked or gone."""
    here = AllocationKey.objects.select_for_update().filter(pk=key.pk, status=KeyStatus.DRAFT).first()
    if here is None:
        raise StaleStateError(_("This scenario is locked, and is not changed. Make a new one from it."))
    for field, value in values.items():
        setattr(here, field, value)
    here.save()
    return here


def proposal_problems(key: AllocationKey) -> list[str]:
    """Every reason why the scenario can't be laid before the forum yet."""
    found = bench(Round.objects.select_related("budget").get(pk=key.round_id))
    problems = []
    if key.counted_on is None or not found.categories(key.counted_on):
        problems.append(_("Head counts with a date and a source are missing."))
    try:
        compute_frames(found.round_input(key_input(key), key.counted_on))
    except InfeasibleError as error:
        problems.append(infeasible_text(error))
    return problems


@transaction.atomic
def propose(key: AllocationKey, *, now: datetime) -> None:
    """Lock the scenario as the one that is laid before the forum.

    Raises: DomainError: it has no frames, or another is proposed. StaleStateError.
    """
    Budget.objects.select_for_update().get(round=key.round_id)
    if problems := proposal_problems(key):
        raise DomainError(problems)
    if key.round.keys.filter(status=KeyStatus.PROPOSED).exclude(pk=key.pk).exists():
        raise DomainError(_("Another scenario is proposed to the forum. Take it back first."))
    _move(key, KeyStatus.PROPOSED, now)


@transaction.atomic
def take_back(key: AllocationKey) -> None:
    """Open a proposed scenario for changes again.  Raises: StaleStateError."""
    _move(key, KeyStatus.DRAFT, None)


@transaction.atomic
def remove(key: AllocationKey) -> None:
    """Remove a draft.  Raises: StaleStateError: it is locked."""
    here = AllocationKey.objects.select_for_update().filter(pk=key.pk, status=KeyStatus.DRAFT).first()
    if here is None:
        raise StaleStateError(_("This scenario is locked, and can't be removed."))
    here.delete()


def _move(key: AllocationKey, to: KeyStatus, proposed_at: datetime | None) -> None:
    moved = KEY_MOVES.allows(key.status, to) and AllocationKey.objects.filter(pk=key.pk, status=key.status).update(
        status=to, proposed_at=proposed_at
    )
    if not moved:
        raise StaleStateError(_("Somebody else has changed this scenario in the meantime."))
