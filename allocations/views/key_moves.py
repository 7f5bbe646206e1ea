"""A scenario is made, proposed to the forum, taken back and removed."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from allocations.actions import keys
from allocations.models import AllocationKey
from allocations.permissions import may_see_bench, may_set_frames
from allocations.views.workbench_parts import letter
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.models import Round


class NewKeyForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100, help_text=gettext_lazy("What sets it apart."))


@require_http_methods(["GET", "POST"])
def key_new(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_object_or_404(Round.objects.visible_to(request.user).select_related("scheme"), pk=pk)
    if not may_set_frames(request.user, round_.county_id):
        raise PermissionDenied
    like = round_.keys.filter(pk=request.GET["like"]).first() if request.GET.get("like", "").isdecimal() else None
    bound = request.POST if request.method == "POST" and "name" in request.POST else None
    form = NewKeyForm(bound, initial={"name": ""})
    if request.method == "POST" and (bound is None or form.is_valid()):
        name = form.cleaned_data["name"] if bound else _("First scenario")
        key = keys.create(round_, name=name, author=request.user, like=like)
        return bench_of(key)
    trail = [
        (_("Overview"), reverse("home")),
        (str(round_), round_.get_absolute_url()),
        (_("Allocation"), reverse("workbench", args=[pk])),
    ]
    context = {"form": form, "round": round_, "like": like, "like_letter": letter(like) if like else "", "trail": trail}
    return render(request, "allocations/key_new.html", context)


@require_POST
def key_propose(request: SignedInRequest, pk: int) -> HttpResponse:
    done = _("The scenario is locked, and is the one that is proposed to the forum.")
    return moved(request, pk, lambda key: keys.propose(key, now=timezone.now()), done)


@require_POST
def key_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    return moved(request, pk, keys.take_back, _("The scenario is open for changes again."))


@require_POST
def key_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    key = key_to_write(request, pk)
    response = moved(request, pk, keys.remove, _("The scenario is removed."))
    gone = not AllocationKey.objects.filter(pk=pk).exists()
    return redirect("workbench", key.round_id) if gone else response


def key_to_write(request: SignedInRequest, pk: int) -> AllocationKey:
    keys_seen = AllocationKey.objects.visible_to(request.user).select_related("round__scheme", "author")
    key = get_object_or_404(keys_seen, pk=pk)
    if not may_set_frames(request.user, key.round.county_id):
        raise PermissionDenied
    return key


def key_to_read(request: SignedInRequest, pk: int) -> AllocationKey:
    key = get_object_or_404(AllocationKey.objects.visible_to(request.user).select_related("round__scheme"), pk=pk)
    if not may_see_bench(request.user, key.round.county_id):
        raise PermissionDenied
    return key


def bench_of(key: AllocationKey) -> HttpResponseRedirect:
    return redirect(f"{reverse('workbench', args=[key.round_id])}?key={key.pk}")


def moved(
    request: SignedInRequest, pk: int, action: Callable[[AllocationKey], None], done: str
) -> HttpResponseRedirect:
    key = key_to_write(request, pk)
    try:
        action(key)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return bench_of(key)
