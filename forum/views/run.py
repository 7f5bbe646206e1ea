"""The meeting as it is run: the matter on the screen, its motions, and their votes."""

from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from forum.actions import agenda, ballots, motions
from forum.forms import CountForm, MotionForm, OpenBallotForm, SettleForm
from forum.models import Ballot, Item, Meeting, Motion
from forum.selectors.electorate import room_of
from forum.selectors.minutes import item_texts
from forum.selectors.motions import for_the_desk
from forum.selectors.plenary import open_count
from forum.views.common import act, get_item, get_meeting, meeting_trail


@require_safe
def meeting_run(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chair's desk. ``?item=`` looks at another matter than the one on the screen."""
    meeting = get_meeting(request, pk, to_prepare=True)
    texts = item_texts(meeting, Prefetch("motions", for_the_desk()))
    flat = [each for text in texts for each in (text, *text.parts)]
    wanted = request.GET.get("item", "")
    chosen = int(wanted) if wanted.isdecimal() else meeting.current_item_id
    here = next((text for text in flat if text.item.pk == chosen), flat[0] if flat else None)
    room, now = room_of(meeting), timezone.now()
    rows = []
    for text in here.motions if here else []:
        assert here is not None
        electorate = room.electorate(now, here.item, text.motion)
        count = open_count(text.motion)
        rows.append((text, electorate, count.ballot if count else None, count))
    context = {
        "meeting": meeting,
        "items": texts,
        "here": here,
        "rows": rows,
        "electorate": room.electorate(now, here.item if here else None),
        "trail": meeting_trail(meeting),
    }
    return render(request, "forum/meeting_run.html", context)


@require_POST
def item_show(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the matter on the screen."""
    return _of_item(request, pk, agenda.show, _("The matter is on the screen."))


@require_POST
def item_close(request: SignedInRequest, pk: int) -> HttpResponse:
    """The matter is dealt with."""
    return _of_item(request, pk, lambda item: agenda.close(item, now=timezone.now()), _("The matter is dealt with."))


@require_http_methods(["GET", "HEAD", "POST"])
def ballot_motion_create(request: SignedInRequest, pk: int) -> HttpResponse:
    item = get_item(request, pk, to_prepare=True)
    form = MotionForm(request.POST or None, item=item)
    if item.meeting is None:
        return redirect(item)
    if form.is_valid():
        return act(
            request,
            lambda: motions.propose(item, **form.cleaned_data),
            done=_("The motion is put."),
            back=_desk(item),
        )
    context = {
        "form": form,
        "title": _("New motion"),
        "trail": [*meeting_trail(item.meeting), (str(item), _desk(item))],
    }
    return render(request, "forum/item_edit.html", context)


@require_POST
def ballot_motion_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agreed without a vote, or as it follows from another; ``withdraw`` takes it back."""
    motion = _motion(request, pk)
    form = SettleForm(request.POST)

    def settle() -> None:
        if request.POST.get("withdraw"):
            motions.withdraw(motion)
        elif form.is_valid():
            motions.settle(motion, **form.cleaned_data)
        else:
            raise DomainError(_("Say whether it is agreed, or follows from the vote before."))

    return act(request, settle, done=_("The motion is settled."), back=_desk(motion.item))


@require_POST
def ballot_open(request: SignedInRequest, pk: int) -> HttpResponse:
    motion = _motion(request, pk)
    form = OpenBallotForm(request.POST)

    def open_it() -> None:
        if not form.is_valid():
            raise DomainError(_("Choose how to vote."))
        ballots.open_ballot(motion, method=form.cleaned_data["method"], actor=request.user, now=timezone.now())

    return act(request, open_it, done=_("The vote is open."), back=_desk(motion.item))


@require_POST
def ballot_unanimous(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everybody is for: one click."""
    motion = _motion(request, pk)
    return act(
        request,
        lambda: ballots.unanimous(motion, actor=request.user, now=timezone.now()),
        done=_("Carried unanimously."),
        back=_desk(motion.item),
    )


@require_POST
def ballot_close(request: SignedInRequest, pk: int) -> HttpResponse:
    ballot = _ballot(request, pk)
    form = CountForm(request.POST)

    def close() -> None:
        if not form.is_valid():
            raise DomainError(_("A number of votes is 0 or more."))
        data: dict[str, Any] = form.cleaned_data
        counted = data["votes_for"] is not None or data["against"] is not None
        hands = ballots.Hands(data["votes_for"] or 0, data["against"] or 0, data["abstained"] or 0) if counted else None
        ballots.close(ballot, now=timezone.now(), hands=hands, chair_says=data["chair_says"])

    return act(request, close, done=_("The vote is closed and counted."), back=_desk(ballot.motion.item))


@require_POST
def ballot_annul(request: SignedInRequest, pk: int) -> HttpResponse:
    """The vote does not count, for the reason given."""
    ballot = _ballot(request, pk)
    return act(
        request,
        lambda: ballots.annul(ballot, reason=request.POST.get("reason", "")),
        done=_("The vote is annulled, and can be held again."),
        back=_desk(ballot.motion.item),
    )


def _of_item(request: SignedInRequest, pk: int, change: Callable[[Item], None], done: str) -> HttpResponse:
    item = get_item(request, pk, to_prepare=True)
    if item.meeting is None:
        return redirect(item)
    return act(request, lambda: change(item), done=done, back=reverse("meeting_run", args=[item.meeting_id]))


def _motion(request: SignedInRequest, pk: int) -> Motion:
    visible = Motion.objects.filter(item__meeting__in=Meeting.objects.visible_to(request.user))
    motion = get_object_or_404(visible.select_related("item__meeting__forum"), pk=pk)
    get_meeting(request, motion.item.meeting_id or 0, to_prepare=True)
    return motion


def _ballot(request: SignedInRequest, pk: int) -> Ballot:
    visible = Ballot.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    ballot = get_object_or_404(visible.select_related("motion__item"), pk=pk)
    get_meeting(request, ballot.meeting_id, to_prepare=True)
    return ballot


def _desk(item: Item) -> str:
    return f"{reverse('meeting_run', args=[item.meeting_id])}?item={item.pk}"
