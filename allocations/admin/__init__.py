"""The admin of the allocations room: Django finds the pages through this module."""

from allocations.admin import basis, budget, decision, frame, key, letter, payee, payment, plan

__all__ = ["basis", "budget", "decision", "frame", "key", "letter", "payee", "payment", "plan"]
