"""A round's letters: what waits, how far the worker has come, what is sent and opened."""

import io
import zipfile

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from allocations.actions import issue
from allocations.models import DecisionLetter
from allocations.permissions import may_approve, may_prepare
from allocations.selectors.letter_page import letters_of, sending, sending_by_recipient, unordered_letters
from allocations.views.decision_list import get_followed_round, round_trail
from dekom.core.errors import DomainError
from dekom.core.filenames import file_name
from dekom.core.http import SignedInRequest


@require_safe
def letter_list(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_followed_round(request, pk)
    letters = letters_of(round_)
    drafts = unordered_letters(round_, day=timezone.localdate())
    ready = [draft for draft in drafts if draft.is_ready]
    issued = sum(letter.is_issued for letter in letters)
    return render(
        request,
        "allocations/letter_list.html",
        {
            "trail": round_trail(round_, (_("Decisions"), reverse("decision_list", kwargs={"pk": round_.pk}))),
            "round": round_,
            "letters": letters,
            "drafts": drafts,
            "ready": ready,
            "all_ready": sending(ready),
            "ready_by_recipient": sending_by_recipient(ready),
            "issued": issued,
            "is_under_way": issued < len(letters),
            "total": sum(letter.amount for letter in letters if letter.is_issued),
            "has_files": any(letter.is_issued and not letter.loaded for letter in letters),
            "may_issue": may_approve(request.user, round_.county_id),
            "may_prepare": may_prepare(request.user, round_.county_id),
        },
    )


@require_POST
def letters_issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """Order one recipient's letter, or all that are ready. Asked again, it makes nothing new."""
    round_ = get_followed_round(request, pk)
    if not may_approve(request.user, round_.county_id):
        raise PermissionDenied
    recipients = [int(value) for value in request.POST.getlist("recipient") if value.isdecimal()]
    try:
        made = issue.order(round_, actor=request.user, now=timezone.now(), recipients=recipients or None)
    except DomainError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if made:
            text = ngettext("%(count)s letter is on its way.", "%(count)s letters are on their way.", len(made))
            messages.success(request, text % {"count": len(made)})
        else:
            messages.info(request, _("There is no new letter to issue."))
    return redirect("letter_list", pk=round_.pk)


@require_safe
def letters_zip(request: SignedInRequest, pk: int) -> HttpResponse:
    """All issued letters of the round in one file."""
    round_ = get_followed_round(request, pk)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        letters = DecisionLetter.objects.issued().filter(round=round_, loaded=False).defer(None)
        for letter in letters.select_related("recipient").order_by("year", "number").iterator(chunk_size=20):
            assert letter.pdf is not None
            archive.writestr(letter_file_name(letter), bytes(letter.pdf))
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    name = file_name("letters", round_, ending="zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def letter_file_name(letter: DecisionLetter) -> str:
    """«2025-009-stjordal.pdf»."""
    return file_name(letter.year, f"{letter.number:03}", letter.recipient.name, ending="pdf")
