"""Mail goes out once it can, and says so when it can't."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone, translation

from dekom.core import secret_links
from dekom.core.actions import outbox
from dekom.core.errors import DomainError
from dekom.core.mail import Attached, queue_mail
from dekom.core.models import MailStatus, OutboxMail
from tests.factories import DecisionBasisFactory, OutboxMailFactory, UserFactory

pytestmark = pytest.mark.django_db


class BrokenBackend(BaseEmailBackend):
    """A mail server that answers with whatever ``error`` holds."""

    error: Exception

    def send_messages(self, email_messages):
        raise self.error


@pytest.fixture
def broken(settings):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
    return BrokenBackend


def test_a_file_goes_with_the_mail():
    copy = Attached("kvittering.pdf", "application/pdf", b"%PDF-1.7")

    queue_mail(
        "networks/decision_basis_changes_requested",
        to=UserFactory.create_batch(2),
        context={"basis": DecisionBasisFactory()},
        attachments=[copy],
    )
    while outbox.send_next(now=timezone.now()):
        pass

    assert [sent.attachments for sent in mail.outbox] == [[("kvittering.pdf", b"%PDF-1.7", "application/pdf")]] * 2


def test_a_waiting_mail_is_sent_once():
    waiting = OutboxMailFactory()
    now = timezone.now()

    assert outbox.send_next(now=now) is True
    assert outbox.send_next(now=now) is False

    waiting.refresh_from_db()
    assert (waiting.status, waiting.attempts, waiting.sent_at) == (MailStatus.SENT, 1, now)
    assert [(sent.to, sent.subject, sent.body) for sent in mail.outbox] == [
        ([waiting.recipient.email], waiting.subject, waiting.body)
    ]


def test_a_server_that_is_away_is_tried_again_later_and_later(broken):
    broken.error = SMTPServerDisconnected("away")
    waiting = OutboxMailFactory()
    now, waits = timezone.now(), []
    for _attempt in range(3):
        assert outbox.send_next(now=now) is True
        assert outbox.send_next(now=now) is False
        waiting.refresh_from_db()
        waits.append(waiting.next_attempt_at - now)
        now = waiting.next_attempt_at

    assert waits == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert (waiting.status, waiting.last_error) == (MailStatus.QUEUED, "away")


def test_it_gives_up_in_the_end(broken):
    broken.error = SMTPServerDisconnected("away")
    waiting = OutboxMailFactory()
    OutboxMail.objects.update(attempts=outbox.ATTEMPTS - 1)

    outbox.send_next(now=timezone.now())

    waiting.refresh_from_db()
    assert waiting.status == MailStatus.FAILED


@pytest.mark.parametrize(("code", "status"), [(550, MailStatus.FAILED), (450, MailStatus.QUEUED)])
def test_an_address_that_bounces_is_not_tried_again(broken, code, status):
    broken.error = SMTPRecipientsRefused({"a@b": (code, b"no such box")})
    waiting = OutboxMailFactory()

    outbox.send_next(now=timezone.now())

    waiting.refresh_from_db()
    assert waiting.status == status


@pytest.mark.parametrize("fields", [{"subject": "For Ola\rNordmann"}, {"body": "Open ⟪broken 1⟫\n"}])
def test_a_mail_that_can_not_be_made_waits_by_itself_and_the_others_go(fields, monkeypatch, caplog):
    monkeypatch.setitem(secret_links.MAKERS, "broken", lambda *_args: connection.cursor().execute("SELECT 1 / 0"))
    poison, other = OutboxMailFactory(**fields), OutboxMailFactory()
    now = timezone.now()

    while outbox.send_next(now=now):
        pass

    poison.refresh_from_db()
    assert [sent.to for sent in mail.outbox] == [[other.recipient.email]]
    assert (poison.status, poison.attempts, poison.next_attempt_at - now) == ("queued", 1, timedelta(minutes=1))
    assert poison.last_error
    assert [record.getMessage() for record in caplog.records] == [f"Mail {poison.pk} could not be made or sent"]


def test_a_failed_mail_can_be_tried_again(broken):
    broken.error = SMTPRecipientsRefused({"a@b": (550, b"no")})
    failed = OutboxMailFactory()
    outbox.send_next(now=timezone.now())

    outbox.retry(failed, now=timezone.now())

    failed.refresh_from_db()
    assert (failed.status, failed.attempts) == (MailStatus.QUEUED, 0)
    with translation.override("en"), pytest.raises(DomainError, match="could not be delivered"):
        outbox.retry(failed, now=timezone.now())
