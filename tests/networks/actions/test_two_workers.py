"""Two workers sweep at the same time: each reminder is sent once."""

import threading
from datetime import datetime, time, timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from dekom.core.models import OutboxMail
from networks.actions.reminders import send_due
from networks.models import County, NeedsDeadline, Reminder
from networks.services.working_days import is_working_day

pytestmark = pytest.mark.usefixtures("committed")


def test_the_second_leaves_the_county_to_the_first_and_then_finds_nothing_to_do():
    county = County.objects.get(code="trondelag")
    own = set(county.holidays.values_list("date", flat=True))
    week = [timezone.localdate() + timedelta(days) for days in range(14)]
    day = next(each for each in week if is_working_day(each, own))
    NeedsDeadline.objects.update(date=day)
    now = timezone.make_aware(datetime.combine(day, time(9)))
    before = OutboxMail.objects.count()
    counts = []

    def other_worker():
        try:
            counts.append(send_due(county, now=now))
        finally:
            connections.close_all()

    with transaction.atomic():
        first = send_due(county, now=now)
        thread = threading.Thread(target=other_worker)
        thread.start()
        thread.join(60)
    last = send_due(county, now=now)

    logged = Reminder.objects.values("mail").distinct().count()
    assert first > 0
    assert (counts, last) == ([0], 0)
    assert OutboxMail.objects.count() - before == first == logged
