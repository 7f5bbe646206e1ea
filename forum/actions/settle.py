"""Presenting, settling and forwarding a recommendation. Settled means frozen, with its hash; forwarded makes drafts."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from allocations.actions.recommend import Recommended, push, reference_text
from allocations.models import Decision
from dekom.core.errors import DomainError
from dekom.core.kroner import format_kroner
from dekom.core.models import User
from forum.actions.weigh import unweighed
from forum.enums import MotionState
from forum.enums.sheets import RECOMMENDATION_MOVES, PointKind, RecommendationStatus
from forum.models import Recommendation
from forum.permissions.sheets import may_prepare_assessment
from forum.selectors.recommendation_facts import Whole, whole
from forum.selectors.recommendation_votes import Votes, votes_on
from forum.services.recommendation import LineProblem, line_problems


@dataclass(frozen=True)
class Result:
    """How the forum settled a point, where no ballot says it."""

    text: str
    votes_for: int | None = None
    votes_against: int | None = None


@transaction.atomic
def present(recommendation: Recommendation, *, actor: User) -> Recommendation:
    """Lay the governor's proposal before the forum; its amounts stay from now on.

    Raises: DomainError: not the secretariat, the forum recommends in this round, or a line without an amount.
    Source: regulation FOR-2026-01-12-23 § 12.
    """
    recommendation = _locked(recommendation, actor)
    if not recommendation.is_input:
        raise DomainError(_("In this round the forum recommends: there is no proposal to present."))
    if missing := [line.label for line in whole(recommendation).lines() if line.proposed is None]:
        raise DomainError(_("No amount is proposed for: %(names)s.") % {"names": ", ".join(missing)})
    return _move(recommendation, RecommendationStatus.PRESENTED)


@transaction.atomic
def settle(
    recommendation: Recommendation, *, results: Mapping[int, Result], actor: User, now: datetime
) -> Recommendation:
    """The forum has adopted the recommendation, or its input is recorded. All of it is frozen as one text.

    Each point's result is taken from the meeting's vote on it, else from ``results`` by the point's number.

    Raises: DomainError: not the secretariat, or with everything that is missing at once.
    """
    recommendation = _locked(recommendation, actor)
    to = RecommendationStatus.INPUT_RECORDED if recommendation.is_input else RecommendationStatus.VOTED
    if not RECOMMENDATION_MOVES.allows(recommendation.status, to):
        raise DomainError(_not_now(recommendation))
    if not recommendation.reference and recommendation.item and recommendation.item.number_text:
        recommendation.reference = reference_text(recommendation.meeting.date, recommendation.item.number_text)
    found, votes = whole(recommendation), votes_on(recommendation)
    problems = [*_missing(found), *_voted_down(found, votes), *_results(found, votes, results)]
    if problems:
        raise DomainError(problems)
    contents = contents_of(whole(recommendation))
    return _move(
        recommendation,
        to,
        reference=recommendation.reference,
        settled_at=now,
        contents=contents,
        sha256=hashlib.sha256(contents.encode()).hexdigest(),
    )


def _missing(found: Whole) -> list[str]:
    """What the recommendation lacks before the forum can settle it."""
    recommendation, problems = found.recommendation, []
    if not recommendation.reference:
        problems.append(_("Say in which meeting and matter this is settled."))
    if recommendation.is_input and not recommendation.whole:
        problems.append(_("Write the forum's input on the whole."))
    for line in found.lines():
        facts = found.facts(line)
        words = {"name": line.label, "limit": format_kroner(facts.limit or 0)}
        told = {
            LineProblem.NO_AMOUNT: _("%(name)s has no amount."),
            LineProblem.OVER_LIMIT: _("%(name)s: the amount is above %(limit)s kr. Write why."),
            LineProblem.NO_RELEASE: _("%(name)s: the payout is held. Write what releases it."),
        }
        problems += [told[problem] % words for problem in line_problems(facts)]
    balance = found.balance()
    if balance and balance.over:
        problems.append(
            _("The lines sum to %(over)s kr more than there is to distribute.") % {"over": format_kroner(balance.over)}
        )
    return problems


def _results(found: Whole, votes: Votes, results: Mapping[int, Result]) -> list[str]:
    """Write down how each point was settled. Input is recorded as it is said, so it needs no vote."""
    problems = []
    for point in found.points:
        with override(found.recommendation.meeting.language):
            voted = votes.result(point)
        given = results.get(point.number)
        if voted:
            point.motion, point.result = voted.motion, voted.text
            point.votes_for, point.votes_against = voted.votes_for, voted.votes_against
        elif given and given.text.strip():
            point.result = given.text.strip()
            point.votes_for, point.votes_against = given.votes_for, given.votes_against
        elif not found.recommendation.is_input:
            problems.append(_("Write how point %(number)s was settled.") % {"number": point.number})
            continue
        point.save()
    return problems


def _voted_down(found: Whole, votes: Votes) -> list[str]:
    """Networks whose lines the forum has said no to."""
    lines = {line.network_id: line.label for line in found.lines()}
    return [
        _("The forum has voted against the line of %(name)s. Change it, and put it before the forum anew.")
        % {"name": lines[network]}
        for point in found.points
        if point.kind == PointKind.NETWORKS
        for network, motion in votes.on_lines(point.number).items()
        if motion.state == MotionState.FELL and network in lines
    ]


def contents_of(found: Whole) -> str:
    """All that the forum said, as one text: the same rows always give the same characters."""
    recommendation = found.recommendation
    told: dict[str, Any] = {
        "round": str(recommendation.round),
        "legal_basis": recommendation.round.legal_basis.code,
        "kind": recommendation.kind,
        "version": recommendation.version,
        "reference": recommendation.reference,
        "whole": recommendation.whole,
        "points": [
            {
                "number": point.number,
                "text": point.text,
                "result": point.result,
                "votes_for": point.votes_for,
                "votes_against": point.votes_against,
                "lines": [
                    {
                        "label": line.label,
                        "only_told": line.is_only_told,
                        "proposed": line.proposed,
                        "amount": line.amount,
                        "amount_reason": line.amount_reason,
                        "remark": line.remark,
                        "conditions": line.conditions,
                        "payout_held": line.payout_held,
                        "release_condition": line.release_condition,
                    }
                    for line in point.lines.all()
                ],
            }
            for point in found.points
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


@transaction.atomic
def forward(recommendation: Recommendation, *, actor: User, now: datetime) -> list[Decision]:
    """Send it to the governor: draft decisions arise, or those that are there say what the forum said.

    Under the rules where the forum gives input, each decision's grounds say how it was weighed.

    Raises: DomainError: not the secretariat, not settled, input that is not weighed, or a decision has gone too far.
    """
    recommendation = _locked(recommendation, actor)
    if not RECOMMENDATION_MOVES.allows(recommendation.status, RecommendationStatus.FORWARDED):
        raise DomainError(_not_now(recommendation))
    found = whole(recommendation)
    if recommendation.is_input and (problems := unweighed(recommendation, found.lines())):
        raise DomainError(problems)
    drafts = push(
        recommendation.round,
        [
            Recommended(
                network=line.network_id,
                fixed_grant=line.fixed_grant_id,
                amount=found.amount(line),
                remark=line.remark,
                conditions=line.conditions,
                payout_held=line.payout_held,
                release_condition=line.release_condition,
                grounds=line.weighing,
            )
            for line in found.lines()
        ],
        reference=recommendation.reference,
    )
    _move(recommendation, RecommendationStatus.FORWARDED, forwarded_at=now, forwarded_by=actor)
    return drafts


def _move(recommendation: Recommendation, to: RecommendationStatus, **fields: Any) -> Recommendation:
    """A declared move of a row that is locked."""
    if not RECOMMENDATION_MOVES.allows(recommendation.status, to):
        raise DomainError(_not_now(recommendation))
    Recommendation.objects.filter(pk=recommendation.pk, status=recommendation.status).update(status=to, **fields)
    recommendation.refresh_from_db()
    return recommendation


def _not_now(recommendation: Recommendation) -> str:
    return _("This can't be done while the state is «%(state)s».") % {"state": recommendation.get_status_display()}


def _locked(recommendation: Recommendation, actor: User) -> Recommendation:
    rows = Recommendation.objects.select_for_update(of=("self",))
    locked = rows.select_related("round__scheme", "round__legal_basis", "meeting", "item").get(pk=recommendation.pk)
    if not may_prepare_assessment(actor, locked.round.county_id):
        raise DomainError(_("Only the secretariat writes the recommendation down."))
    return locked
