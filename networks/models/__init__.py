"""Who there is and what they ask for."""

from networks.models.access import Access, access_of
from networks.models.basis import DecisionBasis
from networks.models.county import County, DeadlineRule, Holiday, Signatory
from networks.models.head_count import ColumnMatch, HeadCount
from networks.models.legal import Criterion, LegalBasis, LegalReference
from networks.models.network import Membership, Network, NetworkHost, Partnership
from networks.models.organisation import Organisation, Owner, Partner
from networks.models.report import Report
from networks.models.report_parts import ReportAnswer, ReportControl, ReportLine, ReportQuestion
from networks.models.role import Role
from networks.models.round import Milestone, Round, Scheme

__all__ = [
    "Access",
    "ColumnMatch",
    "County",
    "Criterion",
    "DeadlineRule",
    "DecisionBasis",
    "HeadCount",
    "Holiday",
    "LegalBasis",
    "LegalReference",
    "Membership",
    "Milestone",
    "Network",
    "NetworkHost",
    "Organisation",
    "Owner",
    "Partner",
    "Partnership",
    "Report",
    "ReportAnswer",
    "ReportControl",
    "ReportLine",
    "ReportQuestion",
    "Role",
    "Round",
    "Scheme",
    "Signatory",
    "access_of",
]
