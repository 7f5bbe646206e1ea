"""The admin of the allocations room: Django finds the pages through this module."""

from allocations.admin import basis, budget, cost_sharing, decision, frame, key, letter, payee, payment, plan

__all__ = ["basis", "budget", "cost_sharing", "decision", "frame", "key", "letter", "payee", "payment", "plan"]
