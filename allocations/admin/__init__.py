"""The admin of the allocations room: Django finds the pages through this module."""

from allocations.admin import (
    appeal,
    basis,
    budget,
    cost_sharing,
    decision,
    frame,
    key,
    leftover,
    letter,
    payee,
    payment,
    plan,
)

__all__ = [
    "appeal",
    "basis",
    "budget",
    "cost_sharing",
    "decision",
    "frame",
    "key",
    "leftover",
    "letter",
    "payee",
    "payment",
    "plan",
]
