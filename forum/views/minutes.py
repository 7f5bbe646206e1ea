"""The minutes: written text by text, sent, read, remarked on, and answered."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dekom.core.errors import DomainError
from dekom.core.filenames import file_name
from dekom.core.http import SignedInRequest
from forum.actions import send_minutes, write
from forum.enums import MeetingStatus
from forum.forms import AnswerForm, FollowUpForm, RemarkForm, people_of
from forum.models import FollowUp, Forum, Meeting, Minutes, Remark
from forum.permissions import may_follow, may_prepare, may_remark
from forum.selectors.follow_ups import to_review
from forum.selectors.minutes import FOLLOW_UPS, MOTIONS, item_texts, minutes_text
from forum.selectors.recused import recused_networks
from forum.views.common import act, get_item, get_meeting, meeting_trail, require
from networks.enums import FORUM_ROLES, RoleKind


@require_safe
def minutes_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Each matter's text, decisions and follow-ups, as the meeting goes."""
    meeting = get_meeting(request, pk, to_prepare=True)
    texts = item_texts(meeting, FOLLOW_UPS, MOTIONS)
    context = {
        "meeting": meeting,
        "items": texts,
        "problems": send_minutes.unfinished(texts),
        "to_review": to_review(meeting),
        "owners": list(people_of(meeting.forum, RoleKind.SECRETARIAT, *FORUM_ROLES)),
        "is_writable": meeting.status in write.WRITABLE,
        "trail": meeting_trail(meeting),
    }
    return render(request, "forum/minutes_edit.html", context)


@require_POST
def minutes_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Store one text: ``field`` of ``item`` (or the meeting's opening), ``text``, and ``was`` that it started from.

    A script gets JSON; without one the page comes back. In a conflict both texts are shown, and neither is lost.
    """
    meeting = get_meeting(request, pk, to_prepare=True)
    text, was = request.POST.get("text", ""), request.POST.get("was", "")
    item_pk, field = request.POST.get("item", ""), request.POST.get("field", "")
    try:
        if field == "opening":
            write.opening(meeting, text, was=was)
        elif item_pk.isdecimal() and field in write.ITEM_TEXTS:
            write.item_text(get_object_or_404(meeting.items, pk=int(item_pk)), field, text, was=was)
        else:
            raise Http404
    except write.TextConflict as conflict:
        if _wants_json(request):
            return JsonResponse({"error": conflict.messages[0], "theirs": conflict.theirs}, status=409)
        context = {
            "meeting": meeting,
            "conflict": conflict,
            "field": field,
            "item": item_pk,
            "trail": [*meeting_trail(meeting), (_("Minutes"), reverse("minutes_edit", args=[meeting.pk]))],
        }
        return render(request, "forum/minutes_conflict.html", context, status=409)
    except DomainError as error:
        if _wants_json(request):
            return JsonResponse({"error": error.messages[0]}, status=422)
        raise Http404 from error
    saved = _("Saved %(time)s") % {"time": date_format(timezone.localtime(), "H:i")}
    if _wants_json(request):
        return JsonResponse({"saved": saved})
    return act(request, lambda: None, done=saved, back=reverse("minutes_edit", args=[meeting.pk]))


def _wants_json(request: SignedInRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


@require_POST
def minutes_follow_up_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody is to do something after the matter."""
    item = get_item(request, pk, to_prepare=True)
    form = FollowUpForm(request.POST, forum=item.forum)

    def create() -> None:
        if not form.is_valid():
            raise DomainError(_("Say what is to be done, by whom, and by when."))
        write.follow_up(item, **form.cleaned_data)

    back = reverse("minutes_edit", args=[item.meeting_id]) if item.meeting_id else item.get_absolute_url()
    return act(request, create, done=_("The follow-up is noted, and stands on the owner's home page."), back=back)


@require_POST
def minutes_follow_up_done(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whoever is to do it, or the secretariat, says that it is done."""
    visible = FollowUp.objects.filter(item__forum__in=Forum.objects.visible_to(request.user))
    row = get_object_or_404(visible.select_related("item__forum", "item__meeting"), pk=pk)
    require(row.owner_id == request.user.pk or may_prepare(request.user, row.item.forum))
    return act(
        request,
        lambda: write.done(row, outcome=request.POST.get("outcome", ""), now=timezone.now()),
        done=_("Well done. It is noted."),
        back=reverse("minutes_follow_up_list", args=[row.item.forum_id]),
    )


@require_safe
def minutes_follow_up_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is to be done after the forum's meetings, and what came of it."""
    forum = get_object_or_404(Forum.objects.visible_to(request.user).select_related("county"), pk=pk)
    rows = list(
        FollowUp.objects.filter(item__forum=forum, item__meeting__in=Meeting.objects.visible_to(request.user))
        .select_related("owner", "item__meeting")
        .order_by("done_at", "deadline", "pk")
    )
    prepares = may_prepare(request.user, forum)
    context = {
        "forum": forum,
        "open": [(row, prepares or row.owner_id == request.user.pk) for row in rows if row.done_at is None],
        "done": [row for row in rows if row.done_at is not None],
        "today": timezone.localdate(),
        "trail": [(_("Overview"), reverse("home")), (forum.name, forum.get_absolute_url())],
    }
    return render(request, "forum/minutes_follow_up_list.html", context)


@require_POST
def minutes_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the meeting, and send its minutes."""
    meeting = get_meeting(request, pk, to_prepare=True)
    answer = act(
        request,
        lambda: send_minutes.send(meeting, actor=request.user, now=timezone.now()),
        done=_("The minutes are sent."),
        back=reverse("minutes_edit", args=[meeting.pk]),
    )
    return redirect("minutes_detail", pk=meeting.pk) if meeting.sent_minutes.exists() else answer


@require_safe
def minutes_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes as sent: the versions, until when one may remark, and what was said."""
    meeting = get_meeting(request, pk)
    versions = list(meeting.sent_minutes.select_related("sent_by").order_by("-version"))
    if not versions:
        raise Http404
    remarks = Remark.objects.filter(minutes__meeting=meeting).select_related("person", "item", "minutes")
    context = {
        "meeting": meeting,
        "versions": versions,
        "remarks": remarks,
        "items": item_texts(meeting, MOTIONS),
        "may_remark": may_remark(request.user, meeting) and timezone.now() <= versions[0].due_at,
        "may_answer": may_prepare(request.user, meeting.forum) and meeting.status == MeetingStatus.MINUTES_SENT,
        "follows": may_follow(request.user, meeting.forum),
        "form": RemarkForm(meeting=meeting, hidden=recused_networks(request.user, meeting)),
        "answer_form": AnswerForm(),
        "trail": meeting_trail(meeting),
    }
    return render(request, "forum/minutes_detail.html", context)


@require_safe
def minutes_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """One version's file as it was sent, byte for byte."""
    visible = Minutes.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    minutes = get_object_or_404(visible.select_related("meeting"), pk=pk)
    response = HttpResponse(bytes(minutes.pdf), content_type="application/pdf")
    name = file_name(_("Minutes"), minutes.meeting, minutes.version, ending="pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["ETag"] = f'"{minutes.sha256}"'
    return response


@require_safe
def minutes_word(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes as a text document, for editing elsewhere."""
    from forum.minutes_docx import DOCX, minutes_docx  # noqa: PLC0415 - heavy, and seldom needed

    meeting = get_meeting(request, pk, to_prepare=True)
    response = HttpResponse(minutes_docx(minutes_text(meeting)), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{file_name(_("Minutes"), meeting, ending="docx")}"'
    return response


@require_POST
def minutes_remark(request: SignedInRequest, pk: int) -> HttpResponse:
    """A member says something against the minutes."""
    visible = Minutes.objects.filter(meeting__in=Meeting.objects.visible_to(request.user))
    minutes = get_object_or_404(visible.select_related("meeting__forum"), pk=pk)
    require(may_remark(request.user, minutes.meeting))
    hidden = recused_networks(request.user, minutes.meeting)
    form = RemarkForm(request.POST, meeting=minutes.meeting, hidden=hidden)

    def remark() -> None:
        if not form.is_valid():
            raise DomainError(_("Write what you would say."))
        data = form.cleaned_data
        send_minutes.remark(minutes, request.user, data["text"], item=data["item"], now=timezone.now())

    back = reverse("minutes_detail", args=[minutes.meeting_id])
    return act(request, remark, done=_("Thank you. The secretariat answers your remark."), back=back)


@require_POST
def minutes_answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Taken in with a new version, or noted below."""
    visible = Remark.objects.filter(minutes__meeting__in=Meeting.objects.visible_to(request.user))
    row = get_object_or_404(visible.select_related("minutes__meeting__forum"), pk=pk)
    require(may_prepare(request.user, row.minutes.meeting.forum))
    form = AnswerForm(request.POST)

    def answer() -> None:
        if not form.is_valid():
            raise DomainError(_("Say what is changed, or why nothing is."))
        send_minutes.answer(row, **form.cleaned_data, actor=request.user, now=timezone.now())

    back = reverse("minutes_detail", args=[row.minutes.meeting_id])
    return act(request, answer, done=_("The remark is answered."), back=back)
