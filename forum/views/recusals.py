"""Recusals: each member declares, others give notice, the secretariat writes down what the forum ruled."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from dekom.core.models import User
from dekom.core.sorting import norwegian_key
from forum.actions import recusals
from forum.enums.sheets import Ruling
from forum.models import RecusalDeclaration
from forum.permissions.sheets import declares, may_prepare_assessment
from forum.selectors.recusals import ties_by_network, ties_by_person
from forum.sheet_forms import NoticeForm, RulingForm, forum_people, round_networks
from networks.models import Network, Round, access_of


def get_round(request: SignedInRequest, pk: int) -> Round:
    """A round that the person's forum assesses, or that they read all of. Raises: Http404."""
    access = access_of(request.user)
    rounds = Round.objects.visible_to(request.user).select_related("scheme")
    if not access.is_superuser:
        rounds = rounds.filter(county__in=access.reads_all_in | access.forum_in)
    return get_object_or_404(rounds, pk=pk)


def trail_of(round_: Round) -> list[tuple[str, str]]:
    return [
        (_("Overview"), reverse("home")),
        (_("Cooperation forum"), reverse("forum_list")),
        (str(round_), round_.get_absolute_url()),
    ]


@require_http_methods(["GET", "POST"])
def recusal_declare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every network of the round, with what the register says of the reader; they say the rest."""
    round_ = get_round(request, pk)
    if not declares(request.user, round_.county_id):
        raise PermissionDenied
    networks = sorted(round_networks(round_), key=lambda network: norwegian_key(network.short_name))
    ties = ties_by_network(request.user, round_)
    errors: list[str] = []
    typed: dict[str, str] = {}
    if request.method == "POST":
        typed = {key: request.POST[key] for key in request.POST if key.startswith(("tied-", "note-"))}
        said = {
            int(key.removeprefix("tied-")): typed.get(key.replace("tied-", "note-"), "")
            for key in typed
            if key.startswith("tied-") and key.removeprefix("tied-").isdecimal()
        }
        errors = unticked(networks, typed)
        try:
            if not errors:
                recusals.declare(round_, person=request.user, said=said, now=timezone.now())
        except DomainError as error:
            errors = error.messages
        if not errors:
            messages.success(request, thanks(tied=bool(said or ties)))
            return redirect(safe_next(request) or reverse("recusal_declare", args=[round_.pk]))
    rows = [
        {
            "network": network,
            "tie": ties.get(network.pk),
            "tied": f"tied-{network.pk}" in typed,
            "note": typed.get(f"note-{network.pk}", ""),
        }
        for network in networks
    ]
    context = {
        "round": round_,
        "rows": rows,
        "errors": errors,
        "declared": RecusalDeclaration.objects.filter(round=round_, person=request.user).first(),
        "trail": trail_of(round_),
        "next": safe_next(request),
    }
    return render(request, "forum/recusal_declare.html", context)


def unticked(networks: list[Network], typed: dict[str, str]) -> list[str]:
    """What to say of each network that the person wrote of without ticking it."""
    text = _("You have written about %(network)s: tick it if you are tied to the network, or remove the text.")
    return [
        text % {"network": network.short_name}
        for network in networks
        if typed.get(f"note-{network.pk}", "").strip() and f"tied-{network.pk}" not in typed
    ]


def thanks(*, tied: bool) -> str:
    if tied:
        return _("Thank you. What you said keeps you out until the forum rules otherwise.")
    return _("Thank you. You have said that you are not tied to any network in the round.")


def safe_next(request: SignedInRequest) -> str:
    """Where the person came from, if it is on this site."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}) else ""


@require_safe
def recusal_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who has declared, who is kept out of what, and what waits for the forum's ruling."""
    round_ = get_round(request, pk)
    if not (reads_all(request.user, round_.county_id)):
        raise PermissionDenied
    declared = RecusalDeclaration.objects.filter(round=round_, person=OuterRef("pk"))
    people = list(
        forum_people(round_.county_id, timezone.localdate()).annotate(
            declared_at=Subquery(declared.values("declared_at"))
        )
    )
    ties = ties_by_person([person.pk for person in people], round_)
    rows = [
        {
            "person": person,
            "declared_at": vars(person)["declared_at"],
            "ties": sorted(ties.get(person.pk, []), key=lambda tie: norwegian_key(tie.network_name)),
        }
        for person in people
    ]
    context = {
        "round": round_,
        "rows": rows,
        "waiting": [
            {"tie": tie, "person": row["person"]}
            for row in rows
            for tie in row["ties"]
            if tie.recusal and not tie.recusal.is_ruled
        ],
        "declared": sum(row["declared_at"] is not None for row in rows),
        "trail": trail_of(round_),
        "may_write": may_prepare_assessment(request.user, round_.county_id),
    }
    return render(request, "forum/recusal_list.html", context)


def reads_all(user: User, county_id: int) -> bool:
    access = access_of(user)
    return access.is_superuser or county_id in access.reads_all_in


@require_http_methods(["GET", "POST"])
def recusal_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_round(request, pk)
    if not (declares(request.user, round_.county_id) or may_prepare_assessment(request.user, round_.county_id)):
        raise PermissionDenied
    form = NoticeForm(request.POST or None, round_=round_, day=timezone.localdate())
    if form.is_valid():
        try:
            recusals.notice(round_, by=request.user, now=timezone.now(), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Thank you. The person is kept out until the forum has ruled."))
            return redirect("forum_list")
    words = {
        "title": _("Give notice of a tie"),
        "text": _("Somebody in the forum may be recused, and has perhaps not thought of it. The forum rules on it."),
        "verb": _("Give notice"),
    }
    return form_page(request, form, trail_of(round_), words)


@require_http_methods(["GET", "POST"])
def recusal_rule(request: SignedInRequest, pk: int, person: int, network: int) -> HttpResponse:
    round_ = get_round(request, pk)
    if not may_prepare_assessment(request.user, round_.county_id):
        raise PermissionDenied
    whom = get_object_or_404(forum_people(round_.county_id, timezone.localdate()), pk=person)
    which = get_object_or_404(Network, pk=network, decision_bases__round=round_)
    form = RulingForm(request.POST or None)
    if form.is_valid():
        try:
            recusals.rule(
                round_,
                person=whom,
                network=which,
                ruling=Ruling(form.cleaned_data["ruling"]),
                reference=form.cleaned_data["reference"],
                note=form.cleaned_data["note"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The ruling is written down."))
            return redirect("recusal_list", pk=round_.pk)
    words = {
        "title": _("The forum's ruling"),
        "text": _("%(person)s and %(network)s") % {"person": whom, "network": which.short_name},
        "verb": _("Write down the ruling"),
    }
    trail = [*trail_of(round_), (_("Recusals"), reverse("recusal_list", args=[round_.pk]))]
    return form_page(request, form, trail, words)


def form_page(request: SignedInRequest, form: Any, trail: list[tuple[str, str]], words: dict[str, str]) -> HttpResponse:
    """A page that is one form."""
    return render(request, "forum/sheet_form.html", {"form": form, "trail": trail, **words})
