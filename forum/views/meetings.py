"""The forum's meetings: the list, one of them, and what moves it on."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dekom.core.filenames import file_name
from dekom.core.http import SignedInRequest
from forum.actions import convene
from forum.calendar_entry import calendar_entry
from forum.enums import MeetingStatus
from forum.forms import MeetingForm
from forum.links import absence_token, call_out_token
from forum.models import Appointment, ItemPaper, Meeting
from forum.papers import all_papers
from forum.permissions import may_follow, may_prepare, sees_meetings
from forum.selectors.attendance import calls_to, roster_fill
from forum.selectors.minutes import ItemText
from forum.selectors.papers import papers_for
from forum.selectors.roster import own_terms
from forum.views.common import act, forum_trail, get_forum, get_meeting, meeting_trail, meetings_trail, require


@require_safe
def meeting_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Meetings to come, and those that have been."""
    forum = get_forum(request, pk)
    today = timezone.localdate()
    meetings = list(Meeting.objects.visible_to(request.user).filter(forum=forum).order_by("-date", "-starts"))
    context = {
        "forum": forum,
        "coming": [meeting for meeting in reversed(meetings) if meeting.date >= today],
        "past": [meeting for meeting in meetings if meeting.date < today],
        "sees_meetings": sees_meetings(request.user, forum),
        "may_prepare": may_prepare(request.user, forum),
        "trail": forum_trail(forum),
    }
    return render(request, "forum/meeting_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_create(request: SignedInRequest, pk: int) -> HttpResponse:
    forum = get_forum(request, pk)
    require(may_prepare(request.user, forum))
    form = MeetingForm(request.POST or None, forum=forum, initial={"minutes_taker": request.user})
    if form.is_valid():
        return redirect(form.save())
    context = {"form": form, "title": _("New meeting"), "trail": meetings_trail(forum)}
    return render(request, "forum/meeting_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk, to_prepare=True)
    form = MeetingForm(request.POST or None, forum=meeting.forum, instance=meeting)
    if not meeting.is_open_for_change:
        return act(
            request, lambda: None, done=_("The meeting is over and stays as it is."), back=meeting.get_absolute_url()
        )
    if form.is_valid():
        told = convene.change(form.instance, form.changed_data, now=timezone.now())
        done = _("Saved. Those who are called are told of it.") if told else _("Saved.")
        return act(request, lambda: None, done=done, back=meeting.get_absolute_url())
    context = {"form": form, "title": meeting.title, "trail": meeting_trail(meeting)}
    return render(request, "forum/meeting_edit.html", context)


@require_safe
def meeting_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """When, where, the agenda with its papers, and who comes."""
    meeting = get_meeting(request, pk)
    follows = may_follow(request.user, meeting.forum)
    own = papers_for(meeting, request.user)
    rows = [_row(text, own.papers) for text in own.items]
    terms = [] if follows else own_terms(request.user, meeting)
    context = {
        "meeting": meeting,
        "rows": rows,
        "minutes": meeting.sent_minutes.order_by("-version").first(),
        "fill": roster_fill(meeting) if follows and not meeting.is_planned else None,
        "own_terms": terms,
        "answers": _answers(meeting, terms),
        "follows": follows,
        "may_prepare": may_prepare(request.user, meeting.forum),
        "trail": meetings_trail(meeting.forum),
    }
    return render(request, "forum/meeting_detail.html", context)


def _row(text: ItemText, papers: list[ItemPaper]) -> dict[str, Any]:
    """A matter with its own papers, and its parts likewise."""
    own = [paper for paper in papers if paper.item_id == text.item.pk]
    return {"text": text, "papers": own, "parts": [_row(part, papers) for part in text.parts]}


def _answers(meeting: Meeting, terms: list[Appointment]) -> list[tuple[str, str]]:
    """What the reader may answer until the meeting is over, each with its page: absence, or a call to a deputy."""
    if meeting.status not in (MeetingStatus.CALLED, MeetingStatus.IN_SESSION):
        return []
    answers = [
        (
            _("Report absence for %(seat)s") % {"seat": term.seat.label},
            ("meeting_absence", absence_token(meeting, term)),
        )
        for term in terms
        if not term.is_deputy
    ]
    for call in calls_to([term for term in terms if term.is_deputy], meeting):
        text = _("You are asked to come for %(member)s: answer") % {"member": call.absence.appointment.person}
        answers.append((text, ("meeting_call_out", call_out_token(call))))
    return [(text, reverse(page, args=[token])) for text, (page, token) in answers]


@require_POST
def meeting_call(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the notice."""
    meeting = get_meeting(request, pk, to_prepare=True)
    back = meeting.get_absolute_url()
    return act(
        request,
        lambda: convene.call(meeting, now=timezone.now()),
        done=_("The notice is sent, and the matters have their numbers."),
        back=back,
    )


@require_POST
def meeting_cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk, to_prepare=True)
    back = meeting.get_absolute_url()
    return act(
        request, lambda: convene.cancel(meeting, now=timezone.now()), done=_("The meeting is cancelled."), back=back
    )


@require_POST
def meeting_begin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open the meeting."""
    meeting = get_meeting(request, pk, to_prepare=True)
    return act(
        request,
        lambda: convene.begin(meeting, now=timezone.now()),
        done=_("The meeting is in session. Note who is here."),
        back=meeting.get_absolute_url(),
    )


@require_safe
def meeting_calendar(request: SignedInRequest, pk: int) -> HttpResponse:
    """The meeting for the reader's own calendar."""
    meeting = get_meeting(request, pk)
    response = HttpResponse(calendar_entry(meeting, now=timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(meeting, ending="ics")}"'
    return response


@require_safe
def meeting_papers(request: SignedInRequest, pk: int) -> HttpResponse:
    """All papers as one file, made for this reader."""
    meeting = get_meeting(request, pk)
    own = papers_for(meeting, request.user)
    whole = ItemPaper.objects.in_bulk([paper.pk for paper in own.papers])
    pdf = all_papers(meeting, own.items, [whole[paper.pk] for paper in own.papers], request.user.language)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name(meeting, ending="pdf")}"'
    response["Cache-Control"] = "private, no-store"
    return response
