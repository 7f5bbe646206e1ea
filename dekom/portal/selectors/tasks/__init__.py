"""What waits for a person, by when: read from the rows, by each of the person's roles."""

from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.appeals import appeal_tasks
from dekom.portal.selectors.tasks.bases import basis_tasks, forum_tasks, network_tasks
from dekom.portal.selectors.tasks.decisions import decision_tasks
from dekom.portal.selectors.tasks.meetings import (
    deputy_tasks,
    follow_up_tasks,
    meeting_tasks,
    minutes_tasks,
    seat_tasks,
)
from dekom.portal.selectors.tasks.needs import agreement_tasks, gathering_tasks, owner_tasks
from dekom.portal.selectors.tasks.payments import account_tasks, payment_tasks, report_tasks
from dekom.portal.selectors.tasks.sheets import sheet_tasks
from dekom.portal.selectors.tasks.task import Task
from dekom.portal.selectors.tasks.upkeep import audit_tasks, mail_tasks, register_tasks

__all__ = ["Task", "tasks_of"]


def tasks_of(overview: Overview) -> list[Task]:
    """The person's tasks, the nearest deadline first, those without one last."""
    found = [
        *network_tasks(overview),
        *owner_tasks(overview),
        *gathering_tasks(overview),
        *agreement_tasks(overview),
        *forum_tasks(overview),
        *sheet_tasks(overview),
        *follow_up_tasks(overview),
        *meeting_tasks(overview),
        *deputy_tasks(overview),
        *minutes_tasks(overview),
        *seat_tasks(overview),
        *basis_tasks(overview),
        *decision_tasks(overview),
        *payment_tasks(overview),
        *report_tasks(overview),
        *account_tasks(overview),
        *appeal_tasks(overview),
        *mail_tasks(overview),
        *register_tasks(overview),
        *audit_tasks(overview),
    ]
    return sorted(found, key=lambda task: (task.deadline is None, task.deadline or overview.today))
