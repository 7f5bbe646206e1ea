"""What waits with decisions and letters: for the secretariat and the decision maker."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allocations.enums import DecisionStatus
from allocations.models import Decision, DecisionLine
from dekom.core.kroner import NO_BREAK_SPACE, format_kroner
from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task, task
from dekom.portal.selectors.tasks.waiting import Kind, Question, Row, question
from networks.enums import MilestoneKind, OrganisationKind, RoleKind
from networks.models import Round


def decision_tasks(overview: Overview) -> Iterator[Task]:
    """Secretariat: decisions to prepare and to follow up. Decision maker: to approve."""
    preparing = overview.access.counties_as(RoleKind.SECRETARIAT)
    approving = overview.access.counties_as(RoleKind.DECISION_MAKER)
    ordered = sorted(overview.decisions, key=lambda decision: decision.round_id)
    for _pk, group in groupby(ordered, key=lambda decision: decision.round_id):
        decisions = list(group)
        round_ = decisions[0].round
        waiting = [decision for decision in decisions if _waits_for_approval(decision)]
        if round_.county_id in preparing:
            yield from _to_prepare(overview, round_, decisions, waiting)
        if round_.county_id in approving:
            yield from _to_approve(overview, round_, decisions, waiting)


def _waits_for_approval(decision: Decision) -> bool:
    return (
        decision.status == DecisionStatus.DRAFT and decision.decided is not None and decision.prepared_by_id is not None
    )


def _to_prepare(
    overview: Overview, round_: Round, decisions: Sequence[Decision], waiting: Sequence[Decision]
) -> Iterator[Task]:
    deadline = overview.deadline(round_.pk, MilestoneKind.DECISION)
    todo = [
        decision
        for decision in decisions
        if decision.status == DecisionStatus.DRAFT and decision.recommended is not None and decision not in waiting
    ]
    if todo:
        begun = sum(decision.prepared_by_id is not None or decision.decided is not None for decision in todo)
        label = ngettext("Prepare %(count)s decision", "Prepare %(count)s decisions", len(todo))
        note = _("%(round)s: %(begun)s begun, %(rest)s not started.") % {
            "round": round_,
            "begun": begun,
            "rest": len(todo) - begun,
        }
        yield task(overview, label % {"count": len(todo)}, reverse("decision_list", args=[round_.pk]), note, deadline)
    if waiting:
        label = ngettext(
            "Follow up %(count)s decision for approval", "Follow up %(count)s decisions for approval", len(waiting)
        )
        note = _("Whoever prepared a decision can't approve it.")
        yield task(
            overview, label % {"count": len(waiting)}, reverse("decision_list", args=[round_.pk]), note, deadline
        )


def _to_approve(
    overview: Overview, round_: Round, decisions: Sequence[Decision], waiting: Sequence[Decision]
) -> Iterator[Task]:
    deadline = overview.deadline(round_.pk, MilestoneKind.DECISION)
    mine = [decision for decision in waiting if not decision.was_worked_on_by(overview.user.pk)]
    if mine:
        label = ngettext("Approve %(count)s decision", "Approve %(count)s decisions", len(mine))
        total = sum(decision.decided or 0 for decision in mine)
        note = _("%(amount)s in all.") % {"amount": f"{format_kroner(total)}{NO_BREAK_SPACE}kr"}
        url = reverse("decisions_approve", args=[round_.pk])
        yield task(overview, label % {"count": len(mine)}, url, note, deadline)


def _approved(overview: Overview) -> Question | None:
    """Approved decisions with a letter to order, and those that need none, which are issued with them."""
    counties = overview.access.counties_as(RoleKind.DECISION_MAKER)
    if not counties:
        return None
    lines = DecisionLine.objects.filter(decision=OuterRef("pk")).exclude(recipient__kind=OrganisationKind.GOVERNOR)
    waiting = (
        Decision.objects.current()
        .filter(status=DecisionStatus.APPROVED, round__county__in=counties)
        .filter(Exists(lines.filter(letter_line=None)) | ~Exists(lines))
    )
    return question(waiting.values("round").annotate(count=Count("pk")), key="round", count="count")


def letter_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Decision maker: letters to order. What is ordered is the worker's."""
    for row in rows:
        label = ngettext(
            "Issue the letter for %(count)s approved decision",
            "Issue the letters for %(count)s approved decisions",
            row.facts["count"],
        )
        deadline = overview.deadline(row.key, MilestoneKind.DECISION)
        yield task(overview, label % row.facts, reverse("letter_list", args=[row.key]), "", deadline)


LETTERS = Kind(_approved, letter_tasks)
