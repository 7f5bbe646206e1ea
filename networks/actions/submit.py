"""Handing documents over to the forum."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.mail import queue_mail
from dekom.core.models import User
from networks.actions.moves import move
from networks.enums import BasisStatus, RoleKind
from networks.models import DecisionBasis


def basis_problems(basis: DecisionBasis) -> list[str]:
    """Every reason why the basis can't be submitted yet."""
    return [] if basis.requested is not None else [_("Fill in the amount that you ask for.")]


@transaction.atomic
def decision_basis(basis: DecisionBasis, *, actor: User, now: datetime) -> None:
    """Hand the basis over to the forum, and send the network's leaders a receipt.

    Raises: DomainError (with every reason at once), StaleStateError.
    """
    if problems := basis_problems(basis):
        raise DomainError(problems)
    move(basis, BasisStatus.SUBMITTED, submitted_at=now, change_reason="")
    leaders = User.objects.filter(
        roles__in=basis.network.roles.on(now.date()).filter(kind=RoleKind.NETWORK_LEADER)
    ).distinct()
    queue_mail("networks/decision_basis_received", to=leaders, context={"basis": basis, "actor": actor})
