"""A decision basis with everything that its pages ask of it, in two queries whatever its size."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum, TextField, Value
from django.db.models.functions import Coalesce, Concat, JSONObject

from networks.enums import BasisStatus, MilestoneKind
from networks.enums.plans import PlanStatus
from networks.enums.writing import MEASURE_TEXTS, PART_TEXTS, BasisPart
from networks.models import (
    BasisContent,
    BasisFile,
    ChangeRequest,
    Comment,
    CostLine,
    DecisionBasis,
    Extension,
    Measure,
    MeasureGoal,
    MeasureNeed,
    MeasureOwner,
    Milestone,
    PartMark,
    PlanGoal,
)
from networks.services.basis_rules import BasisFacts, Finding, MeasureFacts, problems
from networks.services.part_states import PartFacts, is_open, open_parts, state

PART_OF = {name: str(part) for part, names in PART_TEXTS.items() for name in names}


def earlier_bases(basis: DecisionBasis | None = None) -> QuerySet[DecisionBasis]:
    """What the network has handed over in earlier years, of whichever scheme, newest first. ``None``: in a subquery."""
    network: Any = OuterRef("network") if basis is None else basis.network_id
    year: Any = OuterRef("round__year") if basis is None else basis.round.year
    found = DecisionBasis.objects.filter(network=network, round__year__lt=year, submitted_at__isnull=False)
    written = Measure.objects.filter(basis=OuterRef("pk"))
    return found.filter(Exists(written)).order_by("-round__year", "-submitted_at", "-pk")


def bases_with_all(bases: QuerySet[DecisionBasis]) -> QuerySet[DecisionBasis]:
    """The bases with round, network, texts, deadline, marks and requests for changes, in one query."""
    here = {"basis": OuterRef("pk")}
    milestones = Milestone.objects.filter(round=OuterRef("round"), kind=MilestoneKind.DECISION_BASIS)
    marks = PartMark.objects.filter(**here)
    requests = ChangeRequest.objects.filter(**here, closed_at=None).order_by("pk")
    said = JSONObject(pk="pk", part="part", measure="measure_id", reason="reason", made="made_at", by="asked_by__name")
    comments = Comment.objects.filter(**here, resolved_at=None).order_by().values("basis").annotate(n=Count("pk"))
    goals = PlanGoal.objects.filter(plan__network=OuterRef("network"), plan__status=PlanStatus.ADOPTED)
    files = BasisFile.objects.filter(**here, removed_at=None).order_by().values("basis").annotate(n=Count("pk"))
    return bases.select_related(
        "network",
        "copied_from__round__scheme",
        "round__scheme",
        "round__legal_basis",
        "round__county",
        "content__saved_by",
    ).annotate(
        round_deadline=Subquery(milestones.values("date")[:1]),
        earlier_year=Subquery(earlier_bases().values("round__year")[:1]),
        extended_until=Subquery(Extension.objects.filter(**here).order_by("-pk").values("until")[:1]),
        marks_found=ArraySubquery(marks.values(json=JSONObject(part="part", measure="measure_id", by="by__name"))),
        requests_found=ArraySubquery(requests.values(json=said)),
        goals_found=ArraySubquery(goals.order_by("order").values(json=JSONObject(pk="pk", text="text"))),
        comments_found=Coalesce(Subquery(comments.values("n")), 0),
        files_found=Coalesce(Subquery(files.values("n")), 0),
    )


def measures_with_sums(*bases: int) -> QuerySet[Measure]:
    """The measures with what they ask for, what they contribute, and which owners take part, in one query."""
    lines = CostLine.objects.filter(measure=OuterRef("pk")).order_by().values("measure")
    needs = MeasureNeed.objects.filter(measure=OuterRef("pk")).order_by("need__report__owner__name", "need__order")
    goals = MeasureGoal.objects.filter(measure=OuterRef("pk")).order_by("goal__plan", "goal__order")
    owners = MeasureOwner.objects.filter(measure=OuterRef("pk")).order_by("owner__name")
    return (
        Measure.objects.filter(basis__in=bases)
        .select_related("partner", "saved_by")
        .annotate(
            amount=Coalesce(Subquery(lines.annotate(sum=Sum("amount")).values("sum")), 0),
            own=Coalesce(Subquery(lines.annotate(sum=Sum("own_contribution")).values("sum")), 0),
            owner_pks=ArraySubquery(owners.values("owner")),
            need_pks=ArraySubquery(needs.values("need")),
            need_texts=ArraySubquery(
                needs.values(
                    text=Concat("need__report__owner__name", Value(": "), "need__text", output_field=TextField())
                )
            ),
            goal_pks=ArraySubquery(goals.values("goal")),
            goal_texts=ArraySubquery(goals.values("goal__text")),
            owner_names=ArraySubquery(owners.values("owner__name")),
        )
    )


@dataclass(frozen=True)
class Draft:
    """A decision basis as people write it, on a day."""

    basis: Any  # of ``bases_with_all``
    measures: list[Any]  # of ``measures_with_sums``
    today: date
    unconfirmed: dict[str, int] = field(default_factory=dict)

    @cached_property
    def content(self) -> BasisContent:
        return getattr(self.basis, "content", None) or BasisContent(basis=self.basis)

    @property
    def may_copy(self) -> bool:
        """Whether there is an earlier basis to begin from, and none has been."""
        basis = self.basis
        return bool(basis.status == BasisStatus.DRAFT and basis.earlier_year and basis.copied_from_id is None)

    @property
    def deadline(self) -> date | None:
        """The round's, or the later day that the governor has given this network."""
        days = [day for day in (self.basis.round_deadline, self.basis.extended_until) if day]
        return max(days) if days else None

    @property
    def is_late(self) -> bool:
        """The deadline is over, and they have never submitted."""
        return self.basis.submitted_at is None and self.deadline is not None and self.today > self.deadline

    @cached_property
    def asked_parts(self) -> set[tuple[str, int | None]]:
        return {(request["part"], request["measure"]) for request in self.basis.requests_found}

    def is_open(self, part: str, measure: int | None = None) -> bool:
        """Whether anybody may write in the part now."""
        return is_open(open_parts(self.basis.status, self.asked_parts), part, measure)

    def marked_by(self, part: str, measure: int | None = None) -> str:
        """Who has marked it as ready; empty if nobody has."""
        found = (mark for mark in self.basis.marks_found if (mark["part"], mark["measure"]) == (part, measure))
        return next((str(mark["by"]) for mark in found), "")

    @cached_property
    def facts(self) -> BasisFacts:
        round_ = self.basis.round
        return BasisFacts(
            texts={name: getattr(self.content, name) for name in PART_OF},
            part_of=PART_OF,
            measures=[facts_of(measure) for measure in self.measures],
            coordination=self.content.coordination_amount or 0,
            frame=self.basis.frame,
            demanded_percent=round_.demanded_percent,
            coordination_limit=round_.coordination_limit_percent,
            required=frozenset(round_.legal_basis.required_texts),
            is_late=self.is_late,
            has_goals=bool(self.basis.goals_found),
            unconfirmed=self.unconfirmed,
            unready=[part for part in BasisPart.values if part != BasisPart.FILES and self._is_unready(part)],
            open_comments=self.basis.comments_found,
        )

    @cached_property
    def problems(self) -> list[Finding]:
        return problems(self.facts)

    def _is_unready(self, part: str) -> bool:
        if part == BasisPart.MEASURES:
            return any(not self.marked_by(part, measure.pk) for measure in self.measures)
        return self.is_begun(part) and not self.marked_by(part)

    def is_begun(self, part: str) -> bool:
        if part == BasisPart.MEASURES:
            return bool(self.measures)
        if part == BasisPart.FILES:
            return self.basis.files_found > 0  # type: ignore[no-any-return]  # an annotation
        if part == BasisPart.COORDINATION and self.content.coordination_amount:
            return True
        return any(str(getattr(self.content, name)).strip() for name in PART_TEXTS[part])

    def state_of(self, part: str) -> str:
        """The state of a part, by its name in ``PartState``."""
        if part == BasisPart.MEASURES and self.measures:
            return self._measures_state()
        names = PART_TEXTS.get(part, ())
        required = self.basis.round.legal_basis.required_texts
        broken = any(finding.part == part for finding in self.problems)
        is_files = part == BasisPart.FILES
        return state(
            PartFacts(
                is_begun=self.is_begun(part),
                is_complete=not broken,
                is_demanded=broken or part == BasisPart.MEASURES or any(name in required for name in names),
                is_marked=bool(self.marked_by(part)) or self._is_over or is_files,
                asked=(part, None) in self.asked_parts,
                made=self._is_made(part, None),
            )
        )

    def _measures_state(self) -> str:
        states = [self.state_of_measure(measure) for measure in self.measures]
        if (BasisPart.MEASURES, None) in self.asked_parts:
            return "changes_made" if self._is_made(BasisPart.MEASURES, None) else "changes_requested"
        for found in ("changes_requested", "changes_made"):
            if found in states:
                return found
        broken = any(finding.part == BasisPart.MEASURES for finding in self.problems)
        return "in_progress" if broken or set(states) != {"done"} else "done"

    def state_of_measure(self, measure: Measure) -> str:
        part = str(BasisPart.MEASURES)
        broken = any(finding.measure and finding.measure.pk == measure.pk for finding in self.problems)
        return state(
            PartFacts(
                is_begun=True,
                is_complete=not broken,
                is_demanded=True,
                is_marked=bool(self.marked_by(part, measure.pk)) or self._is_over,
                asked=(part, measure.pk) in self.asked_parts,
                made=self._is_made(part, measure.pk),
            )
        )

    @property
    def _is_over(self) -> bool:
        """Handed over: what is there is what it is."""
        return bool(self.basis.status != BasisStatus.DRAFT)

    def _is_made(self, part: str, measure: int | None) -> bool:
        found = [each for each in self.basis.requests_found if (each["part"], each["measure"]) == (part, measure)]
        return bool(found) and all(each["made"] for each in found)


def facts_of(measure: Any) -> MeasureFacts:
    """A measure of ``measures_with_sums`` as plain values."""
    texts = {name: getattr(measure, name) for name in MEASURE_TEXTS}
    return MeasureFacts(
        measure.pk,
        measure.order,
        measure.title,
        texts,
        measure.amount,
        measure.own,
        needs=len(measure.need_pks),
        goals=len(measure.goal_pks),
    )


def draft_of(basis: Any, today: date) -> Draft:
    """The draft of a basis of ``bases_with_all``."""
    return Draft(basis, list(measures_with_sums(basis.pk)), today)


def drafts_of(bases: list[DecisionBasis], today: date) -> list[Draft]:
    """The drafts of many bases of ``bases_with_all``, in one query more."""
    measures: dict[int, list[Any]] = {}
    for measure in measures_with_sums(*(basis.pk for basis in bases)):
        measures.setdefault(measure.basis_id, []).append(measure)
    return [Draft(basis, measures.get(basis.pk, []), today) for basis in bases]
