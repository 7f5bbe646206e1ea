"""Who shares a decision's money before anybody has said so: by what the basis asks for on behalf of each."""

from django.utils import timezone

from allocations.models import Decision
from networks.models import DecisionBasis, NetworkHost
from networks.selectors.cost_lines import recipients_of


def weights_of(decision: Decision) -> dict[int, int]:
    """Kroner asked for, by recipient, the network's own with its host; empty where the basis names nobody else.

    Units: whole kroner.
    Source: design § 3: by the basis's cost lines, scaled to the decided sum.
    """
    if decision.network_id is None:
        return {}
    basis = DecisionBasis.objects.filter(round=decision.round_id, network=decision.network_id).first()
    asked = recipients_of(basis) if basis else {}
    if not any(recipient is not None and amount for recipient, amount in asked.items()):
        return {}
    hosts = NetworkHost.objects.on(timezone.localdate()).filter(network=decision.network_id)
    host = hosts.values_list("owner", flat=True).first()
    weights: dict[int, int] = {}
    for recipient, amount in asked.items():
        paid_to = host if recipient is None else recipient
        if paid_to is not None and amount:
            weights[paid_to] = weights.get(paid_to, 0) + amount
    return weights
