"""What waits with recusals, criteria sheets and the recommendation; nothing of what the person is recused from."""

from collections.abc import Iterator
from itertools import groupby

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from dekom.portal.selectors.overview import Overview
from dekom.portal.selectors.tasks.task import Task, task
from dekom.portal.selectors.tasks.waiting import Kind, Question, Row, question
from forum.enums.sheets import Phase, RecommendationStatus, SheetStatus
from forum.models import Assessment, CriteriaSheet, GroupMember, OwnNote, Recommendation, RecusalDeclaration
from networks.enums import FORUM_ROLES, MilestoneKind, RoleKind
from networks.services.names import short_network_name


def _undeclared(overview: Overview) -> Question | None:
    counties = overview.access.counties_as(*FORUM_ROLES)
    if not counties:
        return None
    declared = RecusalDeclaration.objects.filter(person=overview.user, round=OuterRef("round"))
    waiting = Assessment.objects.filter(~Exists(declared), round__county__in=counties).exclude(phase=Phase.PLENARY)
    return question(waiting, key="round", scheme="round__scheme__name", year="round__year")


def declaration_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Forum: to say what one is tied to."""
    for row in rows:
        deadline = overview.deadline(row.key, MilestoneKind.RECOMMENDATION)
        label = _("Say what you are tied to in %(round)s") % {"round": row.round}
        note = _("Before you read the decision bases.")
        yield task(overview, label, reverse("recusal_declare", args=[row.key]), note, deadline)


def _sheets(overview: Overview) -> Question | None:
    """Counted of what the person may see, so that a network they are recused from is in no number."""
    if not overview.access.has(*FORUM_ROLES):
        return None
    noted = OwnNote.objects.filter(sheet=OuterRef("pk"), author=overview.user)
    places = GroupMember.objects.filter(person=overview.user)
    waiting = CriteriaSheet.objects.visible_to(overview.user).filter(
        ~Exists(noted.filter(sheet__assessment__phase=Phase.OWN)),
        status=SheetStatus.OPEN,
        group__in=places.values("group"),
    )
    return question(
        waiting,
        assessment="assessment",
        round="assessment__round",
        phase="assessment__phase",
        rapporteur="group__rapporteur",
        network="network__name",
    )


def sheet_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Forum: to note, to write, to hand in."""
    ordered = sorted(rows, key=lambda row: (row.facts["assessment"], row.key))
    for assessment, group in groupby(ordered, key=lambda row: row.facts["assessment"]):
        sheets = [row.facts for row in group]
        is_rapporteur = sheets[0]["rapporteur"] == overview.user.pk
        label = _label(sheets[0]["phase"], len(sheets), is_rapporteur=is_rapporteur)
        names = ", ".join(short_network_name(sheet["network"]) for sheet in sheets)
        deadline = overview.deadline(sheets[0]["round"], MilestoneKind.RECOMMENDATION)
        yield task(overview, label, reverse("group_list", args=[assessment]), names, deadline)


def _label(phase: str, count: int, *, is_rapporteur: bool) -> str:
    if phase == Phase.OWN:
        label = ngettext("Assess %(count)s network", "Assess %(count)s networks", count)
    elif is_rapporteur:
        label = ngettext("Hand in %(count)s criteria sheet", "Hand in %(count)s criteria sheets", count)
    else:
        label = ngettext(
            "Write %(count)s criteria sheet with your group", "Write %(count)s criteria sheets with your group", count
        )
    return label % {"count": count}


def _settled(overview: Overview) -> Question | None:
    counties = overview.access.counties_as(RoleKind.SECRETARIAT)
    if not counties:
        return None
    settled = [RecommendationStatus.VOTED, RecommendationStatus.INPUT_RECORDED]
    waiting = Recommendation.objects.filter(round__county__in=counties, status__in=settled)
    form = "nn" if get_language() == "nn" else "nb"
    name = f"round__legal_basis__recommendation_name_{form}"
    return question(waiting, scheme="round__scheme__name", year="round__year", name=name)


def forwarding_tasks(overview: Overview, rows: list[Row]) -> Iterator[Task]:
    """Secretariat: to forward what is settled."""
    for row in rows:
        words = {"name": row.facts["name"], "round": row.round}
        label = capfirst(_("forward the %(name)s, %(round)s") % words)
        url = reverse("recommendation_detail", args=[row.key])
        yield task(overview, label, url, _("Draft decisions then arise."))


DECLARATIONS = Kind(_undeclared, declaration_tasks)
SHEETS = Kind(_sheets, sheet_tasks)
FORWARDING = Kind(_settled, forwarding_tasks)
