"""A clock that a story can put forward: a year's round takes minutes to play, and its hours matter."""

from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone


class Clock:
    """What the site takes for now, in every thread, until it is put forward again."""

    def __init__(self, text):
        self.put(text)

    def put(self, text):
        self.moment = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Oslo"))

    def __call__(self):
        return self.moment.astimezone(timezone.get_fixed_timezone(0))


@contextmanager
def clock_at(text):
    clock = Clock(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", clock)
        yield clock
