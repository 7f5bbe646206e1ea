"""What waits with decision bases and needs: for partnerships, owners, the forum and the secretariat."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dekom.core.kroner import NO_BREAK_SPACE, format_kroner
from dekom.portal.selectors.days import SOON_DAYS
from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task, by_round, names, task
from networks.enums import FORUM_ROLES, BasisStatus, MilestoneKind, RoleKind


def network_tasks(overview: Overview) -> Iterator[Task]:
    """Leader, coordinator and university partner: their own decision basis until it is submitted."""
    led = {role.network_id for role in overview.access.roles if role.kind == RoleKind.NETWORK_LEADER}
    for basis in overview.bases:
        if basis.network_id not in overview.access.networks:
            continue
        words = {"document": basis.round.legal_basis.basis_name, "network": basis.network.short_name}
        if basis.status == BasisStatus.DRAFT:
            label = _("Complete and submit the %(document)s for %(network)s") % words
            if basis.network_id not in led:
                label = _("Complete the %(document)s for %(network)s; the leader submits it") % words
            if basis.frame is None:
                note = _("The frame is not adopted yet.")
            else:
                note = _("The frame is %(amount)s.") % {"amount": f"{format_kroner(basis.frame)}{NO_BREAK_SPACE}kr"}
        elif basis.status == BasisStatus.CHANGES_REQUESTED:
            label = _("Change the %(document)s for %(network)s and submit it again") % words
            note = basis.change_reason
        else:
            continue
        deadline = overview.deadline(basis.round_id, MilestoneKind.DECISION_BASIS)
        yield task(overview, capfirst(label), basis.get_absolute_url(), note, deadline)


def forum_tasks(overview: Overview) -> Iterator[Task]:
    """Forum: read what is in review before the meeting, but for what the person is recused from."""
    counties = overview.access.counties_as(*FORUM_ROLES)
    for round_, in_review in by_round(overview.bases, BasisStatus.IN_REVIEW):
        deadline = overview.deadline(round_.pk, MilestoneKind.RECOMMENDATION)
        if round_.county_id not in counties or deadline is None or deadline < overview.today:
            continue
        if bases := [basis for basis in in_review if not basis.is_recused]:
            label = ngettext("Read %(count)s decision basis", "Read %(count)s decision bases", len(bases))
            note = _("Before the forum's meeting. %(names)s.") % {"names": names(bases)}
            yield task(overview, label % {"count": len(bases)}, round_.get_absolute_url(), note, deadline)


def basis_tasks(overview: Overview) -> Iterator[Task]:
    """Secretariat: decision bases that came in, that are being changed, that are missing."""
    counties = overview.access.counties_as(RoleKind.SECRETARIAT)
    kinds = {
        BasisStatus.SUBMITTED: MilestoneKind.PAPERS,
        BasisStatus.CHANGES_REQUESTED: MilestoneKind.PAPERS,
        BasisStatus.DRAFT: MilestoneKind.DECISION_BASIS,
    }
    for status, kind in kinds.items():
        for round_, bases in by_round(overview.bases, status):
            if round_.county_id not in counties:
                continue
            deadline = overview.deadline(round_.pk, kind)
            if status == BasisStatus.DRAFT and not _near(overview, deadline):
                continue  # they have time
            url = reverse("decision_basis_matrix", args=[round_.pk])
            yield task(overview, _basis_label(status, len(bases)), url, names(bases), deadline)


def _basis_label(status: BasisStatus, count: int) -> str:
    if status == BasisStatus.SUBMITTED:
        label = ngettext(
            "Take %(count)s decision basis into review", "Take %(count)s decision bases into review", count
        )
    elif status == BasisStatus.CHANGES_REQUESTED:
        label = ngettext(
            "Follow up changes in %(count)s decision basis", "Follow up changes in %(count)s decision bases", count
        )
    else:
        label = ngettext(
            "Remind %(count)s network of its decision basis",
            "Remind %(count)s networks of their decision bases",
            count,
        )
    return label % {"count": count}


def _near(overview: Overview, deadline: date | None) -> bool:
    return deadline is not None and (deadline - overview.today).days <= 2 * SOON_DAYS
