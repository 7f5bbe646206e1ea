"""The red thread: one krone's way from need to report, per network or grant and round; the auditor's start page."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allocations.models import FixedGrant
from allocations.permissions import may_follow_decisions
from allocations.views.round_parts import recommended_word
from dekom.core.http import SignedInRequest
from dekom.portal.selectors.thread import Thread, networks_with_needs, thread_of, thread_of_grant, thread_round
from dekom.portal.views.thread_steps import figures, steps
from networks.models import Round


@require_safe
def thread_list(request: SignedInRequest, pk: int | None = None) -> HttpResponse:
    """A round's threads side by side; without a round, the newest that is under way."""
    found = thread_round(request.user, timezone.localdate(), pk)
    if pk is not None and found.round is None:
        raise Http404
    follows = found.round is not None and may_follow_decisions(request.user, found.round.county_id)
    context = {
        "found": found,
        "follows": follows,
        "recommended_word": recommended_word(found.round) if found.round else "",
        "totals": {name: found.total(name) for name in ("requested", "recommended", "decided", "paid")},
        "trail": [(_("Overview"), reverse("home"))],
    }
    return render(request, "portal/thread_list.html", context)


@require_safe
def thread_detail(request: SignedInRequest, pk: int, network: int) -> HttpResponse:
    round_ = _round(request, pk)
    whose = get_object_or_404(networks_with_needs(round_, request.user), pk=network)
    return _page(request, thread_of(round_, request.user, network=whose))


@require_safe
def thread_grant(request: SignedInRequest, pk: int, grant: int) -> HttpResponse:
    """A fixed grant's thread: whoever sees the round sees that the grant is there."""
    round_ = _round(request, pk)
    which = get_object_or_404(FixedGrant, pk=grant, budget__round=round_)
    return _page(request, thread_of_grant(round_, request.user, grant=which))


def _round(request: SignedInRequest, pk: int) -> Round:
    visible = Round.objects.visible_to(request.user).select_related("scheme", "legal_basis", "county")
    return get_object_or_404(visible, pk=pk)


def _page(request: SignedInRequest, thread: Thread) -> HttpResponse:
    round_ = thread.round
    context = {
        "thread": thread,
        "figures": figures(thread),
        "steps": steps(thread, may_follow_decisions(request.user, round_.county_id)),
        "trail": [
            (_("Overview"), reverse("home")),
            (_("The red thread"), reverse("thread_list")),
            (str(round_), reverse("thread_round", args=[round_.pk])),
        ],
    }
    return render(request, "portal/thread_detail.html", context)
