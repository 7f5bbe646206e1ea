"""Who may give which role to whom. A network's leader administers their own network, and nothing wider."""

from django.utils import timezone

from dekom.core.models import User
from networks.enums import STAFF_ROLES, RoleKind
from networks.models import Membership, Network, Organisation, Role, access_of

BY_LEADERS = (RoleKind.COORDINATOR, RoleKind.OWNER_CONTACT)
BY_SECRETARIAT = tuple(kind for kind in RoleKind if kind not in STAFF_ROLES)


def leads_network(user: User, network_id: int) -> bool:
    return any(role.kind == RoleKind.NETWORK_LEADER and role.network_id == network_id for role in access_of(user).roles)


def in_secretariat(user: User, county_id: int) -> bool:
    return county_id in access_of(user).counties_as(RoleKind.SECRETARIAT)


def may_invite_to(user: User, network: Network) -> bool:
    """Whether the person administers this network's people."""
    return leads_network(user, network.pk) or in_secretariat(user, network.county_id)


def kinds_to_give(user: User, network: Network) -> tuple[RoleKind, ...]:
    """The roles of this network that the person may give."""
    if in_secretariat(user, network.county_id):
        return (RoleKind.NETWORK_LEADER, RoleKind.COORDINATOR, RoleKind.UH_PARTNER, RoleKind.OWNER_CONTACT)
    return BY_LEADERS if leads_network(user, network.pk) else ()


def may_give(user: User, *, kind: str, network: Network, organisation: Organisation | None) -> bool:
    """Whether the person may give this very role: the kind, in this network, for an organisation of it."""
    if kind not in kinds_to_give(user, network):
        return False
    if kind == RoleKind.OWNER_CONTACT:
        members = Membership.objects.on(timezone.localdate()).filter(network=network)
        return organisation is not None and members.filter(owner=organisation.pk).exists()
    if kind == RoleKind.UH_PARTNER:
        return organisation is not None and organisation.kind in ("university", "statped", "other_expert")
    return organisation is None


def may_end(user: User, role: Role, network: Network) -> bool:
    """Whether the person may end this role or hand it over: their own, or one of those they may give."""
    if role.kind in STAFF_ROLES:
        return False
    if role.user_id == user.pk:
        return role.network_id == network.pk or role.organisation_id is not None
    return may_give(user, kind=role.kind, network=network, organisation=role.organisation) and (
        role.network_id in (None, network.pk)
    )
