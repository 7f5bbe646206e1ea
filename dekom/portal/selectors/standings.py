"""Where each network stands in the current round: the rows of the matrix on the first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from allocations.models import Decision
from dekom.core.sorting import norwegian_key
from dekom.portal.selectors.overview import Overview
from dekom.portal.services.standing import Facts, Mark, Next, Standing, Step, standing
from networks.enums import BasisStatus
from networks.models import DecisionBasis, Round

STAFF_STEPS = tuple(Step)
FORUM_STEPS = (Step.FRAME, Step.BASIS, Step.REVIEW, Step.RECOMMENDATION)
NETWORK_STEPS = (Step.FRAME, Step.BASIS, Step.REVIEW, Step.LETTER)

WORDS: dict[Mark, str | Promise] = {
    Mark.DONE: pgettext_lazy("step", "Done"),
    Mark.WAITING: pgettext_lazy("step", "Waiting"),
    Mark.UNDER_WAY: pgettext_lazy("step", "Under way"),
    Mark.CHANGES: pgettext_lazy("step", "Changes requested"),
    Mark.NOT_STARTED: pgettext_lazy("step", "Not started"),
}
NEXT: dict[Next, str | Promise] = {
    Next.ADOPT_FRAME: gettext_lazy("The forum adopts the frame"),
    Next.WRITE: gettext_lazy("The network completes and submits"),
    Next.CHANGE: gettext_lazy("The network changes and submits again"),
    Next.TAKE_IN: gettext_lazy("The secretariat takes it into review"),
    Next.RECOMMEND: gettext_lazy("The forum assesses"),
    Next.PREPARE: gettext_lazy("Complete the decision, send it for approval"),
    Next.APPROVE: gettext_lazy("The decision maker approves"),
    Next.SEND_LETTER: gettext_lazy("Send the letter"),
    Next.RELEASE: gettext_lazy("The payout is held until its condition is met"),
    Next.NOTHING: gettext_lazy("Nothing: the letter is sent"),
}


@dataclass(frozen=True)
class Matrix:
    """What the matrix component takes."""

    steps: list[str]
    rows: list[dict[str, Any]]
    totals: list[str]
    legend: list[tuple[str, str]]


def matrix_of(overview: Overview) -> Matrix | None:
    """The networks that the person follows in the current round, or nothing where there are none."""
    if overview.round is None:
        return None
    steps, bases = _seen(overview, overview.round)
    if not bases:
        return None
    decisions = {
        decision.network_id: decision for decision in overview.decisions if decision.round_id == overview.round.pk
    }
    bases = sorted(bases, key=lambda basis: norwegian_key(basis.network.short_name))
    standings = [standing(facts_of(basis, decisions.get(basis.network_id))) for basis in bases]
    labels = step_labels(overview.round)
    shown = {found.marks[step] for found in standings for step in steps}
    return Matrix(
        steps=[labels[step] for step in steps],
        rows=[_row(basis, found, steps, labels) for basis, found in zip(bases, standings, strict=True)],
        totals=[_total(standings, step) for step in steps] if len(standings) > 1 else [],
        legend=[(mark.value, str(word)) for mark, word in WORDS.items() if mark in shown],
    )


def _seen(overview: Overview, round_: Round) -> tuple[Sequence[Step], list[DecisionBasis]]:
    """Which steps and which networks: staff and auditors all, the forum those in review, others their own."""
    access = overview.access
    bases = [basis for basis in overview.bases if basis.round_id == round_.pk]
    if access.is_superuser or round_.county_id in access.reads_all_in:
        return STAFF_STEPS, bases
    if round_.county_id in access.forum_in:
        return FORUM_STEPS, [basis for basis in bases if basis.status in (BasisStatus.IN_REVIEW, BasisStatus.DECIDED)]
    if access.organisations and not access.networks:
        return NETWORK_STEPS, bases
    return NETWORK_STEPS, [basis for basis in bases if basis.network_id in access.networks]


def facts_of(basis: DecisionBasis, decision: Decision | None) -> Facts:
    if decision is None:
        return Facts(basis.frame, basis.requested, basis.status)
    return Facts(
        frame=basis.frame,
        requested=basis.requested,
        basis=basis.status,
        recommended=decision.recommended,
        decided=decision.decided,
        decision=decision.status,
        prepared=decision.prepared_by_id is not None,
        payout_held=decision.payout_held,
    )


def step_labels(round_: Round) -> dict[Step, str]:
    """What the steps are called; the forum's part is named by the round's legal basis."""
    return {
        Step.FRAME: _("Frame"),
        Step.BASIS: _("Basis"),
        Step.REVIEW: _("Review"),
        Step.RECOMMENDATION: capfirst(round_.legal_basis.recommendation_name),
        Step.DECISION: _("Decision"),
        Step.LETTER: _("Letter"),
    }


def _row(basis: DecisionBasis, found: Standing, steps: Sequence[Step], labels: dict[Step, str]) -> dict[str, Any]:
    return {
        "label": basis.network.short_name,
        "url": basis.network.get_absolute_url(),
        "cells": [(found.marks[step].value, WORDS[found.marks[step]]) for step in steps],
        "next": NEXT[found.next],
        "now": labels[found.at] if found.at else "",
    }


def _total(standings: Sequence[Standing], step: Step) -> str:
    done = sum(found.marks[step] is Mark.DONE for found in standings)
    if 0 < done < len(standings):
        return _("%(done)s of %(all)s") % {"done": done, "all": len(standings)}
    return str(done)
