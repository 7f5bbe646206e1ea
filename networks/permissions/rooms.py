"""Who may read and write what a network agrees on: plan, wheel, agreement, school plans."""

from django.utils import timezone

from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import Membership, Network, access_of


def writes_plan(user: User, network: Network) -> bool:
    """The network's people, and the secretariat on their behalf."""
    access = access_of(user)
    return network.pk in access.networks or network.county_id in access.counties_as(RoleKind.SECRETARIAT)


def leads(user: User, network: Network) -> bool:
    """The network's leader, and the secretariat on their behalf: who adopts plans and signs agreements."""
    access = access_of(user)
    leader = any(role.kind == RoleKind.NETWORK_LEADER and role.network_id == network.pk for role in access.roles)
    return leader or network.county_id in access.counties_as(RoleKind.SECRETARIAT)


def reads_agreement(user: User, network: Network) -> bool:
    """Those who read all in the county, the network's people, and its owners' contacts."""
    access = access_of(user)
    if access.is_superuser or network.county_id in access.reads_all_in or network.pk in access.networks:
        return True
    if not access.organisations:
        return False
    members = Membership.objects.on(timezone.localdate())
    return members.filter(network=network, owner__in=access.organisations).exists()


def writes_school_plan(user: User, network: Network, owner_id: int) -> bool:
    """The owner's contact, the network's people, and the secretariat."""
    return owner_id in access_of(user).organisations or writes_plan(user, network)
