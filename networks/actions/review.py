"""What the secretariat does with a submitted decision basis."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError
from dekom.core.mail import queue_mail
from dekom.core.models import User
from networks.actions.moves import move
from networks.enums import BasisStatus, RoleKind
from networks.models import DecisionBasis


@transaction.atomic
def take_in(basis: DecisionBasis) -> None:
    """Lock the basis and let the forum read it.  Raises: DomainError, StaleStateError."""
    move(basis, BasisStatus.IN_REVIEW)


@transaction.atomic
def request_changes(basis: DecisionBasis, *, reason: str, now: datetime) -> None:
    """Send the basis back to the network with a reason, also after review has begun.

    Raises: DomainError (no reason, or not a declared move), StaleStateError.
    """
    if not reason.strip():
        raise DomainError(_("Write what the network should change, and why."))
    move(basis, BasisStatus.CHANGES_REQUESTED, change_reason=reason.strip())
    leaders = User.objects.filter(
        roles__in=basis.network.roles.on(now.date()).filter(kind=RoleKind.NETWORK_LEADER)
    ).distinct()
    queue_mail("networks/decision_basis_changes_requested", to=leaders, context={"basis": basis})


@transaction.atomic
def close(basis: DecisionBasis) -> None:
    """The governor has decided on it.  Raises: DomainError, StaleStateError."""
    move(basis, BasisStatus.DECIDED)
