"""The workbench of a round's decisions: what is recommended, decided, held, approved, and what is missing."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allocations.enums import DecisionStatus, LetterProblem
from allocations.permissions import may_approve, may_follow_decisions, may_prepare
from allocations.selectors.decision_page import DecisionRow, decision_rows
from allocations.selectors.letter_contents import round_for_letters
from allocations.selectors.round_sums import sums_of
from allocations.views.round_parts import proposes, recommended_word
from dekom.core.http import SignedInRequest
from networks.models import Round
from networks.models.round import RoundQuerySet

MARKS = {
    DecisionStatus.DRAFT: "work",
    DecisionStatus.APPROVED: "ready",
    DecisionStatus.ISSUED: "done",
    DecisionStatus.REPLACED: "na",
}


@require_safe
def decision_list(request: SignedInRequest, pk: int) -> HttpResponse:
    round_ = get_followed_round(request, pk)
    rows = decision_rows(round_, day=timezone.localdate())
    return render(
        request,
        "allocations/decision_list.html",
        {
            "trail": round_trail(round_),
            "round": round_,
            "rows": rows,
            "marks": {row.decision.pk: mark(row) for row in rows},
            "recommended": sum(row.decision.recommended or 0 for row in rows),
            "recommended_word": recommended_word(round_),
            "proposes": proposes(round_),
            "decided": sum(row.decision.decided or 0 for row in rows),
            "difference": sum(row.difference or 0 for row in rows),
            "sums": sums_of(round_, [row.decision for row in rows]),
            "untouched": sum(row.is_draft and row.decision.decided is None for row in rows),
            "ready": sum(row.is_ready for row in rows),
            "shared_problems": shared_problems(rows),
            "may_prepare": may_prepare(request.user, round_.county_id),
            "may_approve": may_approve(request.user, round_.county_id),
        },
    )


def get_followed_round(
    request: SignedInRequest, pk: int, parts: Callable[[RoundQuerySet], QuerySet[Round]] = round_for_letters
) -> Any:
    """The round for those who follow its decisions, with the ``parts`` that the page shows.

    Raises: Http404, PermissionDenied.
    """
    round_ = get_object_or_404(parts(Round.objects.visible_to(request.user)), pk=pk)
    if not may_follow_decisions(request.user, round_.county_id):
        raise PermissionDenied
    return round_


def round_trail(round_: Round, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("Overview"), reverse("home")),
        (_("Rounds"), reverse("round_list")),
        (str(round_), round_.get_absolute_url()),
        *more,
    ]


def mark(row: DecisionRow) -> str:
    if row.is_draft and row.decision.prepared_by_id is None:
        return "todo"
    return MARKS[DecisionStatus(row.decision.status)]


def shared_problems(rows: list[DecisionRow]) -> list[LetterProblem]:
    """What every draft lacks is said once, above the table."""
    drafts = [set(row.problems) for row in rows if row.is_draft and row.gets_letter]
    return [problem for problem in LetterProblem if drafts and all(problem in each for each in drafts)]
