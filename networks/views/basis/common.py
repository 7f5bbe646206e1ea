"""What every page of a decision basis begins with: the basis as the reader may see it, and the frame of the page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from dekom.core.http import SignedInRequest
from dekom.core.kroner import format_kroner
from networks.enums import BasisStatus
from networks.enums.writing import BasisPart, PartState
from networks.models import DecisionBasis, Measure
from networks.permissions.writing import is_on_behalf, may_review, may_submit, may_write
from networks.selectors.basis_draft import Draft, bases_with_all, draft_of

MARKS = {
    "not_started": "todo",
    "in_progress": "work",
    "done": "done",
    "changes_requested": "warn",
    "changes_made": "ready",
    "optional": "na",
    "locked": "lock",
}
STATUS_MARKS = {
    BasisStatus.DRAFT: "work",
    BasisStatus.SUBMITTED: "done",
    BasisStatus.CHANGES_REQUESTED: "warn",
    BasisStatus.IN_REVIEW: "ready",
    BasisStatus.DECIDED: "done",
}
WRITTEN = {BasisStatus.DRAFT, BasisStatus.CHANGES_REQUESTED}
SHADES = ("gov", "m2", "coord", "uh", "common", "meet")


def get_basis(request: SignedInRequest, pk: int) -> Any:
    """The basis with all that its pages ask, if the reader may see it.  Raises: Http404."""
    return get_object_or_404(bases_with_all(DecisionBasis.objects.visible_to(request.user)), pk=pk)


def get_draft(request: SignedInRequest, pk: int) -> Draft:
    return draft_of(get_basis(request, pk), timezone.localdate())


def get_light(request: SignedInRequest, pk: int) -> DecisionBasis:
    """The basis alone, for what only changes it.  Raises: Http404."""
    bases = DecisionBasis.objects.visible_to(request.user).select_related("network", "round")
    return get_object_or_404(bases, pk=pk)


def writable(request: SignedInRequest, pk: int) -> DecisionBasis:
    """The basis alone, if the person writes in it.  Raises: Http404, PermissionDenied."""
    basis = get_light(request, pk)
    if not may_write(request.user, basis):
        raise PermissionDenied
    return basis


def measure_of(draft: Draft, pk: int) -> Any:
    """A measure of the draft.  Raises: Http404."""
    for measure in draft.measures:
        if measure.pk == pk:
            return measure
    raise Http404


def document_name(basis: Any) -> str:
    """«Beslutningsgrunnlag 2027», as the regime calls it."""
    return f"{capfirst(basis.round.legal_basis.basis_name)} {basis.round.year}"


def trail(basis: Any, *, inside: bool = True) -> list[tuple[str, str]]:
    found = [(basis.network.short_name, basis.network.get_absolute_url())]
    return [*found, (document_name(basis), basis.get_absolute_url())] if inside else found


def frame_of_page(request: SignedInRequest, draft: Draft, here: str) -> dict[str, Any]:
    """What the frame of the page needs; ``here`` is the part that is open."""
    basis = draft.basis
    may = may_write(request.user, basis)
    return {
        "basis": basis,
        "draft": draft,
        "title": document_name(basis),
        "status_mark": STATUS_MARKS[basis.status],
        "parts": part_list(draft, here),
        "done_count": sum(draft.state_of(part) == PartState.DONE for part in BasisPart.values),
        "part_count": len(BasisPart.values),
        "meter": meter(draft),
        "may_write": may,
        "may_submit": may_submit(request.user, basis),
        "may_review": may_review(request.user, basis),
        "on_behalf": may and is_on_behalf(request.user, basis),
        "days_left": (draft.deadline - draft.today).days if draft.deadline else None,
        "is_written": basis.status in WRITTEN,
    }


def part_list(draft: Draft, here: str) -> list[dict[str, Any]]:
    """The task list: every part with its state, and where it is written."""
    found = []
    for part in BasisPart:
        state = draft.state_of(part)
        found.append(
            {
                "label": part.label,
                "url": reverse("decision_basis_part", args=[draft.basis.pk, part.value]),
                "mark": MARKS[state],
                "state": PartState(state).label,
                "here": part == here,
            }
        )
    return found


def meter(draft: Draft) -> dict[str, Any]:
    """The sum against the frame, as a bar and its table."""
    facts = draft.facts
    terms = [(_("Measure {number}").format(number=measure.order), measure.amount) for measure in facts.measures]
    if facts.coordination:
        terms.append((_("Coordination"), facts.coordination))
    has_sum_alone = not terms and draft.basis.status not in WRITTEN  # as a round brought in from a file has it
    asked = (draft.basis.requested or 0) if has_sum_alone else facts.asked
    whole = max(facts.frame or 0, asked, 1)
    at, bars = 0.0, []
    for place, (label, amount) in enumerate([("", asked)] if has_sum_alone else terms):
        width = 600 * amount / whole
        shade = SHADES[min(place, len(SHADES) - 1)]
        bars.append({"x": f"{at:.1f}", "width": f"{width:.1f}", "key": shade, "label": label, "amount": amount})
        at += width
    left = None if facts.frame is None else facts.frame - asked
    return {
        "bars": bars,
        "has_sum_alone": has_sum_alone,
        "asked": asked,
        "frame": facts.frame,
        "left": left,
        "over": -left if left is not None and left < 0 else 0,
        "own": facts.own,
        "own_demanded": facts.own_demanded,
        "percent": facts.demanded_percent,
        "is_written": draft.basis.status in WRITTEN,
        "left_text": "" if left is None else format_kroner(abs(left)),
    }


def sorted_measures(draft: Draft) -> list[dict[str, Any]]:
    """Every measure with its state, for lists."""
    found = []
    for measure in draft.measures:
        state = draft.state_of_measure(measure)
        found.append({"measure": measure, "mark": MARKS[state], "state": PartState(state).label})
    return found


def name_of(measure: Measure) -> str:
    return _("Measure {number}").format(number=measure.order)
