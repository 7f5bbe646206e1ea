"""Who may write the forum's long-term plan."""

from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import access_of


def may_write_plan(user: User, county_id: int) -> bool:
    """The secretariat keeps the plan for the forum, which adopts it."""
    access = access_of(user)
    return access.is_superuser or county_id in access.counties_as(RoleKind.SECRETARIAT)
