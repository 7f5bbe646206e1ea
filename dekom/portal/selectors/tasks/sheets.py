"""What waits with recusals, criteria sheets and the recommendation; nothing of what the person is recused from."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task, task
from forum.enums.sheets import Phase, RecommendationStatus, SheetStatus
from forum.models import Assessment, CriteriaSheet, GroupMember, OwnNote, Recommendation, RecusalDeclaration
from networks.enums import FORUM_ROLES, MilestoneKind, RoleKind


def sheet_tasks(overview: Overview) -> Iterator[Task]:
    """Forum: declare, note, write, hand in. Secretariat: forward what is settled."""
    counties = overview.access.counties_as(*FORUM_ROLES)
    if counties:
        yield from _declarations(overview, counties)
        yield from _sheets(overview)
    yield from _to_forward(overview)


def _declarations(overview: Overview, counties: frozenset[int]) -> Iterator[Task]:
    declared = RecusalDeclaration.objects.filter(person=overview.user, round=OuterRef("round"))
    waiting = (
        Assessment.objects.filter(round__county__in=counties)
        .exclude(phase=Phase.PLENARY)
        .exclude(Exists(declared))
        .select_related("round__scheme")
    )
    for assessment in waiting.order_by("pk"):
        deadline = overview.deadline(assessment.round_id, MilestoneKind.RECOMMENDATION)
        label = _("Say what you are tied to in %(round)s") % {"round": assessment.round}
        note = _("Before you read the decision bases.")
        yield task(overview, label, reverse("recusal_declare", args=[assessment.round_id]), note, deadline)


def _sheets(overview: Overview) -> Iterator[Task]:
    """Counted of what the person may see, so that a network they are recused from is in no number."""
    noted = OwnNote.objects.filter(sheet=OuterRef("pk"), author=overview.user)
    places = GroupMember.objects.filter(person=overview.user)
    open_sheets = (
        CriteriaSheet.objects.visible_to(overview.user)
        .filter(status=SheetStatus.OPEN, group__in=places.values("group"))
        .annotate(is_noted=Exists(noted))
        .select_related("assessment__round__scheme", "group", "network")
        .order_by("pk")
    )
    by_assessment: dict[int, list[CriteriaSheet]] = {}
    for sheet in open_sheets:
        by_assessment.setdefault(sheet.assessment_id, []).append(sheet)
    for sheets in by_assessment.values():
        assessment, group = sheets[0].assessment, sheets[0].group
        waiting = [sheet for sheet in sheets if assessment.phase != Phase.OWN or not vars(sheet)["is_noted"]]
        if waiting:
            names = ", ".join(sheet.network.short_name for sheet in waiting)
            label = _label(assessment, len(waiting), is_rapporteur=group.rapporteur_id == overview.user.pk)
            deadline = overview.deadline(assessment.round_id, MilestoneKind.RECOMMENDATION)
            yield task(overview, label, assessment.get_absolute_url(), names, deadline)


def _label(assessment: Assessment, count: int, *, is_rapporteur: bool) -> str:
    if assessment.phase == Phase.OWN:
        label = ngettext("Assess %(count)s network", "Assess %(count)s networks", count)
    elif is_rapporteur:
        label = ngettext("Hand in %(count)s criteria sheet", "Hand in %(count)s criteria sheets", count)
    else:
        label = ngettext(
            "Write %(count)s criteria sheet with your group", "Write %(count)s criteria sheets with your group", count
        )
    return label % {"count": count}


def _to_forward(overview: Overview) -> Iterator[Task]:
    counties = overview.access.counties_as(RoleKind.SECRETARIAT)
    if not counties:
        return
    settled = Recommendation.objects.filter(
        round__county__in=counties, status__in=[RecommendationStatus.VOTED, RecommendationStatus.INPUT_RECORDED]
    ).select_related("round__scheme", "round__legal_basis")
    for recommendation in settled.order_by("pk"):
        words = {
            "name": recommendation.round.legal_basis.recommendation_name,
            "round": recommendation.round,
        }
        label = capfirst(_("forward the %(name)s, %(round)s") % words)
        yield task(overview, label, recommendation.get_absolute_url(), _("Draft decisions then arise."))
