"""What the worker looks for every minute, told by each room when it is ready. It knows no room above its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

Sweep = Callable[[datetime, list[Any]], bool]
_SWEEPS: list[Sweep] = []


def register(sweep: Sweep) -> None:
    """``sweep(now, taken)`` does one piece of work in its own transaction, and says whether there was one.

    ``taken``: the keys of what was tried already, and is passed over; it adds its own before it begins. So a row that
    fails does not hold up those behind it.
    """
    if sweep not in _SWEEPS:
        _SWEEPS.append(sweep)


def sweeps() -> tuple[Sweep, ...]:
    return tuple(_SWEEPS)
