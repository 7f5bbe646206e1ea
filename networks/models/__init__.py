"""Who there is and what they ask for."""

from networks.models.access import Access, access_of
from networks.models.agreement import AgreementParty, CooperationAgreement, Election
from networks.models.agreement_file import AgreementFile
from networks.models.basis import DecisionBasis
from networks.models.basis_file import BasisFile
from networks.models.content import BasisContent
from networks.models.county import County, DeadlineRule, Holiday, Signatory
from networks.models.head_count import ColumnMatch, HeadCount
from networks.models.invitation import Invitation
from networks.models.legal import Criterion, LegalBasis, LegalReference
from networks.models.measure import CostLine, Measure, MeasureGoal, MeasureNeed, MeasureOwner
from networks.models.needs import Need, NeedsDeadline, NeedsReport
from networks.models.network import Membership, Network, NetworkHost, Partnership
from networks.models.organisation import Organisation, Owner, Partner
from networks.models.plan import Activity, CompetencePlan, Indicator, PlanGoal
from networks.models.reminder import Reminder, ReminderRule
from networks.models.report import Report
from networks.models.report_parts import ReportAnswer, ReportControl, ReportLine, ReportQuestion
from networks.models.role import Role
from networks.models.round import Milestone, Round, Scheme
from networks.models.school_plan import SchoolPlan
from networks.models.submission import CaseQuestion, ChangeRequest, Extension, Submission
from networks.models.theme import Theme
from networks.models.together import Comment, EstimateConfirmation, PartMark, Presence

__all__ = [
    "Access",
    "Activity",
    "AgreementFile",
    "AgreementParty",
    "BasisContent",
    "BasisFile",
    "CaseQuestion",
    "ChangeRequest",
    "ColumnMatch",
    "Comment",
    "CompetencePlan",
    "CooperationAgreement",
    "CostLine",
    "County",
    "Criterion",
    "DeadlineRule",
    "DecisionBasis",
    "Election",
    "EstimateConfirmation",
    "Extension",
    "HeadCount",
    "Holiday",
    "Indicator",
    "Invitation",
    "LegalBasis",
    "LegalReference",
    "Measure",
    "MeasureGoal",
    "MeasureNeed",
    "MeasureOwner",
    "Membership",
    "Milestone",
    "Need",
    "NeedsDeadline",
    "NeedsReport",
    "Network",
    "NetworkHost",
    "Organisation",
    "Owner",
    "PartMark",
    "Partner",
    "Partnership",
    "PlanGoal",
    "Presence",
    "Reminder",
    "ReminderRule",
    "Report",
    "ReportAnswer",
    "ReportControl",
    "ReportLine",
    "ReportQuestion",
    "Role",
    "Round",
    "Scheme",
    "SchoolPlan",
    "Signatory",
    "Submission",
    "Theme",
    "access_of",
]
