"""One decision basis: where it stands, what has happened, what comes next, and what is said on the case."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dekom.core.http import SignedInRequest
from networks.models import BasisFile
from networks.permissions.writing import may_talk, writes_for_network
from networks.rendering import sections_of
from networks.selectors.basis_snapshot import snapshot
from networks.selectors.basis_timeline import coming, timeline
from networks.views.basis.common import frame_of_page, get_draft, trail


@require_safe
def decision_basis_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    basis: Any = draft.basis
    talks = may_talk(request.user, basis)
    events = timeline(basis)
    context = {
        **frame_of_page(request, draft, ""),
        "events": events,
        "has_receipt": any(event.submission for event in events),
        "coming": coming(basis, draft.deadline, timezone.localdate()),
        "questions": basis.questions.select_related("asked_by", "answered_by") if talks else [],
        "talks": talks,
        "is_network": writes_for_network(request.user, basis),
        "files": BasisFile.objects.filter(basis=basis, removed_at=None).select_related("uploaded_by"),
        "trail": trail(basis, inside=False),
    }
    return render(request, "networks/decision_basis_detail.html", context)


@require_safe
def decision_basis_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole document on one page, as it stands now: to read and to print."""
    draft = get_draft(request, pk)
    context = {
        **frame_of_page(request, draft, ""),
        "sections": sections_of(snapshot(draft)),
        "trail": trail(draft.basis),
    }
    return render(request, "networks/decision_basis_read.html", context)
