"""The words of a decision basis: its parts and their texts, what a measure may be, what costs may be."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BasisPart(models.TextChoices):
    """One theme a page, in the order they are written."""

    PARTNERSHIP = "partnership", _("Network and partnership")
    NEEDS = "needs", _("Assessment of needs")
    MEASURES = "measures", _("Measures")
    COOPERATION = "cooperation", _("Cooperation with the university")
    COORDINATION = "coordination", _("Coordination")
    OWN_CONTRIBUTION = "own-contribution", _("Own contribution")
    LEFTOVER = "leftover", _("The frame and leftover funds")
    FILES = "files", _("Attachments")


class PartState(models.TextChoices):
    """Where a part stands; computed, never stored."""

    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE = "done", _("Done")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    CHANGES_MADE = "changes_made", _("Changes made")
    OPTIONAL = "optional", pgettext_lazy("part of a document", "Optional")
    LOCKED = "locked", _("Locked")


class TargetGroup(models.TextChoices):
    """Whom a measure is for.  Source: FOR-2026-01-12-23 §§ 1–2; the plan's chapter 2."""

    KINDERGARTEN = "kindergarten", _("Kindergarten")
    SCHOOL = "school", _("School")
    SFO = "sfo", _("After-school care (SFO)")
    PPT = "ppt", _("PPT")
    ADULTS = "adults", _("Preparatory education for adults")
    CULTURE_SCHOOL = "culture_school", _("School of culture")
    OTHERS = "others", _("Others around the child")


class PartnerRole(models.TextChoices):
    """What the university does in a measure.  Source: the framework, chapter on partners."""

    DEVELOPMENT_PARTNER = "development_partner", _("Development partner on the owners' level")
    SUBJECT_EXPERT = "subject_expert", _("Subject expert")


class CostKind(models.TextChoices):
    GATHERINGS = "gatherings", _("Gatherings and guidance")
    RELEASE = "release", _("Release of staff")
    PARTNER_TIME = "partner_time", _("The partner's working hours")
    TRAVEL = "travel", _("Premises and travel")
    MATERIALS = "materials", _("Materials")
    OTHER = "other", pgettext_lazy("kind of cost", "Other")


# The texts of each part, by their field on BasisContent, in the order they stand on the page
PART_TEXTS: dict[str, tuple[str, ...]] = {
    BasisPart.PARTNERSHIP: ("process",),
    BasisPart.NEEDS: ("needs",),
    BasisPart.COOPERATION: ("cooperation", "teacher_education"),
    BasisPart.COORDINATION: ("coordination",),
    BasisPart.OWN_CONTRIBUTION: ("own_contribution",),
    BasisPart.LEFTOVER: ("over_frame_reason", "under_frame_plan", "leftover_plan"),
}
MEASURE_TEXTS = (
    "need",
    "plan_goal",
    "description",
    "institutions",
    "workplace",
    "cross_disciplinary",
    "sami",
    "milestones",
    "signs",
)


class FileKind(models.TextChoices):
    """What a file is, by its content."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    PNG = "png", "PNG"
    JPEG = "jpeg", "JPEG"


TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}
