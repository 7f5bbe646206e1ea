"""The money: budget, frames, decisions, letters. Amounts are whole kroner."""

from allocations.models.answer import LetterAnswer
from allocations.models.appeal import Appeal, AppealRule
from allocations.models.budget import Budget, CoordinationExtra, FixedGrant
from allocations.models.change import RefusedPart, SmallMove
from allocations.models.common_measure import Cohort, CohortParticipant, CommonMeasure, MeasureTrack
from allocations.models.cost_sharing import CostItem, CostPayer, CostYear, InvoiceBasis, InvoiceLine
from allocations.models.decision import Decision, DecisionLine
from allocations.models.frame import Frame, FrameAdoption
from allocations.models.journal import JournalCounter, JournalEntry
from allocations.models.key import AllocationKey, LastYear
from allocations.models.letter import DecisionLetter, LetterCounter, LetterLine, LetterOpening
from allocations.models.letter_template import LetterBlock, Letterhead
from allocations.models.payee import Payee
from allocations.models.plan import LongTermPlan, PlanGrant, PlanGuideline, StopPoint
from allocations.models.terms import LetterTerms

__all__ = [
    "AllocationKey",
    "Appeal",
    "AppealRule",
    "Budget",
    "Cohort",
    "CohortParticipant",
    "CommonMeasure",
    "CoordinationExtra",
    "CostItem",
    "CostPayer",
    "CostYear",
    "Decision",
    "DecisionLetter",
    "DecisionLine",
    "FixedGrant",
    "Frame",
    "FrameAdoption",
    "InvoiceBasis",
    "InvoiceLine",
    "JournalCounter",
    "JournalEntry",
    "LastYear",
    "LetterAnswer",
    "LetterBlock",
    "LetterCounter",
    "LetterLine",
    "LetterOpening",
    "LetterTerms",
    "Letterhead",
    "LongTermPlan",
    "MeasureTrack",
    "Payee",
    "PlanGrant",
    "PlanGuideline",
    "RefusedPart",
    "SmallMove",
    "StopPoint",
]
