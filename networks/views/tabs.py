"""The lists of the networks' room, side by side: every one can be reached from the others."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dekom.core.models import User
from networks.models import access_of


def network_tabs(user: User, here: str) -> list[dict[str, Any]]:
    """Those that the person may open."""
    access = access_of(user)
    found = [("networks", _("Networks"), "network_list")]
    if access.roles or access.is_superuser:
        found += [
            ("needs", _("Needs reports"), "needs_report_list"),
            ("school_plans", _("School development plans"), "school_plan_list"),
        ]
    if access.is_superuser or access.reads_all_in:
        found.append(("reminders", _("Reminders"), "reminder_list"))
    return [{"label": label, "url": reverse(name), "current": key == here} for key, label, name in found]
