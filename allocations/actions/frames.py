"""Adopted frames are written here, whole or not at all, and pushed down to the decision bases."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from allocations.models import Budget, Frame, FrameAdoption
from dekom.core.errors import DomainError
from dekom.core.kroner import format_kroner
from networks.actions.frame import set_frame
from networks.models import Network, Round


@transaction.atomic
def adopt(
    round_: Round,
    amounts: Mapping[Network, int],
    *,
    pool: int,
    source: str,
    adopted_on: date | None = None,
    reason: str = "",
) -> FrameAdoption:
    """Write a new version of the round's frames under lock, if they sum to ``pool``.

    Units: whole kroner.
    Raises: DomainError: the frames do not sum to the pool, or a later version lacks its reason.
    Source: design § 4, «sums are checked where they are adopted».
    """
    Budget.objects.select_for_update().get(round=round_)
    total = sum(amounts.values())
    if total != pool:
        raise DomainError(
            _("The frames sum to %(total)s kr, but %(pool)s kr are to be distributed.")
            % {"total": format_kroner(total), "pool": format_kroner(pool)}
        )
    version = round_.frame_adoptions.count() + 1
    if version > 1 and not reason:
        raise DomainError(_("A later version of the frames needs a reason."))
    adoption = FrameAdoption.objects.create(
        round=round_, version=version, adopted_on=adopted_on, source=source, reason=reason
    )
    Frame.objects.bulk_create(
        Frame(adoption=adoption, network=network, amount=amount) for network, amount in amounts.items()
    )
    for network, amount in amounts.items():
        set_frame(round_, network, amount=amount)
    return adoption
