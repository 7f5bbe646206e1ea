"""How a letter would look: as a web page, and as a PDF that says on every page that it is a draft."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allocations.permissions import may_follow_decisions, may_see_accounts
from allocations.rendering import letter_html, letter_page
from allocations.selectors.letter_contents import round_for_letters
from allocations.selectors.letter_page import DraftLetter, draft_letter
from dekom.core.http import SignedInRequest
from networks.models import Round


@require_safe
def letter_preview(request: SignedInRequest, pk: int, recipient: int) -> HttpResponse:
    draft, masked = get_draft(request, pk, recipient)
    words: dict[str, Any] = {
        "label": _("About this page"),
        "back": _("Back to the letters"),
        "draft": _("This is a draft. It has no number and is not sent."),
        "missing": _("The letter lacks:"),
        "pdf": _("See it as a PDF"),
    }
    html = letter_page(
        draft.content,
        stylesheets=[static("css/letter.css"), static("css/letter-screen.css")],
        mask_account=masked,
        words=words,
        problems=[problem.label for problem in draft.problems],
        links={
            "back": reverse("letter_list", kwargs={"pk": pk}),
            "pdf": reverse("letter_preview_pdf", kwargs={"pk": pk, "recipient": recipient}),
        },
    )
    return HttpResponse(html)


@require_safe
def letter_preview_pdf(request: SignedInRequest, pk: int, recipient: int) -> HttpResponse:
    from dekom.core.pdf import render_archive_pdf  # noqa: PLC0415 - only this page of the web process makes PDFs

    draft, masked = get_draft(request, pk, recipient)
    pdf = render_archive_pdf(letter_html(draft.content, draft=True, mask_account=masked))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="draft.pdf"'
    return response


def get_draft(request: SignedInRequest, pk: int, recipient: int) -> tuple[DraftLetter, bool]:
    """The draft, and whether the account number is masked. Raises: Http404, PermissionDenied."""
    round_ = get_object_or_404(round_for_letters(Round.objects.visible_to(request.user)), pk=pk)
    if not may_follow_decisions(request.user, round_.county_id):
        raise PermissionDenied
    change = request.GET.get("change", "")
    draft = draft_letter(round_, recipient, day=timezone.localdate(), change=change)
    if draft is None:
        raise Http404
    return draft, not may_see_accounts(request.user, round_.county_id)
