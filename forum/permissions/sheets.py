"""Who may do what with recusals, groups, criteria sheets and the recommendation. What may be seen is ``visible_to``."""

from typing import Any

from dekom.core.models import User
from forum.enums.sheets import Phase
from networks.enums import RoleKind
from networks.models import access_of


def may_prepare_assessment(user: User, county_id: int) -> bool:
    """Groups, phases, rulings and the recommendation are the secretariat's to write down for the forum."""
    access = access_of(user)
    return access.is_superuser or county_id in access.counties_as(RoleKind.SECRETARIAT)


def declares(user: User, county_id: int) -> bool:
    """The forum's members and deputies say what they are tied to."""
    return county_id in access_of(user).forum_in


# The rules below are asked of a sheet that came through ``CriteriaSheet.objects.for_member(user)``.


def may_note(sheet: Any) -> bool:
    """A member of the group writes notes of their own, until plenary."""
    return bool(sheet.is_mine and sheet.is_declared and sheet.is_open and sheet.assessment.phase != Phase.PLENARY)


def may_write_sheet(sheet: Any) -> bool:
    """Every member of the group writes in its sheet, when all have had time for their own notes."""
    return bool(sheet.is_mine and sheet.is_declared and sheet.is_open and sheet.assessment.phase != Phase.OWN)


def may_hand_in(user: User, sheet: Any) -> bool:
    """The group's rapporteur hands its sheets in."""
    return sheet.group.rapporteur_id == user.pk and may_write_sheet(sheet)
