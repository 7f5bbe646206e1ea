"""New editions of decisions that are issued, and the small moves that need none. The old edition stays as it was."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allocations.actions import journal
from allocations.enums import DecisionChange, DecisionStatus, JournalDirection
from allocations.models import Decision, DecisionLine, LetterTerms, RefusedPart, SmallMove
from allocations.permissions import may_prepare
from dekom.core.errors import DomainError
from dekom.core.kroner import format_kroner
from dekom.core.models import User

KEPT = (
    *("round", "network", "fixed_grant", "recommended", "remark", "recommendation_reference", "decided", "outcome"),
    *("grounds", "measures", "conditions", "payout_held", "release_condition", "intent_until", "intent_amount"),
)  # what a new edition begins with


@transaction.atomic
def new_edition(decision: Decision, *, change: str, reason: str, actor: User) -> Decision:
    """A draft that takes the issued decision's place when its letter is issued. It begins as a copy.

    Raises: DomainError: not the secretariat's; not issued; there is a newer edition already; no reason.
    """
    locked = Decision.objects.select_for_update(of=("self",)).select_related("round").get(pk=decision.pk)
    if not may_prepare(actor, locked.round.county_id):
        raise DomainError(_("Only the secretariat prepares decisions."))
    return draft_after(locked, change=change, reason=reason, actor=actor)


def draft_after(locked: Decision, *, change: str, reason: str, actor: User | None) -> Decision:
    """As ``new_edition``, for who has locked the row and asked for the right. ``actor`` has had a hand in it then.

    So has everybody who worked on the earlier edition, whose words and amounts are copied; its approver has not.
    """
    if change == DecisionChange.FIRST:
        raise DomainError(_("A new edition says what kind of change it is."))
    if locked.status != DecisionStatus.ISSUED:
        raise DomainError(_("Only an issued decision gets a new edition; a draft is changed as it is."))
    if Decision.objects.filter(replaces=locked).exists():
        raise DomainError(_("There is a newer edition of this decision already."))
    if not reason.strip():
        raise DomainError(_("Say why the decision is changed. It stands in the letter."))
    hands = {*locked.worked_on_by, locked.prepared_by_id, locked.edited_by_id, actor.pk if actor else None}
    made = Decision.objects.create(
        **{name: getattr(locked, name) for name in KEPT},
        edition=locked.edition + 1,
        replaces=locked,
        change=change,
        change_reason=reason.strip(),
        prepared_by=actor,
        edited_by=actor,
        worked_on_by=sorted(hand for hand in hands if hand is not None),
    )
    DecisionLine.objects.bulk_create(
        DecisionLine(decision=made, recipient_id=line.recipient_id, amount=line.amount)
        for line in locked.lines.order_by("pk")
    )
    RefusedPart.objects.bulk_create(
        RefusedPart(
            decision=made,
            title=part.title,
            amount=part.amount,
            rule=part.rule,
            facts=part.facts,
            assessment=part.assessment,
        )
        for part in locked.refused_parts.order_by("pk")
    )
    return made


@transaction.atomic
def drop_edition(decision: Decision, *, actor: User) -> None:
    """Give a draft edition up; the issued one counts as before.

    Raises: DomainError: not the secretariat's, or not a draft that would replace another.
    """
    locked = Decision.objects.select_for_update(of=("self",)).select_related("round").get(pk=decision.pk)
    if not may_prepare(actor, locked.round.county_id):
        raise DomainError(_("Only the secretariat prepares decisions."))
    if locked.status != DecisionStatus.DRAFT or locked.replaces_id is None:
        raise DomainError(_("Only a draft of a new edition can be given up."))
    if locked.change == DecisionChange.APPEAL:
        raise DomainError(_("The appeal is settled by this edition; it can't be given up."))
    locked.delete()


@transaction.atomic
def small_move(
    decision: Decision, *, actor: User, now: datetime, amount: int, moved_from: str, moved_to: str, reason: str
) -> SmallMove:
    """Note that a recipient moves money between two measures. The decision and its sums stay.

    Units: whole kroner.
    Raises: DomainError: not the secretariat's; not issued; over the round's limit, together with the moves before.
    """
    locked = Decision.objects.select_for_update(of=("self",)).select_related("round__county").get(pk=decision.pk)
    if not may_prepare(actor, locked.round.county_id):
        raise DomainError(_("Only the secretariat notes moves."))
    if locked.status != DecisionStatus.ISSUED:
        raise DomainError(_("Money is moved only within an issued decision."))
    before, after = moved_from.strip(), moved_to.strip()
    if amount <= 0 or not before or not after or before == after or not reason.strip():
        raise DomainError(_("A move has an amount, two different measures and a reason."))
    limit = _limit(locked)
    moved = amount + sum(locked.small_moves.values_list("amount", flat=True))
    if moved > limit:
        message = _(
            "Together with the moves before it is %(moved)s kr, and by notice only %(limit)s kr may be moved."
            " Make an amendment instead."
        )
        raise DomainError(message % {"moved": format_kroner(moved), "limit": format_kroner(limit)})
    made = SmallMove.objects.create(
        decision=locked,
        amount=amount,
        moved_from=before,
        moved_to=after,
        reason=reason.strip(),
        noted_by=actor,
        noted_at=now,
    )
    journal.of_decision(
        locked.round,
        direction=JournalDirection.INCOMING,
        party=str(locked.network or locked.fixed_grant),
        content=_("Notice of a move of %(amount)s kr within the decision") % {"amount": format_kroner(amount)},
        actor=actor,
        day=timezone.localdate(now),
    )
    return made


def _limit(decision: Decision) -> int:
    terms = LetterTerms.objects.filter(round=decision.round_id).first()
    return terms.small_move_limit if terms else 0
