"""Who may answer letters, follow the journal and read appeals. Answers yes or no, changes nothing."""

from django.db.models import Q

from allocations.models import DecisionLetter
from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import access_of


def may_answer(user: User, letter: DecisionLetter) -> bool:
    """The recipient's contact, and the leader of a network whose money the recipient hosts; nobody in their place.

    A letter brought in from a file has no text here: there is nothing to read, and so nothing to answer.
    """
    if letter.loaded:
        return False
    roles = access_of(user).roles
    if any(
        role.kind in (RoleKind.OWNER_CONTACT, RoleKind.UH_PARTNER) and role.organisation_id == letter.recipient_id
        for role in roles
    ):
        return letter.is_issued
    led = [role.network_id for role in roles if role.kind == RoleKind.NETWORK_LEADER]
    hosted = DecisionLetter.objects.issued().filter(
        Q(lines__as_host=True, lines__decision_line__decision__network__in=led)
        | Q(about__lines__as_host=True, about__lines__decision_line__decision__network__in=led)
    )
    return bool(led) and hosted.filter(pk=letter.pk).exists()


def may_follow_journal(user: User, county_id: int) -> bool:
    """Those who read all in the county."""
    access = access_of(user)
    return access.is_superuser or county_id in access.reads_all_in


def journal_counties(user: User) -> frozenset[int]:
    """Where the person enters documents by hand."""
    return access_of(user).counties_as(RoleKind.SECRETARIAT)
