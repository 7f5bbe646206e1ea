"""Reports as they are written and read: their fields by name, their sums, and whose they are."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from dekom.core.models import User
from networks.enums import NETWORK_ROLES, RoleKind
from networks.models import Report, ReportLine, ReportQuestion, Role
from networks.models.report import ReportQuerySet


@dataclass(frozen=True)
class ReportTotals:
    """What a report adds up to, and what it lacks. Whole kroner."""

    granted: int
    used: int
    without_amount: list[str]
    without_result: list[str]
    unanswered: list[str]
    full_from: int

    @property
    def is_complete(self) -> bool:
        """Every measure says what was used."""
        return not self.without_amount

    @property
    def unspent(self) -> int:
        """Less than zero where more was used than granted."""
        return self.granted - self.used

    @property
    def is_full(self) -> bool:
        """Whether the five marks and each measure's result are asked for."""
        return self.granted >= self.full_from


def reports_with_sums(reports: ReportQuerySet) -> QuerySet[Report]:
    """For lists: with what was granted, what was used, and how many measures lack an amount."""
    return reports.select_related("round__scheme", "round__legal_basis", "network", "organisation").annotate(
        granted=Sum("lines__granted", default=0),
        used=Sum("lines__used", default=0),
        missing=Count("lines", filter=Q(lines__used=None)),
    )


def questions_with_answers(report: Report) -> list[tuple[ReportQuestion, str]]:
    """In order; an empty text where there is no answer yet."""
    answers = dict(report.answers.values_list("question_id", "text"))
    questions = ReportQuestion.objects.filter(legal_basis=report.round.legal_basis_id)
    return [(question, answers.get(question.pk, "")) for question in questions.order_by("order")]


def report_values(report: Report) -> dict[str, str | int | None]:
    """Every field of the report by its name on the page."""
    values: dict[str, str | int | None] = {
        "summary": report.summary,
        "unspent_wish": report.unspent_wish,
        "unspent_reason": report.unspent_reason,
    }
    for line in report.lines.all():
        values[f"line_{line.pk}_used"] = line.used
        values[f"line_{line.pk}_reached"] = line.reached
    for question, text in questions_with_answers(report):
        values[f"answer_{question.pk}"] = text
    return values


def totals_of(report: Report) -> ReportTotals:
    """Two queries."""
    lines: list[ReportLine] = list(report.lines.all())
    return ReportTotals(
        granted=sum(line.granted for line in lines),
        used=sum(line.used or 0 for line in lines),
        without_amount=[line.title for line in lines if line.used is None],
        without_result=[line.title for line in lines if not line.reached.strip()],
        unanswered=[question.text for question, text in questions_with_answers(report) if not text.strip()],
        full_from=report.round.full_report_from,
    )


def people_of(report: Report, day: date) -> QuerySet[User]:
    """Who hears of what happens to the report."""
    if report.network_id is not None:
        whose = Q(kind__in=NETWORK_ROLES, network=report.network_id)
    else:
        whose = Q(kind__in=[RoleKind.OWNER_CONTACT, RoleKind.UH_PARTNER], organisation=report.organisation_id)
    roles = Role.objects.on(day).filter(whose)
    return User.objects.filter(roles__in=roles, is_active=True).distinct().order_by("pk")
