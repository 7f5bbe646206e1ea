"""What the pages of needs reports share: finding them through what the reader may see, marks, and the way here."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dekom.core.http import SignedInRequest
from networks.enums.needs import NeedsStatus
from networks.models import NeedsReport, Network, Round
from networks.permissions.needs import may_report, reads_needs_of
from networks.selectors.needs import handed_over

MARKS: dict[str, str] = {NeedsStatus.DRAFT: "work", NeedsStatus.SUBMITTED: "done"}
PARTS = (
    "round__scheme",
    "round__legal_basis",
    "round__county",
    "network",
    "owner",
    "entered_by",
    "copied_from__round__scheme",
)
Trail = list[tuple[str, str]]


def get_report(request: SignedInRequest, pk: int) -> NeedsReport:
    return get_object_or_404(NeedsReport.objects.visible_to(request.user).select_related(*PARTS), pk=pk)


def get_own_report(request: SignedInRequest, pk: int) -> NeedsReport:
    """One that the person may write.  Raises: Http404, PermissionDenied."""
    report = get_report(request, pk)
    if not may_report(request.user, report.owner_id, report.round.county_id):
        raise PermissionDenied
    return report


def get_network_round(request: SignedInRequest, round_id: int, network_id: int) -> tuple[Round, Network]:
    """The page of a network's needs in a round, annotated with which bases are handed over.

    Raises: Http404, PermissionDenied: it is not the reader's.
    """
    rounds = Round.objects.visible_to(request.user).annotate(handed_over=handed_over([network_id]))
    round_ = get_object_or_404(rounds.select_related("scheme", "legal_basis", "county"), pk=round_id)
    network = get_object_or_404(Network.objects.visible_to(request.user).select_related("county"), pk=network_id)
    if network.county_id != round_.county_id:
        raise Http404
    if not reads_needs_of(request.user, network):
        raise PermissionDenied
    return round_, network


def name_of(round_: Round) -> str:
    """What the regime calls the owners' needs report."""
    return capfirst(round_.legal_basis.needs_name)


def trail(*more: tuple[str, str]) -> Trail:
    return [(_("Overview"), reverse("home")), (_("Needs reports"), reverse("needs_report_list")), *more]
