"""A network's needs in a round, side by side; its deadline; and drawing needs into the decision basis."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.actions import draw
from networks.actions import needs as actions
from networks.models import Measure, MeasureNeed, Need, NeedsReport, Network, Round
from networks.needs_form import DeadlineForm
from networks.permissions.needs import may_gather, reads_needs_of
from networks.selectors.needs import needs_deadline, owner_lines
from networks.views.needs.common import MARKS, get_network_round, name_of
from networks.views.rooms import network_trail, rooms


@require_safe
def needs_report_newest(request: SignedInRequest, network_id: int) -> HttpResponse:
    """The newest round that the network is in; the network itself where it is in none."""
    network = get_object_or_404(Network.objects.visible_to(request.user), pk=network_id)
    if not reads_needs_of(request.user, network):
        raise PermissionDenied
    schemes = network.memberships.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate())).values("scheme")
    round_ = Round.objects.filter(county=network.county_id, scheme__in=schemes).order_by("-year", "-pk").first()
    return redirect("needs_report_network", network.pk, round_.pk) if round_ else redirect(network)


@require_safe
def needs_report_network(request: SignedInRequest, network_id: int, round_id: int) -> HttpResponse:
    """Every owner's needs, side by side."""
    round_, network = get_network_round(request, round_id, network_id)
    gathers = may_gather(request.user, network)
    deadline = needs_deadline(round_, network)
    lines = owner_lines(round_, network, request.user)
    measures = Measure.objects.filter(basis__round=round_, basis__network=network).order_by("order", "pk")
    closed = network.pk in vars(round_)["handed_over"]
    return render(
        request,
        "networks/needs_report_network.html",
        {
            "trail": network_trail(network),
            "rooms": rooms(request.user, network, "needs"),
            "round": round_,
            "network": network,
            "name": name_of(round_),
            "lines": [(line, MARKS[line.report.status] if line.report else "todo") for line in lines],
            "submitted": sum(line.report is not None and not line.report.is_open for line in lines),
            "need_count": sum(len(line.needs) for line in lines),
            "measures": list(measures),
            "gathers": gathers and not closed,
            "closed": closed,
            "form": DeadlineForm(initial={"date": deadline}),
            "deadline": deadline,
            "today": timezone.localdate(),
        },
    )


@require_POST
def needs_report_deadline(request: SignedInRequest, network_id: int, round_id: int) -> HttpResponse:
    """The network's own day."""
    round_, network = get_network_round(request, round_id, network_id)
    if not may_gather(request.user, network):
        raise PermissionDenied
    form = DeadlineForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the deadline as a date, such as 01.12.2026."))
    else:
        try:
            actions.set_deadline(round_, network, day=form.cleaned_data["date"], today=timezone.localdate())
        except DomainError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The deadline is set."))
    return redirect("needs_report_network", network.pk, round_.pk)


@require_POST
def needs_report_draw(request: SignedInRequest, pk: int) -> HttpResponse:
    """A measure answers the need from now on: an existing one, or a new one made of it."""
    need = get_need(request, pk)
    chosen = request.POST.get("measure", "")
    measure = None
    if chosen != "new":
        measures = Measure.objects.filter(basis__round=need.report.round_id, basis__network=need.report.network_id)
        measure = measures.filter(pk=chosen if chosen.isdecimal() else 0).first()
        if measure is None:
            messages.error(request, _("Choose a measure of the network's decision basis."))
            return back(need)
    try:
        measure = draw.need(need, measure=measure, actor=request.user)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("«%(measure)s» answers the need now.") % {"measure": measure})
    return back(need)


@require_POST
def needs_report_release(request: SignedInRequest, pk: int) -> HttpResponse:
    """The measure no longer answers the need."""
    answers = MeasureNeed.objects.filter(need__report__in=NeedsReport.objects.visible_to(request.user))
    answer = get_object_or_404(answers.select_related("need__report__network", "measure"), pk=pk)
    if not may_gather(request.user, answer.need.report.network):
        raise PermissionDenied
    need = answer.need
    try:
        draw.release(answer, actor=request.user)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The measure no longer answers the need. Its own texts are as they were."))
    return back(need)


def get_need(request: SignedInRequest, pk: int) -> Need:
    """A need that the person may draw.  Raises: Http404, PermissionDenied."""
    needs = Need.objects.filter(report__in=NeedsReport.objects.visible_to(request.user))
    need = get_object_or_404(needs.select_related("report__network", "report__owner", "wished_partner"), pk=pk)
    if not may_gather(request.user, need.report.network):
        raise PermissionDenied
    return need


def back(need: Need) -> HttpResponse:
    response = redirect("needs_report_network", round_id=need.report.round_id, network_id=need.report.network_id)
    response["Location"] += f"#need-{need.pk}"
    return response
