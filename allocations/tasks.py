"""Nudges to the worker. What is to be done stands in our own rows; a lost nudge is found by the worker's next sweep."""

from django.utils import timezone
from django_tasks import task


@task()
def issue_letters() -> int:
    """Issue whatever letters wait. Returns how many."""
    from allocations.actions.issue import issue_next  # noqa: PLC0415 - the action itself nudges

    issued = 0
    while issue_next(now=timezone.now()):
        issued += 1
    return issued
