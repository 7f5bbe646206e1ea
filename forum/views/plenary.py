"""The screen in the room, and each member's own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dekom.core.http import SignedInRequest
from forum.actions.cast import cast
from forum.enums import Choice
from forum.models import Ballot, Meeting
from forum.selectors.electorate import room_of
from forum.selectors.plenary import own_vote, plenary
from forum.selectors.recused import recused_networks
from forum.tally_chart import tally_bars
from forum.views.common import act, get_meeting, meeting_trail


@never_cache
@require_safe
def meeting_screen(request: SignedInRequest, pk: int) -> HttpResponse:
    """For the projector, 1920 × 1080. Asked by htmx it answers with what changes only."""
    meeting = get_meeting(request, pk, to_prepare=True)
    shown = plenary(meeting)
    context = {"meeting": meeting, "plenary": shown, "bars": tally_bars(shown.count) if shown.count else None}
    if shown.count is None:
        context["electorate"] = room_of(meeting).electorate(timezone.now(), shown.item)
    part = "forum/_screen.html" if request.headers.get("HX-Request") else "forum/meeting_screen.html"
    return render(request, part, context)


@never_cache
@require_safe
def meeting_vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """For the member's telephone: the matter, the motion, and their vote."""
    meeting = get_meeting(request, pk)
    shown = plenary(meeting, recused_networks(request.user, meeting))
    context = {
        "meeting": meeting,
        "plenary": shown,
        "own": own_vote(shown.count.ballot, request.user) if shown.count else None,
        "choices": [choice for choice in Choice if _is_offered(choice, shown.count.ballot if shown.count else None)],
        "trail": meeting_trail(meeting),
    }
    part = "forum/_vote.html" if request.headers.get("HX-Request") else "forum/meeting_vote.html"
    return render(request, part, context)


@require_POST
def ballot_vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """One seat's vote: ``vote`` is for, against or abstain."""
    visible = Ballot.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    ballot = get_object_or_404(visible, pk=pk)
    return act(
        request,
        lambda: cast(ballot, request.user, request.POST.get("vote", ""), now=timezone.now()),
        done=_("Your vote is registered."),
        back=reverse("meeting_vote", args=[ballot.meeting_id]),
    )


def _is_offered(choice: Choice, ballot: Ballot | None) -> bool:
    return choice != Choice.ABSTAIN or ballot is None or ballot.abstain_allowed
