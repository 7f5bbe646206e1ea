"""Who may see what of the forum."""

from dekom.core.models import User
from forum.models import Forum
from forum.permissions.meetings import may_follow, may_prepare, may_remark, sees_meetings
from networks.enums import STAFF_ROLES
from networks.models import access_of

__all__ = ["may_follow", "may_prepare", "may_remark", "sees_addresses", "sees_meetings"]


def sees_addresses(user: User, forum: Forum) -> bool:
    """Staff of the county see the members' e-mails."""
    return user.is_superuser or forum.county_id in access_of(user).counties_as(*STAFF_ROLES)
