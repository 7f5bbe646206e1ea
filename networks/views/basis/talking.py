"""Comments, questions on the case, who is here, and the history of a field."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.actions import talk, write
from networks.basis_words import label_of
from networks.enums.writing import BasisPart
from networks.permissions.writing import may_talk
from networks.selectors.basis_draft import Draft
from networks.selectors.field_history import history_of
from networks.selectors.presences import presences
from networks.services.places import Place, read_place
from networks.views.basis.common import get_basis, get_light, trail, writable


def back(request: SignedInRequest, fallback: str, anchor: str = "") -> HttpResponse:
    """To the page that the form stood on."""
    where = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(where, allowed_hosts={request.get_host()})
    return redirect(f"{where if is_ours else fallback}{anchor}")


@require_POST
def decision_basis_comment(request: SignedInRequest, pk: int) -> HttpResponse:
    basis = writable(request, pk)
    place = place_of(request.POST.get("key", ""))
    try:
        talk.comment(
            basis, place, text=request.POST.get(f"comment-{place.key}", ""), actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        messages.error(request, str(error))
    except LookupError as error:
        raise Http404 from error
    return back(request, basis.get_absolute_url(), f"#{place.key}")


def place_of(key: str) -> Place:
    """The field that a key names.  Raises: Http404."""
    try:
        return read_place(key)
    except ValueError as error:
        raise Http404 from error


@require_POST
def decision_basis_resolve(request: SignedInRequest, pk: int, comment: int) -> HttpResponse:
    basis = writable(request, pk)
    found = get_object_or_404(basis.comments.select_related("basis__network", "basis__round"), pk=comment)
    talk.resolve(found, actor=request.user, now=timezone.now())
    return back(request, basis.get_absolute_url(), f"#{found.place}")


@require_POST
def decision_basis_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    basis = get_light(request, pk)
    if not may_talk(request.user, basis):
        raise PermissionDenied
    try:
        talk.ask(basis, text=request.POST.get("question", ""), actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The question is sent."))
    return redirect(f"{basis.get_absolute_url()}#questions")


@require_POST
def decision_basis_answer(request: SignedInRequest, pk: int, question: int) -> HttpResponse:
    basis = get_light(request, pk)
    if not may_talk(request.user, basis):
        raise PermissionDenied
    found = get_object_or_404(basis.questions.select_related("basis__network", "basis__round", "asked_by"), pk=question)
    try:
        talk.answer(found, text=request.POST.get("answer", ""), actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The answer is sent."))
    return redirect(f"{basis.get_absolute_url()}#questions")


@require_POST
def decision_basis_presence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that the person is here, and tell who else is; asked every few seconds."""
    basis = writable(request, pk)
    now = timezone.now()
    talk.here(basis, place=request.POST.get("place", ""), actor=request.user, now=now)
    people = presences(basis, now=now, me=request.user)
    return render(request, "networks/basis/_presence.html", {"people": people})


@require_http_methods(["GET", "POST"])
def decision_basis_field(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """Every text that a field has held: who, when, and what differed. Posting puts an older one back."""
    light = writable(request, pk)
    place = place_of(key)
    basis: Any = get_basis(request, light.pk)
    try:
        if request.method == "POST":
            return restored(request, basis, place)
        versions = history_of(basis, place)
    except LookupError as error:
        raise Http404 from error
    draft = Draft(basis, [], timezone.localdate())
    part = write.PART_OF.get(place.field, "") if place.kind == "basis" else str(BasisPart.MEASURES)
    context = {
        "basis": basis,
        "versions": versions,
        "label": label_of(place.field),
        "trail": trail(basis),
        "may_restore": draft.is_open(part, place.pk if place.kind == "measure" else None),
    }
    return render(request, "networks/decision_basis_field.html", context)


def restored(request: SignedInRequest, basis: Any, place: Place) -> HttpResponse:
    """Put an older text back, unless somebody has written since the page was shown."""
    base, value = request.POST.get("base", ""), request.POST.get("value", "")
    try:
        write.field(basis, place, base=base, value=value, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The older text stands again."))
    return redirect("decision_basis_field", basis.pk, place.key)
