"""Who may see more of the money's pages than everybody in the county. Answers yes or no, changes nothing."""

from allocations.models.payee import account_counties
from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import Network, Organisation, access_of


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


def may_follow_decisions(user: User, county_id: int) -> bool:
    """The decisions' and letters' workbench: secretariat, decision maker and auditor of the county."""
    return may_read_history(user, county_id)


def may_see_bench(user: User, county_id: int) -> bool:
    """The workbench: those who read all in the county, and its forum, who is to have its say on the key."""
    return may_read_history(user, county_id) or county_id in access_of(user).forum_in


def may_set_frames(user: User, county_id: int) -> bool:
    """Budget, keys and adopted frames are the secretariat's to write."""
    access = access_of(user)
    return access.is_superuser or county_id in access.counties_as(RoleKind.SECRETARIAT)


def may_prepare(user: User, county_id: int) -> bool:
    """Draft decisions and the round's letter texts are the secretariat's to write."""
    return county_id in access_of(user).counties_as(RoleKind.SECRETARIAT)


def may_approve(user: User, county_id: int) -> bool:
    """Only who holds the budget authority, an administrator neither; never what they prepared, see the action."""
    return county_id in access_of(user).counties_as(RoleKind.DECISION_MAKER)


def payee_counties(user: User) -> frozenset[int]:
    """Where the person may write accounts. Who holds the budget authority anywhere never may.

    Source: bestemmelser om økonomistyring i staten: payee data is kept apart from the budget authority.
    """
    access = access_of(user)
    if access.has(RoleKind.DECISION_MAKER):
        return frozenset()
    return access.counties_as(RoleKind.PAYEE_REGISTRAR)


def may_write_payee(user: User, organisation: Organisation) -> bool:
    """National bodies are paid from every county, so any county's registrar may enter their account."""
    counties = payee_counties(user)
    return organisation.county_id in counties or (organisation.county_id is None and bool(counties))


def may_see_payees(user: User) -> bool:
    """The list of accounts: registrars and auditors see it all, owner contacts and leaders their own rows."""
    access = access_of(user)
    has_own = access.has(RoleKind.OWNER_CONTACT, RoleKind.NETWORK_LEADER)
    return access.is_superuser or has_own or bool(account_counties(user))


def may_see_accounts(user: User, county_id: int) -> bool:
    """Account numbers in drafts; to all others they are masked."""
    return access_of(user).is_superuser or county_id in account_counties(user)


def mail_counties(user: User) -> frozenset[int]:
    """Where the person follows the outbox."""
    return access_of(user).counties_as(RoleKind.SECRETARIAT)
