"""Sends the reminders that are due: one digest a person and day, each reminder once, whoever else is at it."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dekom.core.mail import queue_mail
from networks.models import County, Reminder
from networks.selectors.reminders import Planned, by_person, reminders_planned, reminding
from networks.services.working_days import is_working_day, working_days_until

logger = logging.getLogger(__name__)


@transaction.atomic
def send_due(county: County, *, now: datetime) -> int:
    """Queue what is due in the county today, and log it in the same transaction; says how many mails.

    Only on working days. A worker that comes while another is at it leaves the county alone; what a killed one had not
    finished is not logged, and so is done at the next sweep.
    """
    if not County.objects.select_for_update(skip_locked=True, of=("self",), no_key=True).filter(pk=county.pk).exists():
        return 0
    today = timezone.localdate(now)
    plan = reminding(county, today)
    if not is_working_day(today, plan.own_holidays):
        return 0
    due = [each for each in reminders_planned(plan, today) if each.send_on <= today]
    digests = by_person(due)
    for person, rows in digests:
        latest = _latest_rule_only(rows)
        lines = [
            {"missing": each.missing, "left": working_days_until(today, each.missing.deadline, plan.own_holidays)}
            for each in latest
        ]
        (mail,) = queue_mail("networks/reminder", to=[person], context={"lines": lines})
        Reminder.objects.bulk_create(
            Reminder(
                county=county,
                recipient=person,
                mail=mail,
                kind=each.missing.kind,
                round=each.missing.round,
                network=each.missing.network,
                organisation=each.missing.organisation,
                deadline=each.missing.deadline,
                working_days=each.working_days,
                sent_at=now,
            )
            for each in rows
        )
    return len(digests)


def _latest_rule_only(rows: list[Planned]) -> list[Planned]:
    """What two rules remind of on the same day is said once."""
    return list({each.missing.key: each for each in rows}.values())


def send_all_due(*, now: datetime) -> int:
    """Every county by itself: one that fails is logged, and does not hold the others up. Says how many mails."""
    count = 0
    for county in County.objects.order_by("pk"):
        try:
            count += send_due(county, now=now)
        except Exception:
            logger.exception("The reminders of county %s failed", county.pk)
    return count
