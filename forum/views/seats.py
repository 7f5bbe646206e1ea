"""The roster of any day, and one seat with everybody who has sat in it."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dekom.core.errors import DomainError
from dekom.core.filenames import file_name
from dekom.core.http import SignedInRequest
from forum.actions import compose, seats
from forum.forms import AppointmentForm, CompositionForm, DayForm
from forum.models import Appointment, Composition, Forum, Seat
from forum.permissions import may_prepare, sees_addresses
from forum.rendering import roster_pdf
from forum.selectors.roster import Roster, roster
from forum.views.common import Trail, act, forum_trail, get_forum, require


def _day(request: SignedInRequest) -> date:
    form = DayForm(request.GET)
    return form.cleaned_data["on"] if form.is_valid() else timezone.localdate()


@require_safe
def seat_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who sits where on a day; today if nothing else is asked for."""
    forum = get_forum(request, pk)
    day = _day(request)
    found = roster(forum, day)
    context = {
        "forum": forum,
        "roster": found,
        "day": day,
        "figures": _figures(found),
        "compositions": forum.compositions.all(),
        "may_prepare": may_prepare(request.user, forum),
        "sees_addresses": sees_addresses(request.user, forum),
        "trail": forum_trail(forum),
    }
    return render(request, "forum/seat_list.html", context)


def _figures(found: Roster) -> list[dict[str, object]]:
    return [
        {"label": _("Voting seats"), "value": found.voting},
        {"label": _("Vacant"), "value": len(found.vacant)},
        {"label": _("Terms that end within six months"), "value": len(found.expiring)},
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def seat_compose(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new composition, its seats and its people pasted from a spreadsheet."""
    forum = get_forum(request, pk)
    require(may_prepare(request.user, forum))
    form = CompositionForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = compose.roster(forum, data.pop("rows"), **data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The composition is registered, with %(seats)s.") % {"seats": _seats(made)})
            return redirect(f"{reverse('seat_list', args=[forum.pk])}?on={made.valid_from:%Y-%m-%d}")
    trail = [*forum_trail(forum), (_("Seats"), reverse("seat_list", args=[forum.pk]))]
    return render(request, "forum/item_edit.html", {"form": form, "title": _("New composition"), "trail": trail})


def _seats(made: Composition) -> str:
    count = made.seats.count()
    return ngettext("%(count)s seat", "%(count)s seats", count) % {"count": count}


@require_safe
def seat_roster_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The roster on paper, «rullert» that day."""
    forum = get_forum(request, pk)
    day = _day(request)
    pdf = roster_pdf(forum, roster(forum, day), request.user.language)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name(forum, day, ending="pdf")}"'
    return response


@require_safe
def seat_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """A seat and its terms."""
    seat = _seat(request, pk)
    context = {
        "seat": seat,
        "terms": seat.appointments.select_related("person").order_by("-valid_from", "rank"),
        "today": timezone.localdate(),
        "may_prepare": may_prepare(request.user, seat.composition.forum),
        "trail": _trail(seat),
    }
    return render(request, "forum/seat_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_appoint(request: SignedInRequest, pk: int) -> HttpResponse:
    """The secretariat gives the seat a member or a deputy."""
    seat = _seat(request, pk)
    forum = seat.composition.forum
    require(may_prepare(request.user, forum))
    form = AppointmentForm(request.POST or None, forum=forum, initial={"valid_from": timezone.localdate()})
    if form.is_valid():
        data = form.cleaned_data
        try:
            seats.appoint(seat, data.pop("person"), **data)
        except DomainError as error:
            for message in error.messages:
                form.add_error(None, message)
        else:
            messages.success(request, _("The appointment is registered."))
            return redirect(seat)
    context = {"form": form, "title": _("Appoint"), "trail": [*_trail(seat), (str(seat), seat.get_absolute_url())]}
    return render(request, "forum/item_edit.html", context)


def _trail(seat: Seat) -> Trail:
    forum = seat.composition.forum
    return [*forum_trail(forum), (_("Seats"), reverse("seat_list", args=[forum.pk]))]


@require_POST
def seat_extend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two more years in the same place."""
    term = _term(request, pk)
    return act(
        request,
        lambda: seats.extend(term),
        done=_("The term goes on for two years."),
        back=term.seat.get_absolute_url(),
    )


@require_POST
def seat_end(request: SignedInRequest, pk: int) -> HttpResponse:
    """The term ends on another day."""
    term = _term(request, pk)
    form = DayForm(request.POST)
    last = form.cleaned_data["on"] if form.is_valid() else timezone.localdate()
    return act(
        request,
        lambda: seats.end(term, last=last),
        done=_("The term's end is changed."),
        back=term.seat.get_absolute_url(),
    )


def _seat(request: SignedInRequest, pk: int) -> Seat:
    visible = Seat.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("composition__forum__county", "network", "organisation"), pk=pk)


def _term(request: SignedInRequest, pk: int) -> Appointment:
    visible = Forum.objects.visible_to(request.user)
    term = get_object_or_404(
        Appointment.objects.filter(seat__composition__forum__in=visible).select_related(
            "seat__composition__forum__county", "person"
        ),
        pk=pk,
    )
    require(may_prepare(request.user, term.seat.composition.forum))
    return term
