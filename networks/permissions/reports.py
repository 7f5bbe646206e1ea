"""Who may write, submit and control a report."""

from dekom.core.models import User
from networks.enums import NETWORK_ROLES, RoleKind
from networks.models import Report, access_of


def may_write_report(user: User, report: Report) -> bool:
    """The reporter's own people; the secretariat on their behalf, which the history tells."""
    return _is_secretary(user, report) or any(
        _writes_for(role.kind, role.network_id, role.organisation_id, report) for role in access_of(user).roles
    )


def may_submit_report(user: User, report: Report) -> bool:
    """A network's leader; whoever reports for an organisation; the secretariat on their behalf."""
    if report.network_id is None:
        return may_write_report(user, report)
    leads = any(
        role.kind == RoleKind.NETWORK_LEADER and role.network_id == report.network_id for role in access_of(user).roles
    )
    return leads or _is_secretary(user, report)


def may_control_report(user: User, report: Report) -> bool:
    """The secretariat, never who submitted it."""
    return _is_secretary(user, report) and report.submitted_by_id != user.pk


def may_follow_reports(user: User, county_id: int) -> bool:
    """Who sees the county's reports side by side."""
    access = access_of(user)
    return access.is_superuser or county_id in access.reads_all_in


def _is_secretary(user: User, report: Report) -> bool:
    return report.round.county_id in access_of(user).counties_as(RoleKind.SECRETARIAT)


def _writes_for(kind: str, network: int | None, organisation: int | None, report: Report) -> bool:
    if report.network_id is not None:
        return kind in {*NETWORK_ROLES, RoleKind.UH_PARTNER} and network == report.network_id
    return kind in {RoleKind.OWNER_CONTACT, RoleKind.UH_PARTNER} and organisation == report.organisation_id
