"""Measures as decided: what each gets of the sum that was granted. Whole kroner."""

from collections.abc import Sequence

from allocations.services.prorata import share


def as_decided(asked: Sequence[tuple[str, int]], granted: int, *, otherwise: str) -> list[tuple[str, int]]:
    """Each measure with its part of what was granted, in proportion to what was asked for it.

    Nothing named, or nothing asked for: one line with all of it, called ``otherwise``.
    """
    if not any(amount for _title, amount in asked):
        return [(otherwise, granted)]
    parts = share(granted, [amount for _title, amount in asked])
    return [(title, part) for (title, _amount), part in zip(asked, parts, strict=True)]
