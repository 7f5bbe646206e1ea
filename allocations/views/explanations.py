"""What everybody may read, signed in or not: how a frame came about, and the key in plain language.

Source: forvaltningsloven on automated case handling: that it happens, and how, is documented and public.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allocations.explanation import by_formula as by_formula_of
from allocations.explanation import category_label, explain, opening_lines, pool_lines, weight_text
from allocations.models import FrameAdoption
from allocations.permissions import may_read_history, may_see_bench
from allocations.selectors.adoptions import differences, flagged
from allocations.selectors.explanations import AdoptedRound, adopted_round
from allocations.views.workbench_rows import rule_marks
from dekom.core.figures import format_tenths
from dekom.core.models import User
from dekom.core.ordering import norwegian_order
from networks.enums import HeadCategory
from networks.models import Network, Round, access_of


@login_not_required
@require_safe
def key_explanation_list(request: HttpRequest) -> HttpResponse:
    """Every round whose frames are adopted, newest first."""
    adopted = FrameAdoption.objects.filter(round=OuterRef("pk"))
    rounds = Round.objects.filter(Exists(adopted)).select_related("scheme", "county")
    context = {"rounds": rounds.order_by("-year", norwegian_order("county__name"), norwegian_order("scheme__name"))}
    return render(request, "allocations/key_explanation_list.html", context)


@login_not_required
@require_safe
def frame_explanation(request: HttpRequest, pk: int, network_pk: int) -> HttpResponse:
    """One network's frame. There is no page before the frames are adopted."""
    round_ = get_object_or_404(Round.objects.select_related("scheme", "county"), pk=pk)
    network = get_object_or_404(Network.objects.filter(county=round_.county_id), pk=network_pk)
    found = adopted_round(round_.pk)
    frame = next((each for each in found.frames if each.network_id == network.pk), None) if found else None
    if found is None or frame is None:
        raise Http404
    explained = None
    if found.steps and frame.derivation:
        explained = explain(
            network.short_name, found.steps, found.steps_of(frame), found.bound, year=round_.year, opening=True
        )
    context = {
        "round": round_,
        "network": network,
        "frame": frame,
        "adoption": found.adoption,
        "explained": explained,
        "facts": sources(found.adoption),
        "trail": [
            (_("Overview"), reverse("home")),
            (_("Networks"), reverse("network_list")),
            (network.short_name, f"{network.get_absolute_url()}?round={round_.pk}"),
        ]
        if sees(request, round_)
        else [*open_trail(), (str(round_), reverse("key_explanation", args=[round_.pk]))],
    }
    return render(request, "allocations/frame_explanation.html", context)


@login_not_required
@require_safe
def key_explanation(request: HttpRequest, pk: int) -> HttpResponse:
    """The key with its numbers: what the law asks of automated case handling."""
    round_ = get_object_or_404(Round.objects.select_related("scheme", "county"), pk=pk)
    found = adopted_round(round_.pk)
    if found is None:
        raise Http404
    user = request.user if isinstance(request.user, User) else None
    context = {
        "round": round_,
        "adoption": found.adoption,
        "found": found,
        "sentences": sentences(found),
        "pool": pool(found),
        "rows": network_rows(found),
        "versions": versions(round_),
        "flagged": flagged(round_) if user and may_read_history(user, round_.county_id) else [],
        "facts": sources(found.adoption),
        "may_see_bench": user is not None and may_see_bench(user, round_.county_id),
        "trail": [
            (_("Overview"), reverse("home")),
            (_("Rounds"), reverse("round_list")),
            (str(round_), round_.get_absolute_url()),
        ]
        if sees(request, round_)
        else open_trail(),
        "here": _("How the money is shared") if sees(request, round_) else str(round_),
    }
    return render(request, "allocations/key_explanation.html", context)


def sees(request: HttpRequest, round_: Round) -> bool:
    """Whether the person has a way here through the county's own pages."""
    access = access_of(request.user)
    return access.is_superuser or round_.county_id in access.counties


def open_trail() -> list[tuple[str, str]]:
    return [(_("How the money is shared"), reverse("key_explanation_list"))]


def sources(adoption: FrameAdoption) -> list[tuple[str, str]]:
    """Where the numbers come from."""
    told = [(_("Adopted"), adoption.source), (_("Version"), str(adoption.version))]
    inputs = adoption.inputs or {}
    if adoption.key:
        told.append((_("Key"), adoption.key.name))
    if inputs.get("appropriation_source"):
        told.append((_("Appropriation"), inputs["appropriation_source"]))
    if day := parse_date(inputs.get("counted_on") or ""):
        words = ", ".join([date_format(day, "DATE_FORMAT"), *inputs.get("sources", [])])
        told.append((_("Head counts of"), words))
    return told


def sentences(found: AdoptedRound) -> list[str]:
    """The rule in plain language, a sentence a step."""
    inputs = found.adoption.inputs
    if not inputs:
        return []
    weights = {each.value: inputs["weights"][each.value] for each in HeadCategory if each.value in inputs["weights"]}
    told = [
        _("First the fixed grants, the common measures and the reserve are taken out of the appropriation."),
        _("Each network gets the same for coordination, and some get an extra because they are larger.")
        if inputs["coordination_extra"]
        else _("Each network gets the same for coordination."),
        _("Each network gets the same base grant, so that the small ones can do something too."),
        _("The rest is shared by head counts: %(what)s.")
        % {
            "what": ", ".join(
                _("%(category)s count %(weight)s")
                % {"category": category_label(key).lower(), "weight": format_tenths(weight)}
                for key, weight in weights.items()
            )
        },
    ]
    if inputs["max_fall_percent"] is not None:
        told.append(
            _("No network falls by more than %(percent)s %% from last year. The others pay for it, in proportion.")
            % {"percent": str(inputs["max_fall_percent"]).replace(".", ",")}
        )
    if inputs["max_rise_percent"] is not None:
        told.append(
            _(
                "No network rises by more than %(percent)s %% from last year. What is cut goes to the others,"
                " in proportion."
            )
            % {"percent": str(inputs["max_rise_percent"]).replace(".", ",")}
        )
    told.append(_("Amounts are rounded so that no krone is lost: the largest remainders are rounded up."))
    return told


def pool(found: AdoptedRound) -> list[Any]:
    if not found.steps:
        return []
    whole = by_formula_of(found.steps)
    return [*opening_lines(whole), *pool_lines(whole, found.bound, _("head counts"))]


def network_rows(found: AdoptedRound) -> list[dict[str, Any]]:
    marks = rule_marks()
    return [
        {
            "frame": frame,
            "kept": frame.derivation,
            "weight": weight_text(frame.derivation["weight"]) if frame.derivation else "",
            "rule": next((word for kind, (word, _bound) in marks.items() if kind == frame.derivation["binds"]), "")
            if frame.derivation
            else "",
        }
        for frame in found.frames
    ]


def versions(round_: Round) -> list[dict[str, Any]]:
    """Every version after the first with its reason and what it changed, newest first."""
    adoptions = FrameAdoption.objects.filter(round=round_, version__gt=1).order_by("-version")
    return [{"adoption": adoption, "differences": differences(adoption)} for adoption in adoptions]
