"""Autosave: one field at a time, in at most six queries. What can't be stored goes back, never away."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from dekom.core.kroner import format_kroner
from networks.actions import write
from networks.basis_words import label_of
from networks.models import DecisionBasis
from networks.permissions.writing import may_write
from networks.selectors.basis_draft import bases_with_all, draft_of
from networks.services.places import Place, read_place
from networks.values import AMOUNTS
from networks.views.basis.common import meter
from networks.views.basis.fields import clash, shown


@require_POST
def decision_basis_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST key, base and value (or choice and chosen). Answers 200, 409 with both texts, or 422 with why not."""
    bases = bases_with_all(DecisionBasis.objects.visible_to(request.user))
    may, answer = False, None
    with transaction.atomic(savepoint=False):  # nothing is raised through it: it may stand in another transaction
        basis = bases.select_for_update(of=("self",)).filter(pk=pk).first()
        if basis is not None and (may := may_write(request.user, basis)):
            answer = saved(request, basis)
    if basis is not None and not may:
        raise PermissionDenied
    if answer is None:
        raise Http404
    return answer


def saved(request: SignedInRequest, basis: DecisionBasis) -> HttpResponse | None:
    """The answer; nothing where there is no such field."""
    base, value = request.POST.get("base", ""), request.POST.get("value", "")
    try:
        place = read_place(request.POST.get("key", ""))
        stored = written(request, basis, place, base, value)
    except write.ConflictError as error:
        return conflict(error, place, base, value)
    except (DomainError, ValidationError) as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=422)
    except (LookupError, ValueError):
        return None
    is_amount = place.field in AMOUNTS.get(place.kind, ())
    text = "" if stored is None else format_kroner(stored) if is_amount else str(stored)
    answer: dict[str, Any] = {"saved": f"{localtime(timezone.now()):%H:%M}", "value": text}
    return JsonResponse(answer | totals(basis, place, stored) if is_amount else answer)


def written(request: SignedInRequest, basis: DecisionBasis, place: Place, base: str, value: str) -> Any:
    """Write what was sent; gives back what is stored."""
    now = timezone.now()
    if "choice" in request.POST:
        chosen = request.POST.get("chosen") == "1"
        choice = request.POST["choice"]
        return write.choice_of(basis, place, value=choice, chosen=chosen, actor=request.user, now=now)
    return write.field_of(basis, place, base=base, value=value, actor=request.user, now=now)


def conflict(error: write.ConflictError, place: Place, base: str, value: str) -> HttpResponse:
    """Both texts, and one that holds both: the writer chooses."""
    both = clash(base, value, error.row, place.field)
    html = render_to_string("networks/basis/_conflict.html", {"clash": both, "label": label_of(place.field)})
    theirs = shown(error.row, place.field)
    return JsonResponse({"message": str(error), "theirs": theirs, "proposal": both.proposal, "html": html}, status=409)


def totals(basis: Any, place: Place, stored: Any) -> dict[str, Any]:
    """The meter and each measure's sum, after an amount was stored; one query more."""
    draft = draft_of(basis, timezone.localdate())
    if place.field == "coordination_amount":
        draft.content.coordination_amount = stored
    sums = {str(measure.pk): format_kroner(measure.amount) for measure in draft.measures}
    return {"meter": render_to_string("networks/basis/_meter.html", {"meter": meter(draft)}), "sums": sums}
