"""What the worker looks for every minute, told by each room when it is ready. It knows no room above its own."""

from collections.abc import Callable
from datetime import datetime

Sweep = Callable[[datetime], bool]
_SWEEPS: list[Sweep] = []


def register(sweep: Sweep) -> None:
    """``sweep(now)`` does one piece of work in its own transaction, and says whether there was one."""
    if sweep not in _SWEEPS:
        _SWEEPS.append(sweep)


def sweeps() -> tuple[Sweep, ...]:
    return tuple(_SWEEPS)
