"""The worker does all that waits. A row that fails is logged, and holds up neither its own kind nor the next."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from allocations.enums import JournalDirection
from allocations.models import JournalEntry
from dekom.core import sweeps
from dekom.core.models import MailStatus
from forum.actions import agenda, send_minutes
from forum.enums import MeetingStatus
from forum.models import Meeting
from networks.models import Submission
from tests.factories import DecisionBasisFactory, OutboxMailFactory
from tests.factories.needs import NeedsReportFactory
from tests.forum.meeting_world import a_forum, at

pytestmark = pytest.mark.django_db
AT = datetime(2025, 2, 1, 12, tzinfo=UTC)


def failures(caplog):
    return [record.getMessage() for record in caplog.records if record.name.endswith("worker")]


def work(caplog):
    """Everything once; what was logged."""
    caplog.clear()
    call_command("worker", "--once")
    return failures(caplog)


def submitted(day, **content):
    return Submission.objects.create(
        basis=DecisionBasisFactory(), number=1, at=AT + timedelta(day), requested=1, content=content
    )


def test_mail(caplog):
    poison, other = OutboxMailFactory(subject="For Ola\rNordmann"), OutboxMailFactory()

    assert work(caplog) == []  # the mail's own row says why

    for mail in (poison, other):
        mail.refresh_from_db()
    assert [mail.status for mail in (poison, other)] == [MailStatus.QUEUED, MailStatus.SENT]


def test_receipts(caplog):
    poison, other = submitted(1, measures=[{}]), submitted(2)

    logged = work(caplog)

    for submission in (poison, other):
        submission.refresh_from_db()
    assert [submission.receipt_at is None for submission in (poison, other)] == [True, False]
    assert logged == [f"receipts failed at {poison.pk}"]


def test_minutes(caplog):
    """The first meeting lost its minutes on the way here."""
    poison, other = a_forum(items=1).begin(), a_forum(items=1).begin()
    Meeting.objects.filter(pk=poison.meeting.pk).update(status=MeetingStatus.MINUTES_SENT, closed_at=at(16))
    agenda.close(other.item, now=at(15))
    other.meeting.refresh_from_db()
    send_minutes.send(other.meeting, actor=other.secretary, now=at(16))

    assert work(caplog) == [f"approve_next failed at {poison.meeting.pk}"]

    other.meeting.refresh_from_db()
    assert other.meeting.status == MeetingStatus.MINUTES_APPROVED


def test_the_journal(caplog):
    """The first county's next number is taken."""
    poison, other = (NeedsReportFactory(status="submitted", submitted_at=AT + timedelta(day)) for day in (1, 2))
    today = timezone.localdate()
    days = {"entered_on": today, "sent_on": today, "dated": today}
    JournalEntry.objects.create(
        county=poison.round.county, year=today.year, number=1, direction=JournalDirection.INCOMING, **days
    )

    (logged,) = work(caplog)

    assert logged.startswith(f"enter_next failed at needs:{poison.pk}:")
    assert JournalEntry.objects.get(source__isnull=False).party == other.owner.name


def test_what_fails_before_it_has_a_row_is_tried_once(caplog, monkeypatch):
    def broken(now, taken):
        raise RuntimeError

    monkeypatch.setattr(sweeps, "_SWEEPS", [broken])

    assert work(caplog) == ["broken failed"]
