"""What all letters of a round share: case number, dates, and texts in both language forms."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from allocations.actions import prepare
from allocations.forms import LetterTermsForm
from allocations.models import LetterTerms
from allocations.permissions import may_prepare
from allocations.views.decision_list import get_followed_round, round_trail
from dekom.core.errors import DomainError
from dekom.core.http import SignedInRequest


@require_http_methods(["GET", "POST"])
def letter_terms_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_followed_round(request, pk)
    if not may_prepare(request.user, round_.county_id):
        raise PermissionDenied
    written = getattr(round_, "letter_terms", None)
    terms = written or LetterTerms(round=round_, **prepare.proposed_terms(round_))
    form = LetterTermsForm(request.POST or None, instance=terms)
    if request.method == "POST" and form.is_valid():
        try:
            prepare.terms(round_, actor=request.user, fields=form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The texts are stored."))
            return redirect("decision_list", pk=round_.pk)
    trail = round_trail(round_, (_("Decisions"), reverse("decision_list", kwargs={"pk": round_.pk})))
    return render(
        request,
        "allocations/letter_terms_edit.html",
        {"round": round_, "form": form, "trail": trail, "is_proposal": written is None},
    )
