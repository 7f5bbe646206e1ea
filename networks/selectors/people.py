"""The people of one network: roles of today, to come and lately ended; invitations that wait."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from dekom.core.models import User
from dekom.core.ordering import norwegian_order
from networks.enums import RoleKind
from networks.models import Membership, Network, Organisation, Partnership, Role

ORDER = (RoleKind.NETWORK_LEADER, RoleKind.COORDINATOR, RoleKind.UH_PARTNER, RoleKind.OWNER_CONTACT)
LATELY = timedelta(days=90)


def roles_in(network: Network, today: date) -> QuerySet[Role]:
    """Roles of the network and for its owners, those that ended lately with them."""
    owners = Membership.objects.on(today).filter(network=network).values("owner")
    here = Q(network=network) | Q(kind=RoleKind.OWNER_CONTACT, organisation__in=owners)
    alive = Q(valid_to=None) | Q(valid_to__gte=today - LATELY)
    return Role.objects.filter(here, alive)


def listed_roles(network: Network, today: date) -> list[Role]:
    """Leaders first, in Norwegian order."""
    roles = (
        roles_in(network, today)
        .select_related("user", "organisation", "network", "stands_in_for__user")
        .order_by(norwegian_order("user__name"), "valid_from", "pk")
    )
    return sorted(roles, key=lambda role: ORDER.index(RoleKind(role.kind)))


def people_in(network: Network, today: date) -> QuerySet[User]:
    """Everybody with a role in the network today or to come, with an open account."""
    roles = roles_in(network, today).filter(Q(valid_to=None) | Q(valid_to__gte=today))
    return User.objects.filter(Exists(roles.filter(user=OuterRef("pk"))), is_active=True).order_by(
        norwegian_order("name"), "pk"
    )


def organisations_of(network: Network, today: date, *, with_partners: bool) -> QuerySet[Organisation]:
    """Whom somebody may be invited to speak for: its owners, and its partners."""
    found = Q(pk__in=Membership.objects.on(today).filter(network=network).values("owner"))
    if with_partners:
        found |= Q(pk__in=Partnership.objects.on(today).filter(network=network).values("partner"))
    return Organisation.objects.filter(found).order_by(norwegian_order("name"), "pk")
