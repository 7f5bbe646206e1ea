"""Who may do what with the register; answers yes or no, and where."""

from dekom.core.models import User
from networks.enums import RoleKind
from networks.models import County, access_of


def sees_people(user: User) -> bool:
    """The list of people is for staff."""
    return access_of(user).is_staff


def may_import_people(user: User) -> bool:
    """Only the secretariat brings people in."""
    return user.is_superuser or access_of(user).has(RoleKind.SECRETARIAT)


def import_counties(user: User) -> list[County]:
    """The counties that the person may bring people into."""
    counties = County.objects.order_by("name")
    if not user.is_superuser:
        counties = counties.filter(pk__in=access_of(user).counties_as(RoleKind.SECRETARIAT))
    return list(counties)
