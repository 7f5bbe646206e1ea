"""Who changed what in a round, and when."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allocations.permissions import may_read_history
from allocations.selectors.histories import round_history_of
from dekom.core.http import SignedInRequest
from networks.models import Round

PER_PAGE = 25


@require_safe
def round_history(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_object_or_404(Round.objects.visible_to(request.user).select_related("scheme"), pk=pk)
    if not may_read_history(request.user, round_.county_id):
        raise PermissionDenied
    trail = [
        (_("Overview"), reverse("home")),
        (_("Rounds"), reverse("round_list")),
        (str(round_), round_.get_absolute_url()),
    ]
    page = Paginator(round_history_of(round_), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "allocations/round_history.html", {"round": round_, "trail": trail, "page": page})
