"""Puts motions before the meeting, and settles those that need no vote."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from forum.enums import Dealing, MotionState
from forum.models import Item, Meeting, Motion
from forum.selectors.electorate import recused_people, room_of
from forum.services.lines import divide
from networks.models import Network, Round


@transaction.atomic
def propose(item: Item, **fields: Any) -> Motion:
    """Add a motion to the matter, last.  Raises: DomainError: the meeting is over, or the motion lacks something."""
    _check_open(item)
    if fields.get("network") and not (fields.get("round") or item.round_dealt_with):
        raise DomainError(_("A motion about a network says in which round, for recusal is by round."))
    motion = Motion(item=item, order=item.motions.count() + 1, **fields)
    try:
        motion.full_clean()
    except ValidationError as error:
        raise DomainError(error.messages) from error
    motion.save()
    return motion


@transaction.atomic
def propose_lines(
    item: Item, round_: Round, lines: Sequence[tuple[Network, str]], *, together: str, now: datetime, point: str = ""
) -> list[Motion]:
    """One motion for each network that somebody present is recused from, and one for all the others.

    ``lines``: each network with its wording, as it is voted on; ``together``: the title of the common motion. Somebody
    who comes later and is recused from one of those voted as one stops that vote (``ballots.open_ballot``).
    """
    assert item.meeting is not None
    room = room_of(item.meeting)
    present = {place.person for place in room.electorate(now, item).entitled if place.person is not None}
    recused: Mapping[int, set[int]] = {
        network.pk: recused_people(room, round_, network.pk) & present for network, _wording in lines
    }
    singly, rest = divide([network.pk for network, _wording in lines], recused)
    made = [
        propose(item, title=str(network), text=wording, network=network, round=round_, point=point)
        for network, wording in lines
        if network.pk in singly
    ]
    if rest:
        text = "\n".join(wording for network, wording in lines if network.pk in rest)
        common = propose(item, title=together, text=text, round=round_, point=point)
        common.covers.set(rest)
        made.append(common)
    return made


@transaction.atomic
def settle(motion: Motion, *, carried: bool, dealing: str, note: str = "") -> None:
    """Without a vote: by agreement, or because it follows from the vote before.

    Raises: DomainError: the meeting is not in session, or the motion is settled or being voted on.
    """
    if dealing not in (Dealing.AGREED, Dealing.FOLLOWS):
        raise DomainError(_("Say whether it is agreed, or follows from the vote before."))
    _close(motion, MotionState.CARRIED if carried else MotionState.FELL, dealing=dealing, note=note)


@transaction.atomic
def withdraw(motion: Motion) -> None:
    """Whoever proposed it takes it back.  Raises: DomainError, as above."""
    _close(motion, MotionState.WITHDRAWN)


def _close(motion: Motion, state: MotionState, **fields: Any) -> None:
    meeting = motion.item.meeting
    assert meeting is not None
    if not meeting.is_in_session:
        raise DomainError(_("Open the meeting first."))
    waiting = Motion.objects.filter(pk=motion.pk, state=MotionState.OPEN).exclude(ballots__status="open")
    if not waiting.update(state=state, **fields):
        raise DomainError(_("The motion is settled already, or a vote on it is open."))


def _check_open(item: Item) -> None:
    meeting = Meeting.objects.get(pk=item.meeting_id) if item.meeting_id else None
    if meeting is None or not meeting.is_open_for_change:
        raise DomainError(_("Motions are put before a meeting that is not over."))
