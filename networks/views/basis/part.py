"""One part of a decision basis, and one measure: written field by field, also without JavaScript."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from networks.actions import compose, copy_basis, talk, write
from networks.basis_words import Told, told
from networks.enums.writing import BasisPart
from networks.models import BasisContent, BasisFile, Comment, CostLine, Criterion
from networks.permissions.writing import may_write
from networks.selectors.basis_draft import Draft
from networks.selectors.basis_people import owners, recipients, reported_needs
from networks.selectors.presences import Present, presences
from networks.services.places import read_place
from networks.views.basis.common import (
    document_name,
    frame_of_page,
    get_draft,
    measure_of,
    name_of,
    sorted_measures,
    trail,
)
from networks.views.basis.costs import changed_costs
from networks.views.basis.fields import FieldView, Maker, clash, in_box, shown


@require_http_methods(["GET", "POST"])
def decision_basis_part(request: SignedInRequest, pk: int, part: str) -> HttpResponse:
    draft = get_draft(request, pk)
    if part not in BasisPart.values:
        raise Http404
    check_writer(request, draft)
    if request.method == "GET" and draft.content._state.adding and draft.is_open(part):
        BasisContent.objects.get_or_create(basis=draft.basis)
        draft = get_draft(request, pk)
    fields = make(draft).part(part)
    if request.method == "POST" and (answer := posted(request, draft, part, None, fields)):
        return answer
    context = {
        **frame_of_page(request, draft, part),
        "part": part,
        "heading": BasisPart(part).label,
        "fields": fields,
        "measures": sorted_measures(draft) if part == BasisPart.MEASURES else [],
        "files": BasisFile.objects.filter(basis=draft.basis, removed_at=None).select_related("uploaded_by")
        if part == BasisPart.FILES
        else [],
        **around(draft, part, None),
        "people": people_here(request, draft),
        "trail": trail(draft.basis),
    }
    return render(request, "networks/decision_basis_part.html", context)


@require_http_methods(["GET", "POST"])
def decision_basis_measure(request: SignedInRequest, pk: int, measure: int) -> HttpResponse:
    draft = get_draft(request, pk)
    found = measure_of(draft, measure)
    check_writer(request, draft)
    organisations = recipients(draft.basis)
    members = {each.pk: each.name for each in owners(organisations)}
    maker = make(draft)
    needs = [(str(each.pk), f"{each.report.owner}: {each.text}") for each in reported_needs(draft.basis)]
    fields = maker.measure(found, organisations, members, needs)
    rows = maker.costs(CostLine.objects.filter(measure=found), organisations)
    everything = [*fields, *(each for row in rows for each in row)]
    if request.method == "POST" and (answer := posted(request, draft, BasisPart.MEASURES, found, everything)):
        return answer
    context = {
        **frame_of_page(request, draft, BasisPart.MEASURES),
        "part": BasisPart.MEASURES.value,
        "measure": found,
        "heading": _("{measure} of {count}").format(measure=name_of(found), count=len(draft.measures)),
        "fields": fields,
        "rows": rows,
        "pasted": request.POST.get("pasted", ""),
        "others": [each for each in sorted_measures(draft) if each["measure"].pk != found.pk],
        **around(draft, BasisPart.MEASURES, found),
        "people": people_here(request, draft),
        "trail": [*trail(draft.basis), (BasisPart.MEASURES.label, part_url(draft, BasisPart.MEASURES))],
    }
    return render(request, "networks/decision_basis_measure.html", context)


def check_writer(request: SignedInRequest, draft: Draft) -> None:
    if not may_write(request.user, draft.basis):
        raise PermissionDenied


def people_here(request: SignedInRequest, draft: Draft) -> list[Present]:
    """Note that the person is here, and tell who else is; scripts keep it up to date afterwards."""
    now = timezone.now()
    talk.here(draft.basis, place="", actor=request.user, now=now)
    return presences(draft.basis, now=now, me=request.user)


def part_url(draft: Draft, part: str) -> str:
    return f"{draft.basis.get_absolute_url()}{part}/"


def make(draft: Draft) -> Maker:
    criteria = Criterion.objects.filter(legal_basis=draft.basis.round.legal_basis_id)
    comments = Comment.objects.filter(basis=draft.basis, resolved_at=None).select_related("author")
    return Maker(draft, criteria, comments)


def around(draft: Draft, part: str, measure: Any) -> dict[str, Any]:
    """What stands above and below the fields: is it open, what is asked, who has marked it."""
    measure_pk = measure.pk if measure else None
    row = measure or draft.content
    marked_by = draft.marked_by(part, measure_pk)
    return {
        "is_open": draft.is_open(part, measure_pk),
        "asked": [
            each
            for each in draft.basis.requests_found
            if each["part"] == part and each["measure"] in {None, measure_pk}
        ],
        "marked_by": marked_by,
        "missing": missing(draft, part, measure_pk) if marked_by else [],
        "saved_at": row.saved_at,
        "saved_by": row.saved_by,
        "saved_on_behalf": row.saved_on_behalf,
        "document": document_name(draft.basis),
    }


def missing(draft: Draft, part: str, measure: int | None) -> list[Told]:
    """What the rules find in the part, or in one measure: why it is not done, though it is marked as ready."""
    found = [each for each in draft.problems if each.part == part]
    return [told(each, draft) for each in found if (each.measure and each.measure.pk) == measure]


# --- What was posted: every field that differs from what it started from, then what the button said


def posted(
    request: SignedInRequest, draft: Draft, part: str, measure: Any, fields: list[FieldView]
) -> HttpResponse | None:
    """Write what was changed and do what the button says. Nothing back: the page is shown again, with its errors."""
    if not write_all(request, draft, fields):
        messages.error(request, _("Not everything is stored. Look at the marked fields: what you wrote stands there."))
        return None
    try:
        return pressed(request, draft, part, measure)
    except DomainError as error:
        for message in error.messages:
            messages.error(request, message)
        return None


def write_all(request: SignedInRequest, draft: Draft, fields: list[FieldView]) -> bool:
    """Write each changed field by itself; whether all could be written. The page shows what was typed in all."""
    now, good = timezone.now(), True
    for field in fields:
        if f"base-{field.key}" not in request.POST:
            continue
        base, place = request.POST[f"base-{field.key}"], read_place(field.key)
        try:
            if field.kind == "choices":
                chosen, before = set(request.POST.getlist(field.key)), set(filter(None, base.split(",")))
                for value in sorted(chosen ^ before):
                    write.choice(draft.basis, place, value=value, chosen=value in chosen, actor=request.user, now=now)
                field.chosen = request.POST.getlist(field.key)
                field.base = ",".join(field.chosen)
                continue
            value = request.POST.get(field.key, "")
            if value.replace("\r\n", "\n") != base.replace("\r\n", "\n"):
                stored = write.field(draft.basis, place, base=base, value=value, actor=request.user, now=now)
                field.value = field.base = in_box(place.kind, place.field, stored)
        except write.ConflictError as error:
            good, field.value = False, value
            field.clash = clash(base, value, error.row, place.field)
            field.base = shown(error.row, place.field)
        except (DomainError, ValidationError) as error:
            good, field.value, field.base = False, value, base
            field.error = " ".join(error.messages)
        except LookupError:
            good, field.error = False, _("Somebody has removed this in the meantime.")
    return good


def pressed(request: SignedInRequest, draft: Draft, part: str, measure: Any) -> HttpResponse:
    """Do what the button says; without one, it was saved."""
    now, basis, actor = timezone.now(), draft.basis, request.user
    here = request.path
    if "add_measure" in request.POST:
        made = compose.measure(basis, actor=actor, now=now)
        return redirect("decision_basis_measure", basis.pk, made.pk)
    if "copy" in request.POST:
        tell_copied(request, copy_basis.last_years(basis, actor=actor, now=now))
        return redirect(here)
    if measure is not None and (answer := changed_costs(request, draft, measure)):
        return answer
    if "ready" in request.POST or "unready" in request.POST:
        compose.ready(
            basis,
            part,
            measure=measure.pk if measure else None,
            is_ready="ready" in request.POST,
            actor=actor,
            now=now,
        )
        messages.success(request, _("Marked as ready.") if "ready" in request.POST else _("Not marked as ready."))
        return redirect(here)
    messages.success(request, _("Saved."))
    return redirect(here)


def tell_copied(request: SignedInRequest, count: int) -> None:
    text = ngettext(
        "%(count)s measure is copied, with its costs. Describe what is no longer so anew.",
        "%(count)s measures are copied, with their costs. Describe what is no longer so anew.",
        count,
    )
    messages.success(request, text % {"count": count})
