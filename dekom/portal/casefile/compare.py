"""What differs between a round file and the round that is here already. Plain values only."""

from collections.abc import Iterator
from typing import Any

SINCE = ("state", "decided", "paid", "lines", "letters")  # what has happened since the recommendation


def with_what_has_happened(case: dict[str, Any], here: dict[str, Any]) -> dict[str, Any]:
    """The file as it would be exported if it were loaded: entries silent on what came after take it from ``here``."""
    return {
        **case,
        "networks": _filled(case["networks"], here["networks"]),
        "fixed": _filled(case["fixed"], here["fixed"]),
    }


def _filled(entries: list[dict[str, Any]], here: list[dict[str, Any]]) -> list[dict[str, Any]]:
    padded: list[dict[str, Any]] = [*here, *({} for _entry in entries[len(here) :])]
    return [
        {**{key: known[key] for key in SINCE if key in known}, **entry}
        for entry, known in zip(entries, padded, strict=False)
    ]


def differences(left: Any, right: Any, place: str = "") -> list[str]:
    """The places where two files differ: «networks[3].remark»."""
    return list(_differences(left, right, place))


def _differences(left: Any, right: Any, place: str) -> Iterator[str]:
    if isinstance(left, dict) and isinstance(right, dict):
        for key in sorted({*left, *right}):
            inner = f"{place}.{key}" if place else key
            if (key in left) != (key in right):
                yield inner
            else:
                yield from _differences(left[key], right[key], inner)
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for index, (one, other) in enumerate(zip(left, right, strict=True)):
            yield from _differences(one, other, f"{place}[{index}]")
    elif left != right:
        yield place
