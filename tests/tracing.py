"""Coverage is measured where it tells something: tracing doubles the time that a test takes, and more."""

from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from importlib import import_module

from coverage import Coverage
from django.conf import settings

ROOMS = ("dekom", "networks", "allocations", "forum")


def stop_stray_coverage() -> None:
    """In a process of xdist's, pytest-cov starts a second Coverage and forgets the first.

    When the second is stopped, the first goes on, and traces what need not be traced.
    """
    measuring = Coverage.current()
    if measuring is None:
        return
    measuring.stop()
    if stray := Coverage.current():
        stray.stop()
    measuring.start()


@contextmanager
def untraced() -> Iterator[None]:
    """What covers nothing, or what whichever process comes first does for all."""
    coverage = Coverage.current()
    if coverage is None:
        yield
        return
    coverage.stop()
    try:
        yield
    finally:
        coverage.start()


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
