"""The agenda as it is arranged: matters dragged from the queue, or moved by buttons; both send the same."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dekom.core.errors import DomainError
from dekom.core.filenames import file_name
from dekom.core.http import SignedInRequest
from forum.actions import agenda, papers
from forum.forms import ItemForm, PaperForm
from forum.models import Item, ItemPaper
from forum.permissions import may_prepare
from forum.selectors.minutes import item_texts
from forum.selectors.papers import is_hidden
from forum.selectors.recused import recused_networks
from forum.views.common import Trail, act, get_forum, get_item, get_meeting, meeting_trail, meetings_trail, require


@require_safe
def meeting_agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    meeting = get_meeting(request, pk, to_prepare=True)
    context = {
        "meeting": meeting,
        "items": item_texts(meeting),
        "queue": Item.objects.queued().filter(forum=meeting.forum).order_by("pk"),
        "form": ItemForm(forum=meeting.forum),
        "trail": meeting_trail(meeting),
    }
    return render(request, "forum/meeting_agenda.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def item_create(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new matter in the forum's queue; ``meeting`` puts it on that agenda at once."""
    forum = get_forum(request, pk)
    require(may_prepare(request.user, forum))
    form = ItemForm(request.POST or None, forum=forum)
    if form.is_valid():
        item = form.save()
        meeting = forum.meetings.filter(pk=_number(request, "meeting") or 0).first()
        if meeting is None:
            return redirect("item_detail", pk=item.pk)
        return act(
            request,
            lambda: agenda.place(item, meeting),
            done=_("The matter is on the agenda."),
            back=reverse("meeting_agenda", args=[meeting.pk]),
        )
    context = {"form": form, "title": _("New matter"), "trail": meetings_trail(forum)}
    return render(request, "forum/item_edit.html", context)


@require_POST
def item_place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a matter on the agenda: ``item``, and perhaps ``position`` and ``parent``. Dragging sends this too."""
    meeting = get_meeting(request, pk, to_prepare=True)
    visible = Item.objects.visible_to(request.user).filter(forum=meeting.forum)
    item = get_object_or_404(visible, pk=_number(request, "item") or 0)
    parent = visible.filter(pk=_number(request, "parent") or 0).first()
    return act(
        request,
        lambda: agenda.place(item, meeting, position=_number(request, "position"), parent=parent),
        done=_("The matter is on the agenda."),
        back=reverse("meeting_agenda", args=[meeting.pk]),
    )


@require_POST
def item_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """One step up or down, off the agenda, or withdrawn: ``to`` is up, down, queue or withdrawn."""
    item = get_item(request, pk, to_prepare=True)
    if item.meeting is None:
        return redirect(item)
    changes = {
        "up": lambda: agenda.move(item, steps=-1),
        "down": lambda: agenda.move(item, steps=1),
        "queue": lambda: agenda.take_off(item),
        "withdrawn": lambda: agenda.withdraw(item),
    }
    change = changes.get(request.POST.get("to", ""))
    back = reverse("meeting_agenda", args=[item.meeting_id])
    return act(request, change, done=_("The agenda is changed."), back=back) if change else redirect(back)


@require_safe
def item_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A matter with its papers; whoever is recused from its network finds no such page."""
    item = _readable(request, pk)
    hidden = recused_networks(request.user, item.meeting) if item.meeting else set()
    context = {
        "item": item,
        "papers": item.papers.exclude(network__in=hidden).defer("content"),
        "motions": item.motions.exclude(network__in=hidden).exclude(covers__in=hidden),
        "may_prepare": may_prepare(request.user, item.forum),
        "trail": _trail(item),
    }
    return render(request, "forum/item_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def item_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    item = get_item(request, pk, to_prepare=True)
    form = ItemForm(request.POST or None, forum=item.forum, instance=item)
    if form.is_valid():
        form.save()
        return redirect(item)
    context = {"form": form, "title": item.title, "trail": [*_trail(item), (str(item), item.get_absolute_url())]}
    return render(request, "forum/item_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def item_paper_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Attach a PDF."""
    item = get_item(request, pk, to_prepare=True)
    form = PaperForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            papers.add(item, title=data["title"], content=data["file"], actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error("file", error.messages)
        else:
            messages.success(request, _("The paper is attached."))
            return redirect(item)
    context = {
        "form": form,
        "title": _("Attach a paper"),
        "is_upload": True,
        "trail": [*_trail(item), (str(item), item.get_absolute_url())],
    }
    return render(request, "forum/item_edit.html", context)


@require_safe
def item_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file."""
    visible = ItemPaper.objects.filter(item__in=Item.objects.visible_to(request.user))
    paper = get_object_or_404(visible.select_related("item__meeting__forum", "item__parent"), pk=pk)
    _readable(request, paper.item_id)
    hidden = recused_networks(request.user, paper.item.meeting) if paper.item.meeting else set()
    paper = get_object_or_404(visible.exclude(network__in=hidden), pk=pk)
    response = HttpResponse(bytes(paper.content), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name(paper.title, ending="pdf")}"'
    return response


@require_POST
def item_paper_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = ItemPaper.objects.filter(item__in=Item.objects.visible_to(request.user))
    paper = get_object_or_404(visible.select_related("item__meeting", "item__forum"), pk=pk)
    require(may_prepare(request.user, paper.item.forum))
    back = paper.item.get_absolute_url()
    if request.POST.get("remove") != str(pk):  # the button says which, so that no stray post takes a paper away
        return redirect(back)
    return act(request, lambda: papers.remove(paper), done=_("The paper is removed."), back=back)


def _readable(request: SignedInRequest, pk: int) -> Item:
    item = get_item(request, pk)
    hidden = recused_networks(request.user, item.meeting) if item.meeting else set()
    if is_hidden(item, hidden):
        get_object_or_404(Item.objects.none())
    return item


def _trail(item: Item) -> Trail:
    return meeting_trail(item.meeting) if item.meeting else meetings_trail(item.forum)


def _number(request: SignedInRequest, name: str) -> int | None:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() else None
