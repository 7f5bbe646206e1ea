"""Who may see more of the money's pages than everybody in the county. Answers yes or no, changes nothing."""

from dekom.core.models import User
from networks.models import Network, access_of


def may_read_history(user: User, county_id: int) -> bool:
    """Secretariat, decision maker and auditor of the county: history tells of drafts too."""
    access = access_of(user)
    return access.is_superuser or county_id in access.reads_all_in


def may_see_people(user: User, network: Network, owner_ids: frozenset[int]) -> bool:
    """Those who read all in the county, and the network's own people, its owners' contacts included.

    ``owner_ids``: the organisations that are in the network today.
    """
    access = access_of(user)
    own = network.pk in access.networks or bool(access.organisations & owner_ids)
    return own or access.is_superuser or network.county_id in access.reads_all_in
