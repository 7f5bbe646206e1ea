"""The recommendation, or the input: built from the sheets, written, settled, forwarded."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allocations.plan_wording import told
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from forum.actions import put, settle, weigh
from forum.actions import recommendation as writing
from forum.actions.settle import Result
from forum.enums.sheets import RecommendationStatus
from forum.models import Assessment, Item, Recommendation, RecommendationLine, RecommendationPoint
from forum.permissions.sheets import may_prepare_assessment
from forum.selectors.recommendation_facts import whole
from forum.selectors.recommendation_page import recommendation_page
from forum.selectors.recommendation_votes import votes_on
from forum.sheet_forms import LineForm, PointsForm, ResultsForm, SeenForm, WeighForm
from forum.views.groups import get_led
from forum.views.recusals import form_page
from networks.models import DecisionBasis

MARKS = {
    RecommendationStatus.DRAFT: "work",
    RecommendationStatus.PRESENTED: "ready",
    RecommendationStatus.VOTED: "done",
    RecommendationStatus.INPUT_RECORDED: "done",
    RecommendationStatus.FORWARDED: "done",
    RecommendationStatus.REPLACED: "na",
}


def get_recommendation(request: SignedInRequest, pk: int, *, written: bool = False) -> Recommendation:
    """Raises: Http404; PermissionDenied where it is asked for to be ``written``."""
    assessments = Assessment.objects.filter(round=OuterRef("round"), meeting=OuterRef("meeting"))
    rows = Recommendation.objects.visible_to(request.user).annotate(
        assessment_pk=Subquery(assessments.values("pk")[:1])
    )
    found = get_object_or_404(
        rows.select_related(
            "round__scheme", "round__legal_basis", "round__budget", "meeting__forum", "item", "made_by"
        ),
        pk=pk,
    )
    if written and not may_prepare_assessment(request.user, found.round.county_id):
        raise PermissionDenied
    return found


def name_of(recommendation: Recommendation) -> str:
    """«Innstilling Kompetanseløftet 2025», by what the round's legal basis calls it."""
    return f"{capfirst(recommendation.round.legal_basis.recommendation_name)} {recommendation.round}"


def trail_of(recommendation: Recommendation, *, below: bool = False) -> list[tuple[str, str]]:
    forum = recommendation.meeting.forum
    trail = [(_("Cooperation forums"), reverse("forum_list")), (str(forum), forum.get_absolute_url())]
    return [*trail, (name_of(recommendation), recommendation.get_absolute_url())] if below else trail


@require_safe
def recommendation_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    recommendation = get_recommendation(request, pk)
    page = recommendation_page(recommendation, request.user)
    assessment = vars(recommendation)["assessment_pk"]
    context = {
        "recommendation": recommendation,
        "name": name_of(recommendation),
        "page": page,
        "mark": MARKS[RecommendationStatus(recommendation.status)],
        "findings": [told(finding) for finding in page.findings],
        "sums": sums(page.balance),
        "versions": recommendation.round.recommendations.order_by("-version"),
        "assessment": assessment,
        "may_write": may_prepare_assessment(request.user, recommendation.round.county_id),
        "trail": trail_of(recommendation),
    }
    return render(request, "forum/recommendation_detail.html", context)


def sums(balance: Any) -> dict[str, Any]:
    """The appropriation against what is recommended, as lines that add up."""
    if balance is None:
        return {}
    lines = [
        {"label": _("Networks, coordination included"), "amount": balance.networks},
        {"label": _("Fixed grants"), "amount": sum(balance.fixed)},
        {"label": _("Common measures"), "amount": balance.common_measures},
        {"label": _("Reserve"), "amount": balance.reserve},
        {"label": _("Left for later"), "amount": balance.left - balance.over},
    ]
    kept = [line for line in lines if line["amount"] or line is lines[-1]]
    return {"lines": kept, "total": balance.appropriation, "over": balance.over}


@require_POST
def recommendation_build(request: SignedInRequest, pk: int) -> HttpResponse:
    """Build a version from the sheets of an assessment."""
    assessment = get_led(request, pk)
    item = Item.objects.filter(meeting=assessment.meeting_id, round=assessment.round_id, parent=None).first()
    try:
        made = writing.build(assessment, item=item, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(assessment)
    messages.success(request, _("Version %(version)s is built from the sheets.") % {"version": made.version})
    return redirect(made)


@require_http_methods(["GET", "POST"])
def recommendation_line(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = RecommendationLine.objects.filter(
        point__recommendation__in=Recommendation.objects.visible_to(request.user), is_only_told=False
    )
    line = get_object_or_404(rows.select_related("point__recommendation__round__legal_basis"), pk=pk)
    recommendation = get_recommendation(request, line.point.recommendation_id, written=True)
    form = LineForm(request.POST or None, instance=line, recommendation=recommendation)
    seen = SeenForm(request.POST or None, instance=RecommendationLine.objects.get(pk=pk), prefix="seen")
    if form.is_valid() and seen.is_valid():
        fields = {name: form.cleaned_data[name] for name in form.fields}
        before = {name: seen.cleaned_data[name] for name in form.fields}
        try:
            writing.write_line(line, seen=before, fields=fields, actor=request.user)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": line.label})
            return redirect(recommendation)
    context = {
        "form": form,
        "seen": seen,
        "line": line,
        "basis": DecisionBasis.objects.filter(round=recommendation.round_id, network=line.network_id).first(),
        "trail": trail_of(recommendation, below=True),
    }
    return render(request, "forum/recommendation_line.html", context)


@require_http_methods(["GET", "POST"])
def recommendation_points(request: SignedInRequest, pk: int) -> HttpResponse:
    recommendation = get_recommendation(request, pk, written=True)
    form = PointsForm(request.POST or None, recommendation=recommendation)
    if form.is_valid():
        try:
            writing.write_points(
                recommendation,
                texts=form.texts(),
                whole=form.cleaned_data["whole"],
                reference=form.cleaned_data["reference"],
                actor=request.user,
            )
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The texts are saved."))
            return redirect(recommendation)
    words = {"title": _("The points' texts"), "text": name_of(recommendation), "verb": _("Save the texts")}
    return form_page(request, form, trail_of(recommendation, below=True), words)


@require_POST
def recommendation_present(request: SignedInRequest, pk: int) -> HttpResponse:
    recommendation = get_recommendation(request, pk, written=True)
    try:
        settle.present(recommendation, actor=request.user)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The proposal is presented, and its amounts stay."))
    return redirect(recommendation)


@require_http_methods(["GET", "POST"])
def recommendation_settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what the forum said; votes of the meeting are taken from there."""
    recommendation = get_recommendation(request, pk, written=True)
    points = list(recommendation.points.all())
    voted = voted_in(recommendation, points)
    form = ResultsForm(request.POST or None, points=points, voted=voted)
    if request.method == "POST" and form.is_valid():
        results = {number: Result(text) for number, text in form.results().items()}
        try:
            settle.settle(recommendation, results=results, actor=request.user, now=timezone.now())
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("What the forum said is written down, and stays."))
            return redirect(recommendation)
    context = {
        "form": form,
        "voted": sorted(voted.items()),
        "recommendation": recommendation,
        "name": name_of(recommendation),
        "trail": trail_of(recommendation, below=True),
    }
    return render(request, "forum/recommendation_settle.html", context)


def voted_in(recommendation: Recommendation, points: list[RecommendationPoint]) -> dict[int, str]:
    """The results of the meeting's votes, by point."""
    votes = votes_on(recommendation)
    with translation.override(recommendation.meeting.language):
        found = {point.number: votes.result(point) for point in points}
    return {number: result.text for number, result in found.items() if result}


@require_POST
def recommendation_put(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the points before the meeting, as motions on the chair's desk."""
    recommendation = get_recommendation(request, pk, written=True)
    try:
        put.recommendation(recommendation, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(recommendation)
    messages.success(request, _("The points are before the meeting. Lines where somebody is recused stand alone."))
    return redirect(f"{reverse('meeting_run', args=[recommendation.meeting_id])}?item={recommendation.item_id}")


@require_http_methods(["GET", "POST"])
def recommendation_weigh(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write how the governor weighs the forum's input; the decisions' grounds say it."""
    recommendation = get_recommendation(request, pk, written=True)
    lines = weigh.with_input(whole(recommendation).lines())
    form = WeighForm(request.POST or None, recommendation=recommendation, lines=lines)
    if form.is_valid():
        try:
            weigh.write(recommendation, lines=form.texts(), whole=form.cleaned_data["whole"], actor=request.user)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The texts are saved."))
            return redirect(recommendation)
    words = {
        "title": _("How the input was weighed"),
        "text": _("It stands beside what the forum said, and in each decision's grounds."),
        "verb": _("Save the texts"),
    }
    return form_page(request, form, trail_of(recommendation, below=True), words)


@require_POST
def recommendation_forward(request: SignedInRequest, pk: int) -> HttpResponse:
    recommendation = get_recommendation(request, pk, written=True)
    try:
        drafts = settle.forward(recommendation, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Forwarded: %(count)s draft decisions say it.") % {"count": len(drafts)})
    return redirect(recommendation)
