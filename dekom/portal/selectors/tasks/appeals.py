"""Appeals that wait: for the secretariat's assessment, and for the decision maker to settle and forward them."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from allocations.enums import AppealStatus
from allocations.models import Appeal
from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task, task
from dekom.portal.selectors.tasks.waiting import Kind, Question, Row, question
from networks.enums import RoleKind


def _appeals(overview: Overview) -> Question | None:
    counties = overview.access.counties_as(RoleKind.SECRETARIAT) | overview.access.counties_as(RoleKind.DECISION_MAKER)
    if not counties:
        return None
    waiting = Appeal.objects.filter(
        status__in=[AppealStatus.RECEIVED, AppealStatus.UPHELD], letter__county__in=counties
    )
    counted = waiting.values("letter__county", "status").annotate(count=Count("pk"))
    return question(counted, key="letter__county", status="status", count="count")


def appeal_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Secretariat: to assess. Decision maker: to settle and to forward."""
    assessing = overview.access.counties_as(RoleKind.SECRETARIAT)
    settling = overview.access.counties_as(RoleKind.DECISION_MAKER)
    received = sum(
        row.facts["count"] for row in rows if row.key in assessing and row.facts["status"] == AppealStatus.RECEIVED
    )
    to_settle = sum(row.facts["count"] for row in rows if row.key in settling)
    if received:
        label = ngettext("Assess %(count)s appeal", "Assess %(count)s appeals", received)
        yield task(overview, label % {"count": received}, reverse("appeal_list"))
    if to_settle:
        label = ngettext("Follow up %(count)s appeal", "Follow up %(count)s appeals", to_settle)
        yield task(overview, label % {"count": to_settle}, reverse("appeal_list"))


APPEALS = Kind(_appeals, appeal_tasks)
