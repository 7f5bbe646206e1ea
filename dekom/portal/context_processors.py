"""What every page's frame needs."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networks.models import Access, access_of


class Entry(NamedTuple):
    """One entry of the main menu; it is current on pages whose URL name begins with one of ``rooms``."""

    label: str | Promise
    url_name: str
    rooms: tuple[str, ...]


NETWORK_PAGES = (
    "network",
    "decision_basis",
    "needs_report",
    "competence_plan",
    "activity",
    "agreement",
    "school_plan",
    "invitation_",
    "reminder",
    "cost_sharing",
)
OVERVIEW = Entry(_("Overview"), "home", ("home",))
ROOMS = (
    Entry(_("Rounds"), "round_list", ("round", "thread", "workbench", "key_", "frame", "ledger")),
    Entry(_("Networks"), "network_list", NETWORK_PAGES),
    Entry(
        _("Cooperation forum"),
        "forum_list",
        (
            "forum",
            "seat",
            "meeting",
            "item",
            "ballot",
            "minutes",
            "long_term_plan",
            "recusal",
            "group",
            "criteria_sheet",
            "recommendation",
        ),
    ),
    Entry(
        _("Letters"),
        "my_letters",
        (
            "letter",
            "decision",
            "my_letters",
            "payee",
            "mail",
            "payment",
            "report",
            "leftover",
            "settlement",
            "appeal",
            "archive",
            "journal",
        ),
    ),
    Entry(_("Register"), "owner_list", ("owner", "partner", "person", "people", "head_count")),
)
ADMINISTRATION = Entry(_("Administration"), "admin:index", ())


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The main menu by role, and whose county it is; asks for nothing but the person's roles."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "sender": ""}
    access = access_of(user)
    match = request.resolver_match
    here = "" if match is None else match.view_name
    return {"navigation": [item(entry, here) for entry in menu(access)], "sender": sender(access)}


def menu(access: Access) -> list[Entry]:
    """The entries that lead somewhere for this person."""
    rooms = ROOMS if access.roles or access.is_superuser else ()
    return [OVERVIEW, *rooms, *([ADMINISTRATION] if access.is_staff else [])]


def item(entry: Entry, here: str) -> dict[str, Any]:
    """A page belongs to the entry whose room is named most closely: «decision_basis» is no «decision»."""
    if not entry.rooms:
        return {"label": entry.label, "url": reverse(entry.url_name), "current": here.startswith("admin:")}
    room = max(
        (name for each in (OVERVIEW, *ROOMS) for name in each.rooms if here.startswith(name)), key=len, default=""
    )
    return {"label": entry.label, "url": reverse(entry.url_name), "current": room in entry.rooms}


def sender(access: Access) -> str:
    """The governor whose county the person has a role in; nobody's where there are several."""
    counties = {role.county_id: role.county for role in access.roles}
    return next(iter(counties.values())).governor_name if len(counties) == 1 else ""
