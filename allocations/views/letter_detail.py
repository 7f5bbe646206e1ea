"""One letter: what it is, who has opened it, and its file."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allocations.actions import notices, openings
from allocations.enums import MONEY_KINDS
from allocations.enums.outcomes import UNSPENT_KINDS
from allocations.models import DecisionLetter, Settlement
from allocations.permissions import may_follow_decisions, may_prepare
from allocations.permissions.decisions import may_answer
from allocations.views.decision_list import round_trail
from allocations.views.letter_list import letter_file_name
from dekom.core.http import SignedInRequest


@require_safe
def letter_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    letter = get_letter(request, pk)
    follows = may_follow_decisions(request.user, letter.county_id)
    if follows:
        trail = round_trail(letter.round, (_("Letters"), reverse("letter_list", kwargs={"pk": letter.round_id})))
    else:
        trail = [(_("Overview"), reverse("home")), (_("Letters"), reverse("my_letters"))]
    prepares = may_prepare(request.user, letter.county_id)
    settlement = settlement_of(letter)
    lines = letter.lines.select_related("decision_line__decision__network", "decision_line__decision__fixed_grant")
    return render(
        request,
        "allocations/letter_detail.html",
        {
            "letter": letter,
            "lines": lines.order_by("pk"),
            "openings": letter.openings.select_related("user") if follows else [],
            "follows": follows,
            "trail": trail,
            "answers": {answer.kind: answer for answer in letter.answers.select_related("user")},
            "asks_acceptance": letter.kind in MONEY_KINDS,
            "may_answer": not follows and may_answer(request.user, letter),
            "may_remind": prepares and letter.kind in notices.DECIDING,
            "settlement": settlement,
            "may_appeal": prepares
            and (letter.kind in notices.DECIDING or (settlement is not None and not settlement.undone_at)),
        },
    )


@require_safe
def letter_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The file as it was issued, byte for byte."""
    letter = get_letter(request, pk)
    if letter.pdf is None:
        raise Http404
    response = HttpResponse(bytes(letter.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{letter_file_name(letter)}"'
    response["ETag"] = f'"{letter.sha256}"'
    return response


def settlement_of(letter: DecisionLetter) -> Settlement | None:
    """What the letter tells of unspent money. Asks nothing where it is of another kind."""
    if letter.kind not in UNSPENT_KINDS:
        return None
    rows = Settlement.objects.filter(letter=letter)
    return rows.select_related("report__network", "report__organisation").first()


def get_letter(request: SignedInRequest, pk: int) -> DecisionLetter:
    """The letter if the reader may see it; the first time somebody at the recipient opens it is noted."""
    visible = DecisionLetter.objects.visible_to(request.user)
    letter: DecisionLetter = get_object_or_404(visible.select_related("recipient", "round__scheme", "county"), pk=pk)
    openings.note(letter, reader=request.user, now=timezone.now())
    return letter
