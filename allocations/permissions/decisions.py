"""Who may answer letters, follow the journal and read appeals. Answers yes or no, changes nothing."""

from allocations.models import DecisionLetter
from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import access_of


def may_answer(user: User, letter: DecisionLetter) -> bool:
    """The recipient's contact, and the leader of a network whose money the recipient hosts; nobody in their place."""
    kinds = (RoleKind.OWNER_CONTACT, RoleKind.NETWORK_LEADER, RoleKind.UH_PARTNER)
    return access_of(user).has(*kinds) and DecisionLetter.objects.addressed_to(user).filter(pk=letter.pk).exists()


def may_follow_journal(user: User, county_id: int) -> bool:
    """Those who read all in the county."""
    access = access_of(user)
    return access.is_superuser or county_id in access.reads_all_in


def journal_counties(user: User) -> frozenset[int]:
    """Where the person enters documents by hand."""
    return access_of(user).counties_as(RoleKind.SECRETARIAT)
