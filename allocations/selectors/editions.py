"""A decision's editions, from the first to the newest, and what one changes."""

from dataclasses import dataclass
from typing import Any

from allocations.models import Decision

COMPARED = (
    *("decided", "outcome", "measures", "conditions", "payout_held", "release_condition", "grounds"),
    *("intent_until", "intent_amount"),
)


@dataclass(frozen=True)
class Change:
    """A field that is not as in the edition before."""

    field: str
    label: str
    old: Any
    new: Any

    @property
    def is_money(self) -> bool:
        return self.field in ("decided", "intent_amount")


def editions_of(decision: Decision) -> list[Decision]:
    """All of them, in order. One query: they share round and network, or the fixed grant, and form a single row."""
    same = Decision.objects.filter(
        round=decision.round_id, network=decision.network_id, fixed_grant=decision.fixed_grant_id
    )
    return list(same.order_by("edition"))


def edition_changes(decision: Decision) -> list[Change]:
    """What this edition changes; empty for the first."""
    old = decision.replaces
    if old is None:
        return []
    return [
        Change(name, str(Decision._meta.get_field(name).verbose_name), _shown(old, name), _shown(decision, name))  # type: ignore[union-attr]
        for name in COMPARED
        if getattr(old, name) != getattr(decision, name)
    ]


def _shown(decision: Decision, name: str) -> Any:
    return decision.get_outcome_display() if name == "outcome" else getattr(decision, name)
