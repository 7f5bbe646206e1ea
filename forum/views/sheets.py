"""A criteria sheet: own notes first, then the group's sheet; saved field by field, handed in by the rapporteur."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest
from forum.actions import sheets
from forum.actions.sheets import FieldConflictError, Saved
from forum.enums.sheets import Phase
from forum.models import CriteriaSheet
from forum.permissions.sheets import may_hand_in, may_note, may_write_sheet
from forum.selectors.sheet_page import SheetPage, sheet_page, sheets_with_figures
from forum.views.sheet_parts import against_frame, bars, documents, fields_of, phases, trail_to

OWN = "own"  # the part of the address that asks for one's own notes


@require_http_methods(["GET", "POST"])
def criteria_sheet_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sheet, or the reader's own notes on it. A posted form saves every field that was changed."""
    sheet = get_object_or_404(sheets_with_figures(request.user), pk=pk)
    if sheet.is_mine and not sheet.is_declared:
        messages.info(request, _("Before you read, look through the networks and say what you are tied to."))
        return redirect(f"{reverse('recusal_declare', args=[sheet.assessment.round_id])}?next={request.path}")
    own = may_note(sheet) and (sheet.assessment.phase == Phase.OWN or OWN in request.GET)
    conflicts: dict[str, str] = {}
    errors: list[str] = []
    if request.method == "POST":
        conflicts, errors = save_all(request, sheet, own=own)
        if not conflicts and not errors:
            messages.success(request, _("Saved."))
            return redirect(request.get_full_path())
        sheet = get_object_or_404(sheets_with_figures(request.user), pk=pk)
    page = sheet_page(sheet, request.user)
    context = {
        **context_of(request, page, own=own),
        "errors": errors,
        "fields": fields_of(page, own=own, typed=request.POST if request.method == "POST" else {}, conflicts=conflicts),
    }
    status = 409 if conflicts else 200
    return render(request, "forum/criteria_sheet_detail.html", context, status=status)


def context_of(request: SignedInRequest, page: SheetPage, *, own: bool) -> dict[str, Any]:
    sheet = page.sheet
    return {
        "page": page,
        "sheet": sheet,
        "own": own,
        "may_note": may_note(sheet),
        "may_write": may_write_sheet(sheet) or own,
        "may_hand_in": may_hand_in(request.user, sheet),
        "is_rapporteur": sheet.group.rapporteur_id == request.user.pk,
        "sees_group": sheet.assessment.phase != Phase.OWN,
        "phases": phases(sheet.assessment),
        "bars": bars(page),
        "against_frame": against_frame(page),
        "documents": documents(page),
        "trail": trail_to(sheet.assessment),
        "save_url": reverse("criteria_sheet_note" if own else "criteria_sheet_field", args=[sheet.pk]),
        "delivered": sum(each.mark == "done" for each in page.seen),
    }


def save_all(request: SignedInRequest, sheet: CriteriaSheet, *, own: bool) -> tuple[dict[str, str], list[str]]:
    """Every field of a posted form: the texts that others wrote meanwhile by field, and what could not be read."""
    conflicts, errors = {}, []
    for sent in [name for name in request.POST if name.startswith("old-")]:
        name = sent.removeprefix("old-")
        try:
            save_one(request, sheet.pk, name, request.POST[sent], request.POST.get(name, ""), own=own)
        except FieldConflictError as error:
            conflicts[name] = error.theirs
        except DomainError as error:
            errors += [message for message in error.messages if message not in errors]
    return conflicts, errors


def save_one(request: SignedInRequest, pk: int, name: str, old: str, new: str, *, own: bool) -> Saved:
    if own:
        return sheets.save_note(pk, name, old=old, new=new, author=request.user, now=timezone.now())
    return sheets.save_field(pk, name, old=old, new=new, actor=request.user, now=timezone.now())


@require_POST
def criteria_sheet_field(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save one field of the group's sheet: 200 with the time, 409 with both texts, 422 where it can't be read."""
    return answer(request, pk, own=False)


@require_POST
def criteria_sheet_note(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save one field of the person's own notes, answered alike."""
    return answer(request, pk, own=True)


def answer(request: SignedInRequest, pk: int, *, own: bool) -> HttpResponse:
    name, old, new = (request.POST.get(key, "") for key in ("field", "old", "new"))
    try:
        saved = save_one(request, pk, name, old, new, own=own)
    except CriteriaSheet.DoesNotExist as error:
        raise Http404 from error
    except FieldConflictError as error:
        return JsonResponse({"theirs": error.theirs, "yours": error.yours}, status=409)
    except DomainError as error:
        return JsonResponse({"errors": error.messages}, status=422)
    at = date_format(localtime(saved.at), "H:i")
    return JsonResponse({"saved": _("Saved %(at)s") % {"at": at}, "text": saved.text})


@require_POST
def criteria_sheet_hand_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save what is in the form, and hand the sheet in."""
    sheet = get_object_or_404(sheets_with_figures(request.user), pk=pk)
    conflicts, errors = save_all(request, sheet, own=False)
    if conflicts:
        errors = [
            _("Somebody else has written here in the meantime. Look at the sheet before you hand it in."),
            *errors,
        ]
    if not errors:
        try:
            sheets.hand_in(sheet, actor=request.user, now=timezone.now())
        except DomainError as error:
            errors = error.messages
    for error_text in errors:
        messages.error(request, error_text)
    if not errors:
        messages.success(request, _("The sheet is handed in to plenary."))
    return redirect(sheet)
