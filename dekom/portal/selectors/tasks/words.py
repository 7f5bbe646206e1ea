"""What waits for somebody's word in a decision basis: questions on the case, and partners' estimates."""

from collections.abc import Iterator

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dekom.core.kroner import NO_BREAK_SPACE, format_kroner
from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task, task
from dekom.portal.selectors.tasks.waiting import Kind, Question, Row, question
from networks.enums import BasisStatus, MilestoneKind, RoleKind
from networks.models import CaseQuestion, CostLine, EstimateConfirmation
from networks.services.names import short_network_name


def _asked(overview: Overview) -> Question | None:
    access = overview.access
    counties = access.counties_as(RoleKind.SECRETARIAT)
    if not access.networks | counties:
        return None
    of_network = Q(by_secretariat=True, basis__network__in=access.networks)
    of_secretariat = Q(by_secretariat=False, basis__round__county__in=counties)
    waiting = CaseQuestion.objects.filter(of_network | of_secretariat, answered_at=None)
    counted = waiting.values("basis", "basis__network__name").annotate(count=Count("pk"))
    return question(counted, key="basis", network="basis__network__name", count="count")


def question_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """The network and the secretariat: what the other side asked."""
    for row in rows:
        words = {"count": row.facts["count"], "network": short_network_name(row.facts["network"])}
        label = ngettext(
            "Answer %(count)s question on the case of %(network)s",
            "Answer %(count)s questions on the case of %(network)s",
            row.facts["count"],
        )
        url = reverse("decision_basis_detail", args=[row.key])
        yield task(overview, label % words, f"{url}#questions-panel")


def _estimated(overview: Overview) -> Question | None:
    roles = [role for role in overview.access.roles if role.kind == RoleKind.UH_PARTNER]
    if not roles:
        return None
    own = Q()
    for role in roles:
        own |= Q(measure__basis__network=role.network_id, recipient=role.organisation_id)
    confirmed = EstimateConfirmation.objects.filter(
        basis=OuterRef("measure__basis"), organisation=OuterRef("recipient")
    )
    lines = CostLine.objects.filter(
        own, measure__basis__status__in=[BasisStatus.DRAFT, BasisStatus.CHANGES_REQUESTED]
    ).values("measure__basis", "measure__basis__round", "measure__basis__network__name", "recipient")
    sums = lines.annotate(total=Sum("amount"), confirmed=Subquery(confirmed.values("amount")[:1]))
    return question(
        sums,
        key="measure__basis",
        round="measure__basis__round",
        network="measure__basis__network__name",
        total="total",
        confirmed="confirmed",
    )


def estimate_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """University partner: to confirm what stands for it; anew where the amount has changed since."""
    for row in rows:
        total = row.facts["total"]
        if not total or total == row.facts["confirmed"]:
            continue
        label = _("Confirm your estimate for %(network)s") % {"network": short_network_name(row.facts["network"])}
        note = _("%(amount)s stands for you.") % {"amount": f"{format_kroner(total)}{NO_BREAK_SPACE}kr"}
        deadline = overview.deadline(row.facts["round"], MilestoneKind.DECISION_BASIS)
        yield task(overview, label, reverse("decision_basis_submit", args=[row.key]), note, deadline)


QUESTIONS = Kind(_asked, question_tasks)
ESTIMATES = Kind(_estimated, estimate_tasks)
