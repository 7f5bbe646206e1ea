"""Who may do what with needs reports. Answers yes or no; what their state allows is the action's matter."""

from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import Network, access_of


def speaks_for(user: User, owner_id: int) -> bool:
    """The owner's own contact."""
    return owner_id in access_of(user).organisations


def may_report(user: User, owner_id: int, county_id: int) -> bool:
    """An owner's contact; the secretariat on their behalf, which is logged and shown."""
    return speaks_for(user, owner_id) or county_id in access_of(user).counties_as(RoleKind.SECRETARIAT)


def reads_needs_of(user: User, network: Network) -> bool:
    """Those who work for the network, and those who read all in the county."""
    access = access_of(user)
    return access.is_superuser or network.pk in access.networks or network.county_id in access.reads_all_in


def may_gather(user: User, network: Network) -> bool:
    """Who sets the network's deadline and draws needs into its decision basis: its people, and the secretariat."""
    access = access_of(user)
    return network.pk in access.networks or network.county_id in access.counties_as(RoleKind.SECRETARIAT)
