"""The money: budget, frames, decisions. Amounts are whole kroner."""

from allocations.models.budget import Budget, CoordinationExtra, FixedGrant
from allocations.models.decision import Decision, DecisionLine
from allocations.models.frame import Frame, FrameAdoption

__all__ = ["Budget", "CoordinationExtra", "Decision", "DecisionLine", "FixedGrant", "Frame", "FrameAdoption"]
