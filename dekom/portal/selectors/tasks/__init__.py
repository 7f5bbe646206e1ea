"""What waits for a person, by when: read from the rows, by each of the person's roles."""

from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks import appeals, meetings, needs, payments, sheets, upkeep, words
from dekom.portal.selectors.tasks.bases import basis_tasks, forum_tasks, network_tasks
from dekom.portal.selectors.tasks.decisions import LETTERS, decision_tasks
from dekom.portal.selectors.tasks.task import Task
from dekom.portal.selectors.tasks.waiting import answers

__all__ = ["Task", "tasks_of"]

EARLY = [needs.GATHERING, needs.AGREEMENTS, words.QUESTIONS, words.ESTIMATES]
FORUM = [sheets.DECLARATIONS, sheets.SHEETS, sheets.FORWARDING]
MEETINGS = [meetings.FOLLOW_UPS, meetings.MEETINGS, meetings.CALL_OUTS, meetings.MINUTES]
MONEY = [
    LETTERS,
    appeals.APPEALS,
    payments.ATTESTATIONS,
    payments.ORDERS,
    payments.SETTLEMENTS,
    payments.REPORTS,
    payments.CONTROLS,
    payments.ACCOUNTS,
]
UPKEEP = [upkeep.MAIL, upkeep.REGISTER]
KINDS = [*EARLY, *FORUM, *MEETINGS, *MONEY, *UPKEEP]


def tasks_of(overview: Overview) -> list[Task]:
    """The person's tasks, the nearest deadline first, those without one last."""
    found = [
        *network_tasks(overview),
        *needs.owner_tasks(overview),
        *forum_tasks(overview),
        *basis_tasks(overview),
        *decision_tasks(overview),
        *(
            task
            for kind, rows in zip(KINDS, answers(overview, KINDS), strict=True)
            for task in kind.tell(overview, rows)
        ),
        *meetings.seat_tasks(overview),
        *upkeep.audit_tasks(overview),
    ]
    return sorted(found, key=lambda task: (task.deadline is None, task.deadline or overview.today))
