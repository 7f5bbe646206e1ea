"""Autosave: one field at a time, in at most six queries. What can't be stored goes back, never away."""

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from dekom.core.http import SignedInRequest
from dekom.core.kroner import format_kroner
from networks.actions import write
from networks.basis_words import label_of
from networks.models import DecisionBasis
from networks.permissions.writing import may_write
from networks.selectors.basis_draft import bases_with_all, draft_of
from networks.services.places import Place, read_place
from networks.values import AMOUNTS
from networks.views.autosave import answered, both, locked
from networks.views.basis.common import meter
from networks.views.basis.fields import clash, shown


@require_POST
def decision_basis_save(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST key, base and value (or choice and chosen). Answers 200, 409 with both texts, or 422 with why not."""
    bases = bases_with_all(DecisionBasis.objects.visible_to(request.user))
    return locked(
        request, bases, pk, may=lambda basis: may_write(request.user, basis), save=lambda basis: saved(request, basis)
    )


def saved(request: SignedInRequest, basis: DecisionBasis) -> HttpResponse | None:
    """The answer; nothing where there is no such field."""
    base, value, key = (request.POST.get(name, "") for name in ("base", "value", "key"))

    def write_one() -> dict[str, Any]:
        place = read_place(key)
        stored = written(request, basis, place, base, value)
        is_amount = place.field in AMOUNTS.get(place.kind, ())
        text = "" if stored is None else format_kroner(stored) if is_amount else str(stored)
        return {"value": text} | (totals(basis, place, stored) if is_amount else {})

    def conflict(error: write.ConflictError) -> HttpResponse:
        found = clash(base, value, error.row, error.field)
        return both(error, found, label=label_of(error.field), stored=shown(error.row, error.field))

    return answered(write_one, conflict)


def written(request: SignedInRequest, basis: DecisionBasis, place: Place, base: str, value: str) -> Any:
    """Write what was sent; gives back what is stored."""
    now = timezone.now()
    if "choice" in request.POST:
        chosen = request.POST.get("chosen") == "1"
        choice = request.POST["choice"]
        return write.choice_of(basis, place, value=choice, chosen=chosen, actor=request.user, now=now)
    return write.field_of(basis, place, base=base, value=value, actor=request.user, now=now)


def totals(basis: Any, place: Place, stored: Any) -> dict[str, Any]:
    """The meter and each measure's sum, after an amount was stored; one query more."""
    draft = draft_of(basis, timezone.localdate())
    if place.field == "coordination_amount":
        draft.content.coordination_amount = stored
    sums = {str(measure.pk): format_kroner(measure.amount) for measure in draft.measures}
    return {"meter": render_to_string("networks/basis/_meter.html", {"meter": meter(draft)}), "sums": sums}
