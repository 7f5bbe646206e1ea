"""The money: budget, frames, decisions, letters, payments. Amounts are whole kroner."""

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
from allocations.models.leftover import LeftoverDistribution, LeftoverPart, Settlement
from allocations.models.letter import DecisionLetter, LetterCounter, LetterLine, LetterOpening
from allocations.models.letter_template import LetterBlock, Letterhead
from allocations.models.payee import Payee
from allocations.models.payee_change import PayeeChange
from allocations.models.payment import Instalment, Payment, PaymentHold, SetOff
from allocations.models.payment_list import PaymentList, PaymentReceipt
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
    "Instalment",
    "InvoiceBasis",
    "InvoiceLine",
    "JournalCounter",
    "JournalEntry",
    "LastYear",
    "LeftoverDistribution",
    "LeftoverPart",
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
    "PayeeChange",
    "Payment",
    "PaymentHold",
    "PaymentList",
    "PaymentReceipt",
    "PlanGrant",
    "PlanGuideline",
    "RefusedPart",
    "SetOff",
    "Settlement",
    "SmallMove",
    "StopPoint",
]
