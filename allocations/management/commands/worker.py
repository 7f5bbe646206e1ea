"""The process beside the web: issues letters, does what rooms registered, sends mail. There may be many, all mortal.

What is to be done stands in our own rows, and is taken one by one, each in its own transaction. A background task only
wakes the worker; what a killed worker left is found at the next worker's start, and every minute. A row that fails is
logged and tried again at the next sweep; it stops neither the worker nor the rows behind it.
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
from dekom.core.sweeps import Sweep, sweeps
from networks.actions import receipts
from networks.actions.reminders import send_all_due

TICK = 0.5  # seconds between looks for a nudge
MAIL = 5  # seconds between looks into the outbox
SWEEP = 60  # seconds between looks at everything
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """``manage.py worker``; ``--once`` does what there is to do, and ends."""

    help = "Issues letters and sends mail, until it is stopped."
    requires_system_checks: list[str] = []  # the web process makes them
    is_stopping = False
    receipts_tried: list[Any]  # since the last sweep

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
        self.work_off("issue_next", lambda now, _taken: issue_next(now=now))
        for sweep in sweeps():
            self.work_off(sweep.__name__, sweep)
        send_all_due(now=timezone.now())
        self.receipts_tried = []
        self.send_mail()

    def send_mail(self) -> None:
        tried = self.receipts_tried
        self.work_off("receipts", lambda now, taken: receipts.send_next(now=now, taken=taken), tried)
        self.work_off("mail", lambda now, _taken: send_next(now=now))

    def work_off(self, name: str, work: Sweep, taken: list[Any] | None = None) -> None:
        """All that waits of one kind; what fails is logged."""
        taken = [] if taken is None else taken
        more = True
        while more and not self.is_stopping:
            before = len(taken)
            try:
                more = work(timezone.now(), taken)
            except Exception:
                row = taken[before:]
                logger.exception("%s failed%s", name, f" at {row[0]}" if row else "")
                more = bool(row)  # else it would fail again, for ever
