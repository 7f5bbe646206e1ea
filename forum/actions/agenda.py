"""Puts matters from the queue on a meeting's agenda, in order, and takes them off."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from forum.actions import numbers
from forum.enums import MeetingStatus
from forum.models import Item, Meeting


@transaction.atomic
def place(item: Item, meeting: Meeting, *, position: int | None = None, parent: Item | None = None) -> Item:
    """Put the matter on the agenda, as number ``position`` (from 0; last if not said) or as a part of another.

    A matter that comes after the call gets its number at once.

    Raises: DomainError: the agenda is closed, or the matter is on another meeting's with a number already.
    """
    meeting = _locked(meeting)
    item = Item.objects.select_for_update().get(pk=item.pk)
    if item.forum_id != meeting.forum_id:
        raise DomainError(_("The matter belongs to another forum."))
    if item.number and item.meeting_id != meeting.pk:
        raise DomainError(_("The matter has a number in another meeting, and stays there."))
    if parent is not None:
        parent.refresh_from_db()
        _check_parent(item, parent, meeting)
    item.meeting, item.parent = meeting, parent
    siblings = [each for each in _siblings(meeting, parent) if each.pk != item.pk]
    siblings.insert(len(siblings) if position is None else max(0, position), item)
    item.save()
    _number(siblings)
    item.parts.update(meeting=meeting)
    if meeting.status != MeetingStatus.PLANNED:
        numbers.give(meeting)
    item.refresh_from_db()
    return item


def move(item: Item, *, steps: int) -> None:
    """Move the matter up (-1) or down (1) among its siblings.  Raises: DomainError: the agenda is closed."""
    assert item.meeting is not None
    order = [each.pk for each in _siblings(item.meeting, item.parent)]
    place(item, item.meeting, position=max(0, order.index(item.pk) + steps), parent=item.parent)


@transaction.atomic
def take_off(item: Item) -> None:
    """Back to the queue, with its parts.

    Raises: DomainError: the agenda is closed, or the matter has its number: then it can only be withdrawn.
    """
    assert item.meeting is not None
    meeting = _locked(item.meeting)
    item = Item.objects.select_for_update().get(pk=item.pk)
    if item.number:
        raise DomainError(
            _("Matter %(number)s has its number. Withdraw it instead: the number is not used again.")
            % {"number": item.number_text}
        )
    parent = item.parent
    item.meeting = item.parent = None
    item.order = 0
    item.save()
    item.parts.update(meeting=None)
    _number(_siblings(meeting, parent))


@transaction.atomic
def withdraw(item: Item) -> None:
    """«Utgår»: the matter stays on the agenda with its number, and is not dealt with.

    Raises: DomainError: the agenda is closed, or the matter has been dealt with or has no number.
    """
    assert item.meeting is not None
    _locked(item.meeting)
    moved = Item.objects.filter(pk=item.pk, number__isnull=False, closed_at=None, is_withdrawn=False)
    if not moved.update(is_withdrawn=True):
        raise DomainError(_("Only a matter with a number that is not dealt with yet can be withdrawn."))


@transaction.atomic
def close(item: Item, *, now: datetime) -> None:
    """The matter is dealt with; the next one is on the screen.

    Raises: DomainError: the meeting is not in session, or a vote is open.
    """
    assert item.meeting is not None
    meeting = _locked(item.meeting)
    if not meeting.is_in_session:
        raise DomainError(_("Open the meeting first."))
    if item.motions.filter(ballots__status="open").exists():
        raise DomainError(_("A vote is open. Close it first."))
    Item.objects.filter(pk=item.pk, closed_at=None).update(closed_at=now)
    following = meeting.items.filter(parent=None, closed_at=None, is_withdrawn=False).order_by("order", "pk").first()
    Meeting.objects.filter(pk=meeting.pk).update(current_item=following)


@transaction.atomic
def show(item: Item) -> None:
    """Put the matter on the screen.  Raises: DomainError: the meeting is not in session."""
    assert item.meeting is not None
    meeting = _locked(item.meeting)
    if not meeting.is_in_session:
        raise DomainError(_("Open the meeting first."))
    Meeting.objects.filter(pk=meeting.pk).update(current_item=item)


def _locked(meeting: Meeting) -> Meeting:
    """The meeting under a lock, so that two who arrange it do so one after the other."""
    locked = Meeting.objects.select_for_update().select_related("forum").get(pk=meeting.pk)
    if not locked.is_open_for_change:
        raise DomainError(_("The meeting is over, and its agenda stays as it is."))
    return locked


def _check_parent(item: Item, parent: Item, meeting: Meeting) -> None:
    if parent.meeting_id != meeting.pk or parent.parent_id is not None or parent.pk == item.pk:
        raise DomainError(_("A part belongs to a matter on the same agenda."))
    if item.number or item.parts.exists():
        raise DomainError(_("A matter with a number or with parts of its own can't be a part."))


def _siblings(meeting: Meeting, parent: Item | None) -> list[Item]:
    return list(Item.objects.filter(meeting=meeting, parent=parent).order_by("order", "pk"))


def _number(items: Iterable[Item]) -> None:
    for order, item in enumerate(items, 1):
        if item.order != order:
            item.order = order
            item.save(update_fields=["order"])
