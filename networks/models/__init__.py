"""Who there is and what they ask for."""

from networks.models.access import Access, access_of
from networks.models.basis import DecisionBasis
from networks.models.basis_file import BasisFile
from networks.models.content import BasisContent
from networks.models.county import County, DeadlineRule, Holiday, Signatory
from networks.models.head_count import ColumnMatch, HeadCount
from networks.models.legal import Criterion, LegalBasis, LegalReference
from networks.models.measure import CostLine, Measure, MeasureOwner
from networks.models.network import Membership, Network, NetworkHost, Partnership
from networks.models.organisation import Organisation, Owner, Partner
from networks.models.report import Report
from networks.models.role import Role
from networks.models.round import Milestone, Round, Scheme
from networks.models.submission import CaseQuestion, ChangeRequest, Extension, Submission
from networks.models.together import Comment, EstimateConfirmation, PartMark, Presence

__all__ = [
    "Access",
    "BasisContent",
    "BasisFile",
    "CaseQuestion",
    "ChangeRequest",
    "ColumnMatch",
    "Comment",
    "CostLine",
    "County",
    "Criterion",
    "DeadlineRule",
    "DecisionBasis",
    "EstimateConfirmation",
    "Extension",
    "HeadCount",
    "Holiday",
    "LegalBasis",
    "LegalReference",
    "Measure",
    "MeasureOwner",
    "Membership",
    "Milestone",
    "Network",
    "NetworkHost",
    "Organisation",
    "Owner",
    "PartMark",
    "Partner",
    "Partnership",
    "Presence",
    "Report",
    "Role",
    "Round",
    "Scheme",
    "Signatory",
    "Submission",
    "access_of",
]
