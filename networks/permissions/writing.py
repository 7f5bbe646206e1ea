"""Who may do what with a decision basis. Answers yes or no; what its state allows is the action's matter."""

from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import DecisionBasis, access_of


def writes_for_network(user: User, basis: DecisionBasis) -> bool:
    """Leader, coordinator and university partner of the network."""
    return basis.network_id in access_of(user).networks


def is_secretariat(user: User, basis: DecisionBasis) -> bool:
    """The secretariat of the round's county."""
    return basis.round.county_id in access_of(user).counties_as(RoleKind.SECRETARIAT)


def may_write(user: User, basis: DecisionBasis) -> bool:
    """The partnership, and the secretariat on its behalf: that is logged and shown."""
    return writes_for_network(user, basis) or is_secretariat(user, basis)


def is_on_behalf(user: User, basis: DecisionBasis) -> bool:
    """Whether what the person writes is written on the partnership's behalf."""
    return not writes_for_network(user, basis)


def may_submit(user: User, basis: DecisionBasis) -> bool:
    """Only the network's leader hands it over; the secretariat may on their behalf."""
    leads = any(
        role.kind == RoleKind.NETWORK_LEADER and role.network_id == basis.network_id for role in access_of(user).roles
    )
    return leads or is_secretariat(user, basis)


def may_review(user: User, basis: DecisionBasis) -> bool:
    """To take in, to ask for changes, to give more time: the secretariat's."""
    return is_secretariat(user, basis)


def may_talk(user: User, basis: DecisionBasis) -> bool:
    """To ask and answer on the case: both sides of it."""
    return may_write(user, basis)


def partner_of(user: User, basis: DecisionBasis) -> int | None:
    """The university that the person speaks for in this network, by its primary key."""
    found = (
        role.organisation_id
        for role in access_of(user).roles
        if role.kind == RoleKind.UH_PARTNER and role.network_id == basis.network_id
    )
    return next(found, None)


def may_see_matrix(user: User, county_id: int) -> bool:
    """Where every network stands with its decision basis: those who read all in the county."""
    access = access_of(user)
    return access.is_superuser or county_id in access.reads_all_in
