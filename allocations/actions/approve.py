"""Approval: by who holds the budget authority, and never by anybody who had a hand in the decision."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from allocations.enums import DecisionStatus
from allocations.models import Decision
from allocations.permissions import may_approve
from allocations.selectors.decision_page import problems_of
from allocations.selectors.leftovers import is_overdrawn
from allocations.selectors.round_sums import broken_sums
from dekom.core.errors import DomainError, StaleStateError
from dekom.core.kroner import format_kroner
from dekom.core.models import User
from networks.models import Round


@transaction.atomic
def decisions(round_: Round, seen: Mapping[int, int], *, actor: User, now: datetime) -> list[Decision]:
    """Approve drafts, all or none. ``seen`` is what the approver had on the screen: each decision's key and version.

    The rows are locked, so that whoever edits one meanwhile either comes first, and the approval is refused, or waits
    and finds it approved. The database holds the same rules once more.

    Raises: DomainError: with every reason at once. StaleStateError: a decision is no longer as the approver saw it.
    """
    Round.objects.select_for_update().get(pk=round_.pk)
    found = round_.decisions.select_for_update(of=("self",)).filter(pk__in=seen).order_by("pk")
    drafts = {decision.pk: decision for decision in found.select_related("network", "fixed_grant")}
    if any(pk not in drafts or drafts[pk].version != version for pk, version in seen.items()):
        raise StaleStateError(
            _("Somebody has changed one of these decisions since you opened the page. Read it again.")
        )
    if not drafts:
        raise DomainError(_("Choose the decisions that you approve."))
    if not may_approve(actor, round_.county_id):
        raise DomainError(_("Only the decision maker approves decisions."))
    refusals = [
        f"{decision.network or decision.fixed_grant}: {reason}"
        for decision in drafts.values()
        for reason in _refusals(decision, actor)
    ]
    missing = problems_of(round_, day=timezone.localdate(now))
    refusals += [
        f"{decision.network or decision.fixed_grant}: {problem.label}"
        for decision in drafts.values()
        for problem in missing.get(decision.pk, [])
    ]
    refusals += [
        _("%(check)s: this does not hold. %(over)s kr too much is decided.")
        % {"check": each.check.label, "over": format_kroner(each.over)}
        for each in broken_sums(round_)
    ]
    if refusals:
        raise DomainError(refusals)
    today = timezone.localdate(now)
    was_overdrawn = is_overdrawn(round_, today)
    round_.decisions.filter(pk__in=drafts).update(
        status=DecisionStatus.APPROVED, approved_by=actor, approved_at=now, version=F("version") + 1
    )
    if is_overdrawn(round_, today) and not was_overdrawn:
        raise DomainError(_("There is not that much left: money that others still have must come back first."))
    return list(round_.decisions.filter(pk__in=drafts).order_by("pk"))


def _refusals(decision: Decision, actor: User) -> list[str]:
    if decision.status != DecisionStatus.DRAFT:
        return [_("It is approved already.")]
    if decision.prepared_by_id is None:
        return [_("Nobody has prepared it.")]
    if decision.was_worked_on_by(actor.pk):
        return [_("You prepared it, and somebody else must approve it.")]
    return []
