"""Frames land here as snapshots; ``allocations`` adopts them and pushes them down."""

from django.db import transaction

from networks.enums import BasisStatus
from networks.models import DecisionBasis, Network, Round


@transaction.atomic
def set_frame(round_: Round, network: Network, *, amount: int) -> DecisionBasis:
    """Write the adopted frame on the network's decision basis, making a draft where there is none.

    Units: whole kroner. A basis that is already submitted keeps the frame it was written against.
    """
    basis, made = DecisionBasis.objects.get_or_create(round=round_, network=network, defaults={"frame": amount})
    if not made and (basis.frame is None or basis.status == BasisStatus.DRAFT):
        basis.frame = amount
        basis.save(update_fields=["frame"])
    return basis
