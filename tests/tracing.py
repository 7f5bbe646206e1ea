"""Coverage is measured where it tells something: tracing doubles the time that a test takes, and more."""

from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from importlib import import_module

from coverage import Coverage
from django.conf import settings

ROOMS = ("dekom", "networks", "allocations", "forum")


class Tracing:
    """``with traced():`` measures what is done there, once ``traced.off_by_default()`` has stopped all else.

    In a process of xdist's, pytest-cov starts a second Coverage and forgets the first, which must be stopped as well.
    """

    coverage: Coverage | None = None

    def off_by_default(self) -> None:
        self.coverage = Coverage.current()
        while measuring := Coverage.current():
            measuring.stop()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        if self.coverage is None:
            yield
            return
        self.coverage.start()
        try:
            yield
        finally:
            self.coverage.stop()


traced = Tracing()


def import_measured() -> None:
    """Run what the measured modules hold outside functions: that runs once, whoever imports them first."""
    coverage = Coverage.current()
    patterns = coverage.get_option("run:include") if coverage else None
    if not isinstance(patterns, list):
        return
    for room in ROOMS:
        for file in sorted((settings.BASE_DIR / room).rglob("*.py")):
            if any(fnmatch(str(file), pattern) for pattern in patterns):
                import_module(".".join(file.relative_to(settings.BASE_DIR).with_suffix("").parts))
