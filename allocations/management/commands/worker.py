"""The process beside the web: issues letters, does what rooms registered, sends mail. There may be many, all mortal.

What is to be done stands in our own rows, and is taken one by one, each in its own transaction. A background task only
wakes the worker; what a killed worker left is found at the next worker's start, and every minute.
"""

import logging
import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from allocations.actions.issue import issue_next
from dekom.core.actions.outbox import send_next
from dekom.core.sweeps import sweeps
from networks.actions import receipts
from networks.actions.reminders import send_all_due

TICK = 0.5  # seconds between looks for a nudge
MAIL = 5  # seconds between looks into the outbox
SWEEP = 60  # seconds between looks at everything


class Command(BaseCommand):
    """``manage.py worker``; ``--once`` does what there is to do, and ends."""

    help = "Issues letters and sends mail, until it is stopped."
    requires_system_checks: list[str] = []  # the web process makes them
    is_stopping = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what there is to do, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)  # else it tells of every look
        self.sweep()
        if options["once"]:
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        nudges = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"dekom-{time.time_ns()}",
        )
        swept = mailed = time.monotonic()
        while not self.is_stopping:
            close_old_connections()
            nudges.run()
            if time.monotonic() - swept > SWEEP:
                swept = time.monotonic()
                self.sweep()
            if time.monotonic() - mailed > MAIL:
                mailed = time.monotonic()
                self.send_mail()
            time.sleep(TICK)

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True

    def sweep(self) -> None:
        """Everything that waits, whether somebody told us or not."""
        while not self.is_stopping and issue_next(now=timezone.now()):
            pass
        for sweep in sweeps():
            while not self.is_stopping and sweep(timezone.now()):
                pass
        send_all_due(now=timezone.now())
        self.send_mail()

    def send_mail(self) -> None:
        while not self.is_stopping and receipts.send_next(now=timezone.now()):
            pass
        while not self.is_stopping and send_next(now=timezone.now()):
            pass
