"""The guarded write that every move of a decision basis goes through."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from dekom.core.errors import DomainError, StaleStateError
from networks.enums import BASIS_MOVES, BasisStatus
from networks.models import DecisionBasis


def move(basis: DecisionBasis, to: BasisStatus, **fields: Any) -> None:
    """Move the basis if it is still as the caller saw it, and write ``fields`` with the move.

    Raises: DomainError: not a declared move. StaleStateError: somebody else was first.
    """
    if not BASIS_MOVES.allows(basis.status, to):
        raise DomainError(
            _("The decision basis can't go from «%(old)s» to «%(new)s».")
            % {"old": basis.get_status_display(), "new": to.label}
        )
    moved = DecisionBasis.objects.filter(pk=basis.pk, status=basis.status, version=basis.version).update(
        status=to, version=F("version") + 1, **fields
    )
    if moved != 1:
        raise StaleStateError(_("Somebody else has changed this decision basis in the meantime."))
    basis.refresh_from_db()
