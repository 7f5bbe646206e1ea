"""Who there is and what they ask for."""

from networks.models.access import Access, access_of
from networks.models.agreement import AgreementParty, CooperationAgreement, Election
from networks.models.basis import DecisionBasis
from networks.models.county import County, DeadlineRule, Holiday, Signatory
from networks.models.head_count import ColumnMatch, HeadCount
from networks.models.invitation import Invitation
from networks.models.legal import Criterion, LegalBasis, LegalReference
from networks.models.needs import Need, NeedsDeadline, NeedsReport
from networks.models.network import Membership, Network, NetworkHost, Partnership
from networks.models.organisation import Organisation, Owner, Partner
from networks.models.plan import Activity, CompetencePlan, Indicator, PlanGoal
from networks.models.reminder import Reminder, ReminderRule
from networks.models.report import Report
from networks.models.role import Role
from networks.models.round import Milestone, Round, Scheme
from networks.models.school_plan import SchoolPlan
from networks.models.theme import Theme

__all__ = [
    "Access",
    "Activity",
    "AgreementParty",
    "ColumnMatch",
    "CompetencePlan",
    "CooperationAgreement",
    "County",
    "Criterion",
    "DeadlineRule",
    "DecisionBasis",
    "Election",
    "HeadCount",
    "Holiday",
    "Indicator",
    "Invitation",
    "LegalBasis",
    "LegalReference",
    "Membership",
    "Milestone",
    "Need",
    "NeedsDeadline",
    "NeedsReport",
    "Network",
    "NetworkHost",
    "Organisation",
    "Owner",
    "Partner",
    "Partnership",
    "PlanGoal",
    "Reminder",
    "ReminderRule",
    "Report",
    "Role",
    "Round",
    "Scheme",
    "SchoolPlan",
    "Signatory",
    "Theme",
    "access_of",
]
