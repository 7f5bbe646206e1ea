"""Who may see and write what it costs to run a network. Answers yes or no, changes nothing."""

from django.utils import timezone

from dekom.core.models import User
from networks.enums import NETWORK_ROLES
from networks.models import Membership, Network, access_of


def may_write_costs(user: User, network: Network) -> bool:
    """The network's leaders and coordinators: the cost is theirs to share."""
    return any(role.network_id == network.pk and role.kind in NETWORK_ROLES for role in access_of(user).roles)


def may_see_costs(user: User, network: Network, owner_ids: frozenset[int] | None = None) -> bool:
    """Those who write it, those who read all in the county, and the contacts of the owners who are in the network.

    ``owner_ids``: the organisations that are in the network today, where they are known already.
    """
    access = access_of(user)
    if access.is_superuser or network.county_id in access.reads_all_in or may_write_costs(user, network):
        return True
    if owner_ids is not None:
        return bool(access.organisations & owner_ids)
    members = Membership.objects.on(timezone.localdate()).filter(network=network, owner__in=access.organisations)
    return bool(access.organisations) and members.exists()
