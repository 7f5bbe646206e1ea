"""What waits with needs and agreements: for owners, and for those who gather the needs of a network."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task, task
from dekom.portal.selectors.tasks.waiting import Kind, Question, Row, question
from networks.enums import BasisStatus, RoleKind
from networks.enums.needs import NeedsStatus
from networks.enums.plans import AgreementStatus
from networks.models import CooperationAgreement, DecisionBasis, MeasureNeed, Need
from networks.selectors.needs import duties
from networks.services.names import short_network_name

RENEWAL = timedelta(days=60)  # a task from so long before renewal is taken up
LATE = timedelta(days=60)  # a late needs report stays a task for so long


def owner_tasks(overview: Overview) -> Iterator[Task]:
    """Owner contact: the needs report, while it can still be told."""
    if not overview.access.organisations:
        return
    for duty in duties(overview.access.organisations, overview.today):
        if (duty.report and not duty.report.is_open) or duty.deadline < overview.today - LATE:
            continue
        words = {"owner": duty.owner, "report": duty.round.legal_basis.needs_name, "network": duty.network.short_name}
        if duty.report:
            label = _("Submit the %(report)s of %(owner)s") % words
            url = reverse("needs_report_edit", args=[duty.report.pk])
        else:
            label = _("Tell %(network)s what %(owner)s needs") % words
            url = reverse("needs_report_new", args=[duty.round.pk, duty.owner.pk])
        required = duty.round.legal_basis.needs_report_required
        note = _("A needs report is required.") if required else _("A needs report of your own is voluntary.")
        yield task(overview, capfirst(label), url, note, duty.deadline)


def _open_bases(overview: Overview) -> list[DecisionBasis]:
    """Those that the person's networks still write."""
    return [
        basis
        for basis in overview.bases
        if basis.network_id in overview.access.networks
        and basis.status in (BasisStatus.DRAFT, BasisStatus.CHANGES_REQUESTED)
    ]


def _unanswered(overview: Overview) -> Question | None:
    own = _open_bases(overview)
    if not own:
        return None
    waiting = Need.objects.filter(
        ~Exists(MeasureNeed.objects.filter(need=OuterRef("pk"))),
        report__round__in={basis.round_id for basis in own},
        report__network__in={basis.network_id for basis in own},
        report__status=NeedsStatus.SUBMITTED,
    )
    counted = waiting.values("report__round", "report__network").annotate(count=Count("pk"))
    return question(counted, key="report__round", network="report__network", count="count")


def gathering_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """The network's people: needs that no measure answers yet, while the decision basis is open."""
    counts = {(row.key, row.facts["network"]): row.facts["count"] for row in rows}
    for basis in _open_bases(overview):
        if count := counts.get((basis.round_id, basis.network_id)):
            label = ngettext(
                "Draw %(count)s need into the %(document)s of %(network)s",
                "Draw %(count)s needs into the %(document)s of %(network)s",
                count,
            ) % {
                "count": count,
                "document": basis.round.legal_basis.basis_name,
                "network": basis.network.short_name,
            }
            url = reverse("needs_report_network", args=[basis.network_id, basis.round_id])
            yield task(overview, label, url, _("Each measure should answer needs that owners have told of."))


def _renewals(overview: Overview) -> Question | None:
    led = [role.network_id for role in overview.access.roles if role.kind == RoleKind.NETWORK_LEADER]
    if not led:
        return None
    near = CooperationAgreement.objects.filter(
        network__in=led, status=AgreementStatus.SIGNED, renewal_on__lte=overview.today + RENEWAL
    ).exclude(network__agreements__status=AgreementStatus.DRAFT)
    return question(near, until="renewal_on", network="network__name")


def agreement_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """The network's leader: an agreement whose renewal is near, and that nobody has begun to renew."""
    for row in rows:
        words = {"network": short_network_name(row.facts["network"])}
        label = _("Take up the renewal of the cooperation agreement of %(network)s") % words
        yield task(overview, label, reverse("agreement_detail", args=[row.key]), "", row.until)


GATHERING = Kind(_unanswered, gathering_tasks)
AGREEMENTS = Kind(_renewals, agreement_tasks)
