"""A network's own pages, as tabs on each of them: what is there for this reader."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dekom.core.models import User
from networks.models import Network
from networks.permissions.needs import reads_needs_of
from networks.permissions.roles import may_invite_to
from networks.permissions.rooms import reads_agreement


def network_trail(network: Network) -> list[tuple[str, str]]:
    return [(_("Networks"), reverse("network_list")), (network.short_name, network.get_absolute_url())]


def rooms(user: User, network: Network, here: str) -> list[dict[str, Any]]:
    """Tabs in order; no query but for the person's roles."""
    found = [("overview", _("Overview"), network.get_absolute_url())]
    if reads_needs_of(user, network):
        found.append(("needs", _("Needs"), reverse("needs_report_newest", args=[network.pk])))
    found.append(("plan", _("Competence plan"), reverse("competence_plan_network", args=[network.pk])))
    found.append(("wheel", _("Annual wheel"), reverse("activity_list", args=[network.pk])))
    if reads_agreement(user, network):
        found.append(("agreement", _("Agreement"), reverse("agreement_network", args=[network.pk])))
    if may_invite_to(user, network):
        found.append(("people", _("People and access"), reverse("invitation_network", args=[network.pk])))
    return [{"label": label, "url": url, "current": key == here} for key, label, url in found]
