"""Puts a recommendation's points before the meeting as motions, ready to be voted on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from dekom.core.errors import DomainError
from dekom.core.kroner import NO_BREAK_SPACE, format_kroner
from dekom.core.models import User
from forum.actions import motions
from forum.enums.sheets import PointKind
from forum.models import Motion, Recommendation, RecommendationLine
from forum.permissions.sheets import may_prepare_assessment
from forum.selectors.recommendation_facts import Whole, whole
from forum.selectors.recommendation_votes import votes_on


@transaction.atomic
def recommendation(found: Recommendation, *, actor: User, now: datetime) -> list[Motion]:
    """A motion for each point; of the networks one for each that somebody here is recused from, and one for the rest.

    Raises: DomainError: not the secretariat, settled, no matter in a meeting in session, a line without an amount, or
    the points are before the meeting already.
    Source: minutes of 12 March 2025, matter 8/25; forvaltningsloven § 8.
    """
    if not may_prepare_assessment(actor, found.round.county_id):
        raise DomainError(_("Only the secretariat writes the recommendation down."))
    if found.is_input:
        raise DomainError(_("In this round the forum gives input: it is recorded, and not voted on."))
    if not found.is_open:
        raise DomainError(_("The forum has settled this already: it stays as it is."))
    if found.item is None or not found.meeting.is_in_session:
        raise DomainError(_("The points are put when the meeting is in session, in the matter about the round."))
    parts = whole(found)
    if missing := [line.label for line in parts.lines() if parts.amount(line) is None]:
        raise DomainError(_("No amount yet for: %(names)s.") % {"names": ", ".join(missing)})
    with override(found.meeting.language):
        made = _put(found, parts, now)
    if not made:
        raise DomainError(_("The points are before the meeting already. Take those motions back to put them anew."))
    return made


def _put(found: Recommendation, parts: Whole, now: datetime) -> list[Motion]:
    """What the meeting has no motion on yet, or has said no to."""
    item, made = found.item, []
    assert item is not None
    points, networks = votes_on(found).standing(parts.points)
    for point in parts.points:
        if point.kind == PointKind.NETWORKS:
            lines = [(line.network, _wording(parts, line)) for line in point.lines.all() if line.network]
            lacking = [(network, wording) for network, wording in lines if network.pk not in networks]
            together = _("Networks that nobody here is recused from")
            made += motions.propose_lines(
                item, found.round, lacking, together=together, now=now, point=str(point.number)
            )
        elif point.number not in points:
            title = str(PointKind(point.kind).label)
            made.append(motions.propose(item, point=str(point.number), title=title, text=point.text, round=found.round))
    return made


def _wording(parts: Whole, line: RecommendationLine) -> str:
    """«Fosen: 643 042 kr. Plan for bruk av restmidler.»."""
    assert line.network is not None
    held = _("The payout is held.") if line.payout_held else ""
    amount = f"{format_kroner(parts.amount(line) or 0)}{NO_BREAK_SPACE}kr"
    return " ".join(part for part in (f"{line.network.short_name}: {amount}.", line.remark, held) if part)
