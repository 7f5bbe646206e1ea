"""The words that the networks room's rows may carry, and the moves between states."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from dekom.core.moves import moves


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality")
    COUNTY_COUNCIL = "county_council", _("County council")
    PRIVATE_OWNER = "private_owner", _("Private owner")
    UNIVERSITY = "university", _("University or university college")
    STATPED = "statped", _("Statped")
    OTHER_EXPERT = "other_expert", _("Other expert body")
    LEADERS_NETWORK = "leaders_network", _("Network of leaders")
    GOVERNOR = "governor", _("County governor")


OWNER_KINDS = (OrganisationKind.MUNICIPALITY, OrganisationKind.COUNTY_COUNCIL, OrganisationKind.PRIVATE_OWNER)
PARTNER_KINDS = (OrganisationKind.UNIVERSITY, OrganisationKind.STATPED, OrganisationKind.OTHER_EXPERT)


class LanguageForm(models.TextChoices):
    """A municipality's own decision on its language form (språklova § 16); letters follow it."""

    BOKMAL = "nb", _("Bokmål")
    NYNORSK = "nn", _("Nynorsk")
    NEUTRAL = "neutral", _("Neutral")


class RoleKind(models.TextChoices):
    SECRETARIAT = "secretariat", _("Secretariat")
    DECISION_MAKER = "decision_maker", _("Decision maker")
    PAYEE_REGISTRAR = "payee_registrar", _("Payee registrar")
    AUDITOR = "auditor", _("Auditor")
    FORUM_MEMBER = "forum_member", _("Forum member")
    FORUM_DEPUTY = "forum_deputy", _("Forum deputy")
    NETWORK_LEADER = "network_leader", _("Network leader")
    COORDINATOR = "coordinator", _("Coordinator")
    UH_PARTNER = "uh_partner", _("University partner")
    OWNER_CONTACT = "owner_contact", _("Owner contact")


COUNTY_ROLES = (
    RoleKind.SECRETARIAT,
    RoleKind.DECISION_MAKER,
    RoleKind.PAYEE_REGISTRAR,
    RoleKind.AUDITOR,
    RoleKind.FORUM_MEMBER,
    RoleKind.FORUM_DEPUTY,
)
STAFF_ROLES = (RoleKind.SECRETARIAT, RoleKind.DECISION_MAKER, RoleKind.PAYEE_REGISTRAR, RoleKind.AUDITOR)
KEPT_APART_ROLES = (RoleKind.DECISION_MAKER, RoleKind.PAYEE_REGISTRAR)  # never both one person's in a county
READS_ALL_ROLES = (RoleKind.SECRETARIAT, RoleKind.DECISION_MAKER, RoleKind.AUDITOR)
FORUM_ROLES = (RoleKind.FORUM_MEMBER, RoleKind.FORUM_DEPUTY)
NETWORK_ROLES = (RoleKind.NETWORK_LEADER, RoleKind.COORDINATOR)


class HeadCategory(models.TextChoices):
    """What a distribution key may weigh by."""

    KINDERGARTEN_CHILDREN = "kindergarten_children", _("Children in kindergarten")
    PUPILS = "pupils", _("Pupils in primary and lower secondary school")
    UPPER_SECONDARY_PUPILS = "upper_secondary_pupils", _("Pupils in upper secondary school")
    APPRENTICES = "apprentices", _("Apprentices")
    STAFF_YEARS = "staff_years", _("Staff, in full-time equivalents")
    SCHOOLS = "schools", _("Schools and kindergartens")
    AREA = "area", _("Area in square kilometres")


HEADS = (
    HeadCategory.KINDERGARTEN_CHILDREN,
    HeadCategory.PUPILS,
    HeadCategory.UPPER_SECONDARY_PUPILS,
    HeadCategory.APPRENTICES,
)  # those that are people, whom «kroner per child» is counted by


class ForumRole(models.TextChoices):
    """What the forum does in the regime: 2021 guidelines, or § 12 of the 2026 regulation."""

    RECOMMENDS = "recommends", _("The forum recommends")
    GIVES_INPUT = "gives_input", _("The governor proposes, the forum gives input")


class SignatoryRole(models.TextChoices):
    CASE_HANDLER = "case_handler", _("Case handler")
    RESPONSIBLE = "responsible", _("Responsible")


class LegalSubject(models.TextChoices):
    """What a law is cited for in a letter."""

    GRANT = "grant", _("The grant scheme")
    DECISION = "decision", _("The decision and its grounds")
    CONDITIONS = "conditions", _("Conditions")
    REPORTING = "reporting", _("Reporting")
    CONTROL = "control", _("Control")
    REACTIONS = "reactions", _("Reactions and repayment")
    APPEAL = "appeal", _("Appeal")
    ACCESS = "access", _("Access to the case")
    OPENNESS = "openness", _("Openness")


class MilestoneKind(models.TextChoices):
    NEEDS_REPORT = "needs_report", _("Needs reports")
    FRAMES = "frames", _("Frames adopted")
    DECISION_BASIS = "decision_basis", _("Decision bases")
    PAPERS = "papers", _("Decision bases sent to the forum")
    RECOMMENDATION = "recommendation", _("The forum's meeting")
    DECISION = "decision", _("Decisions and letters")
    REPORT = "report", _("Reports")
    LEFTOVER = "leftover", _("Reports reviewed, leftover funds distributed")


class BasisStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    IN_REVIEW = "in_review", _("In review")
    DECIDED = "decided", _("Decided")


BASIS_MOVES = moves(
    {
        BasisStatus.DRAFT: [BasisStatus.SUBMITTED],
        BasisStatus.SUBMITTED: [BasisStatus.CHANGES_REQUESTED, BasisStatus.IN_REVIEW],
        BasisStatus.CHANGES_REQUESTED: [BasisStatus.SUBMITTED],
        BasisStatus.IN_REVIEW: [BasisStatus.CHANGES_REQUESTED, BasisStatus.DECIDED],
    }
)


class ReportStatus(models.TextChoices):
    OPEN = "open", _("Open")
    SUBMITTED = "submitted", _("Submitted")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    ACCEPTED = "accepted", _("Accepted")


REPORT_MOVES = moves(
    {
        ReportStatus.OPEN: [ReportStatus.SUBMITTED],
        ReportStatus.SUBMITTED: [ReportStatus.CHANGES_REQUESTED, ReportStatus.ACCEPTED],
        ReportStatus.CHANGES_REQUESTED: [ReportStatus.SUBMITTED],
    }
)
