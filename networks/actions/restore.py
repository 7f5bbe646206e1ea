"""Rows from a file walk the same moves as everybody's, without mail to anybody."""

from datetime import datetime
from typing import Any

from django.db import transaction

from networks.actions.moves import move
from networks.enums import BasisStatus
from networks.models import DecisionBasis

_WAY = {
    BasisStatus.DRAFT: [],
    BasisStatus.SUBMITTED: [BasisStatus.SUBMITTED],
    BasisStatus.CHANGES_REQUESTED: [BasisStatus.SUBMITTED, BasisStatus.CHANGES_REQUESTED],
    BasisStatus.IN_REVIEW: [BasisStatus.SUBMITTED, BasisStatus.IN_REVIEW],
    BasisStatus.DECIDED: [BasisStatus.SUBMITTED, BasisStatus.IN_REVIEW, BasisStatus.DECIDED],
}


@transaction.atomic
def decision_basis(
    basis: DecisionBasis, *, requested: int | None, to: BasisStatus, submitted_at: datetime, reason: str = ""
) -> None:
    """Bring a new draft to the state that a file gives it.

    Units: whole kroner.
    Raises: DomainError, StaleStateError.
    """
    if basis.requested != requested:
        DecisionBasis.objects.filter(pk=basis.pk).update(requested=requested)
        basis.requested = requested
    fields: dict[BasisStatus, dict[str, Any]] = {
        BasisStatus.SUBMITTED: {"submitted_at": submitted_at},
        BasisStatus.CHANGES_REQUESTED: {"change_reason": reason},
    }
    for step in _WAY[to]:
        move(basis, step, **fields.get(step, {}))
