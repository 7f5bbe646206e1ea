"""Appeals that wait: for the secretariat's assessment, for the decision maker, for word from the appeal body."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from allocations.enums import AppealStatus
from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task, task
from networks.enums import RoleKind


def appeal_tasks(overview: Overview) -> Iterator[Task]:
    """Secretariat: to assess. Decision maker: to settle and to forward."""
    assessing = overview.access.counties_as(RoleKind.SECRETARIAT)
    settling = overview.access.counties_as(RoleKind.DECISION_MAKER)
    waiting = [(decision.round.county_id, vars(decision)["open_appeal"]) for decision in overview.decisions]
    received = sum(county in assessing and status == AppealStatus.RECEIVED for county, status in waiting)
    to_settle = sum(
        county in settling and status in (AppealStatus.RECEIVED, AppealStatus.UPHELD) for county, status in waiting
    )
    if received:
        label = ngettext("Assess %(count)s appeal", "Assess %(count)s appeals", received)
        yield task(overview, label % {"count": received}, reverse("appeal_list"))
    if to_settle:
        label = ngettext("Follow up %(count)s appeal", "Follow up %(count)s appeals", to_settle)
        yield task(overview, label % {"count": to_settle}, reverse("appeal_list"))
