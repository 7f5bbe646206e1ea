"""What the forum's views share: finding through what the reader may see, and doing one thing with words for it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from forum.models import Forum, Item, Meeting
from forum.permissions import may_prepare

Trail = list[tuple[str, str]]


def get_forum(request: SignedInRequest, pk: int) -> Forum:
    return get_object_or_404(Forum.objects.visible_to(request.user).select_related("county"), pk=pk)


def get_meeting(request: SignedInRequest, pk: int, *, to_prepare: bool = False) -> Meeting:
    """The meeting if the reader may see it; ``to_prepare``: 403 unless it is theirs to prepare."""
    visible = Meeting.objects.visible_to(request.user)
    meeting = get_object_or_404(
        visible.select_related("forum__county", "chair", "minutes_taker", "current_item"), pk=pk
    )
    if to_prepare:
        require(may_prepare(request.user, meeting.forum))
    return meeting


def get_item(request: SignedInRequest, pk: int, *, to_prepare: bool = False) -> Item:
    visible = Item.objects.visible_to(request.user)
    item = get_object_or_404(
        visible.select_related("meeting__forum__county", "forum__county", "parent", "network", "round__scheme"), pk=pk
    )
    if to_prepare:
        require(may_prepare(request.user, item.forum))
    return item


def require(allowed: bool) -> None:  # noqa: FBT001 - the question's own answer
    if not allowed:
        raise PermissionDenied


def act(request: SignedInRequest, change: Callable[[], Any], *, done: str, back: str) -> HttpResponse:
    """Do it, say so or say why not, and go back."""
    try:
        change()
    except DomainError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        messages.success(request, done)
    return redirect(back)


def forum_trail(forum: Forum) -> Trail:
    return [(_("Overview"), reverse("home")), (forum.name, forum.get_absolute_url())]


def meetings_trail(forum: Forum) -> Trail:
    return [*forum_trail(forum), (_("Meetings"), reverse("meeting_list", args=[forum.pk]))]


def meeting_trail(meeting: Meeting) -> Trail:
    return [*meetings_trail(meeting.forum), (meeting.title, meeting.get_absolute_url())]
