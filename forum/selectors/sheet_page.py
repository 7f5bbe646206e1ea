"""A criteria sheet as one reader may see it: the sheet, the group's networks, figures, notes. In few queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from allocations.enums import DecisionStatus
from allocations.enums.plan import PlanStatus
from allocations.models import Decision, LongTermPlan
from allocations.services.plan_checks import PlanFacts, most_of
from dekom.core.models import User
from dekom.core.sorting import norwegian_key
from forum.enums.sheets import Ruling, SheetStatus, Verdict
from forum.models import CriteriaSheet, OwnNote, SheetAnswer
from forum.models.ties import recused_q
from networks.models import Criterion, DecisionBasis, Report
from networks.services.names import short_network_name


@dataclass(frozen=True)
class Neighbour:
    """One network of the group, in the list beside the sheet; where the reader is recused only its name is told."""

    pk: int
    name: str
    mark: str  # done, work, todo, lock
    is_recused: bool
    is_here: bool


@dataclass(frozen=True)
class SheetPage:
    """All that the page of a sheet shows. ``sheet`` carries frame, request and last year as annotations."""

    sheet: Any
    criteria: list[Criterion]
    answers: dict[int, SheetAnswer]
    own: dict[int, OwnNote]
    others: dict[int, list[OwnNote]]  # of the group, the reader's own included; by criterion
    neighbours: list[Neighbour]

    @property
    def limit(self) -> int | None:
        if self.sheet.frame is None:
            return None
        return most_of(self.sheet.frame, PlanFacts(over_frame_percent=self.sheet.over_percent or 0))

    def tally(self, criterion: int) -> list[tuple[Verdict, int]]:
        """How many of the group chose each verdict, without those who have chosen none."""
        counts = Counter(note.verdict for note in self.others.get(criterion, []) if note.verdict)
        return [(verdict, counts[verdict]) for verdict in Verdict if counts[verdict]]

    @property
    def seen(self) -> list[Neighbour]:
        """What is counted: without what the reader is recused from."""
        return [each for each in self.neighbours if not each.is_recused]

    @property
    def next(self) -> Neighbour | None:
        """The next in the list that the reader may open."""
        names = [each.pk for each in self.seen]
        after = self.seen[names.index(self.sheet.pk) + 1 :] if self.sheet.pk in names else []
        return next(iter(after), None)


def sheets_with_figures(user: User) -> Any:
    """Sheets that the person may see, with what stands beside them, in one query."""
    round_, network = OuterRef("assessment__round"), OuterRef("network")
    bases = DecisionBasis.objects.filter(round=round_, network=network)
    year = OuterRef("assessment__round__year")
    before = Decision.objects.filter(
        network=network,
        round__county=OuterRef("assessment__round__county"),
        round__year=year - 1,
        status__in=[DecisionStatus.APPROVED, DecisionStatus.ISSUED],
    ).order_by("-pk")
    reports = Report.objects.filter(network=network, round__year=year - 1).order_by("-pk")
    plans = LongTermPlan.objects.filter(
        county=OuterRef("assessment__round__county"),
        scheme=OuterRef("assessment__round__scheme"),
        status=PlanStatus.ADOPTED,
        first_year__lte=year,
        last_year__gte=year,
    ).order_by("-first_year", "-version")
    return (
        CriteriaSheet.objects.visible_to(user)
        .for_member(user)
        .select_related(
            "assessment__round__scheme",
            "assessment__round__legal_basis",
            "assessment__meeting",
            "group__rapporteur",
            "network",
        )
        .annotate(
            frame=Subquery(bases.values("frame")[:1]),
            requested=Subquery(bases.values("requested")[:1]),
            basis_pk=Subquery(bases.values("pk")[:1]),
            last_year=Subquery(before.values("decided")[:1]),
            report_status=Subquery(reports.values("status")[:1]),
            over_percent=Subquery(plans.values("over_frame_percent")[:1]),
        )
    )


def sheet_page(sheet: Any, user: User) -> SheetPage:
    """What surrounds a sheet that came from ``sheets_with_figures``; four queries."""
    criteria = list(sheet.assessment.round.legal_basis.criteria.order_by("order"))
    answers = {answer.criterion_id: answer for answer in sheet.answers.all()}
    others: dict[int, list[OwnNote]] = defaultdict(list)
    own: dict[int, OwnNote] = {}
    for note in group_notes(sheet):
        others[note.criterion_id].append(note)
        if note.author_id == user.pk:
            own[note.criterion_id] = note
    return SheetPage(sheet, criteria, answers, own, dict(others), neighbours_of(sheet, user))


def group_notes(sheet: CriteriaSheet) -> Iterable[OwnNote]:
    """The group's own notes on the network, without those of people who turned out to be recused from it."""
    out = Q(
        author__recusals__round=sheet.assessment.round_id,
        author__recusals__network=sheet.network_id,
        author__recusals__ruling__in=[Ruling.OPEN, Ruling.RECUSED],
    )
    members = Q(author__group_places__group=F("sheet__group"))
    return OwnNote.objects.filter(members, sheet=sheet).exclude(out).select_related("author").order_by("author", "pk")


def neighbours_of(sheet: CriteriaSheet, user: User) -> list[Neighbour]:
    """The group's networks in Norwegian order."""
    out = recused_q(user, round_="assessment__round", network="network")
    rows = (
        CriteriaSheet.objects.filter(group=sheet.group_id)
        .annotate(is_out=out)
        .values_list("pk", "network__name", "network", "status", "saved_at", "is_out")
    )
    found = []
    for pk, name, _network, status, saved_at, is_out in rows:
        mark = "lock" if is_out else "done" if status == SheetStatus.HANDED_IN else "work" if saved_at else "todo"
        found.append(Neighbour(pk, short_network_name(name), mark, is_out, pk == sheet.pk))
    return sorted(found, key=lambda each: norwegian_key(each.name))
