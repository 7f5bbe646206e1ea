"""The fields of a decision basis as the page shows them: question, value, criteria beside, comments under."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Field, TextField
from django.utils.translation import gettext as _

from dekom.core.kroner import format_kroner
from networks.enums.writing import MEASURE_TEXTS, PART_TEXTS, BasisPart, CostKind, PartnerRole, TargetGroup
from networks.models import BasisContent, Comment, CostLine, Criterion, Measure, Organisation
from networks.selectors.basis_draft import Draft
from networks.selectors.basis_people import partners
from networks.services.places import Place
from networks.services.texts import Piece, marked, merged
from networks.values import AMOUNTS, YEARS

Options = list[tuple[str, str]]


@dataclass
class Clash:
    """Two texts of the same field: what the writer typed, and what somebody else has saved."""

    mine: list[Piece]
    theirs: list[Piece]
    proposal: str  # empty where there is nothing to put together
    who: str
    at: Any


@dataclass
class FieldView:
    """One field, ready for ``networks/basis/_field.html``."""

    key: str
    label: str
    help: str
    kind: str  # text, line, kroner, number, choice, choices
    value: str
    base: str
    options: Options = field(default_factory=list)
    chosen: Sequence[str] = ()
    criteria: list[Criterion] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    demanded: bool = False
    error: str = ""
    clash: Clash | None = None


def shown(row: Any, name: str) -> str:
    """A stored value as its box shows it."""
    kind = {"basiscontent": "basis", "costline": "cost"}.get(row._meta.model_name, "measure")
    return in_box(kind, name, getattr(row, row._meta.get_field(name).attname))


def in_box(kind: str, name: str, value: Any) -> str:
    """A value of a field as its box shows it; ``kind`` as in a ``Place``."""
    if value is None:
        return ""
    return format_kroner(value) if name in AMOUNTS.get(kind, ()) else str(value)


def clash(base: str, mine: str, row: Any, name: str) -> Clash:
    """What the conflict about a field of a basis shows: a choice by its words, and only texts put together."""
    field, theirs = row._meta.get_field(name), shown(row, name)
    began: str | None = base if isinstance(field, CharField | TextField) and not field.choices else None
    if field.choices or field.is_relation:
        mine, theirs = in_words(field, [mine, theirs], none=_("The network") if name == "recipient" else "–")
    return clash_of(began, mine, theirs, row.saved_by.name if row.saved_by else "", row.saved_at)


def in_words(field: Any, values: Sequence[str], *, none: str = "–") -> list[str]:
    """What the choices are called that the values stand for; one query where they are rows."""
    if field.is_relation:
        rows = field.related_model.objects.in_bulk([int(value) for value in values if value.isdecimal()])
        words = {str(pk): str(row) for pk, row in rows.items()}
    else:
        words = {str(value): str(label) for value, label in field.flatchoices}
    return [words.get(value, none) for value in values]


def clash_of(base: str | None, mine: str, theirs: str, who: str, at: Any) -> Clash:
    """What the conflict shows: both texts with what differs, and one that holds both.

    ``base``: what both began from; nothing where it is no text, and the two can't be put together.
    """
    proposal = "" if base is None else merged(base, mine, theirs)
    return Clash(marked(mine, theirs), marked(theirs, mine), proposal, who, at)


class Maker:
    """Makes the fields of one page."""

    def __init__(self, draft: Draft, criteria: Iterable[Criterion], comments: Iterable[Comment]) -> None:
        self.draft = draft
        self.criteria = list(criteria)
        self.comments: dict[str, list[Comment]] = {}
        for comment in comments:
            self.comments.setdefault(comment.place, []).append(comment)

    def one(self, row: Any, kind: str, name: str, *, options: Options | None = None, label: str = "") -> FieldView:
        model_field = row._meta.get_field(name)
        assert isinstance(model_field, Field)
        key = Place(kind, None if kind == "basis" else row.pk, name).key
        value = shown(row, name)
        return FieldView(
            key=key,
            label=label or str(model_field.verbose_name),
            help=str(model_field.help_text) if kind != "cost" else "",
            kind=_kind(kind, name, model_field, options),
            value=value,
            base=value,
            options=options or [],
            criteria=[each for each in self.criteria if name in each.places] if kind != "cost" else [],
            comments=self.comments.get(key, []),
            demanded=self._is_demanded(kind, name),
        )

    def _is_demanded(self, kind: str, name: str) -> bool:
        if kind == "measure" and name in {"title", "need", "plan_goal"}:
            return True
        if name in {"over_frame_reason", "under_frame_plan"}:
            return True
        return name in self.draft.basis.round.legal_basis.required_texts

    def part(self, part: str) -> list[FieldView]:
        """The fields of a part; of the two about the frame only the one that is asked."""
        content: BasisContent = self.draft.content
        left = self.draft.facts.left or 0
        hidden = set()
        if left >= 0 and not content.over_frame_reason:
            hidden.add("over_frame_reason")
        if left <= 0 and not content.under_frame_plan:
            hidden.add("under_frame_plan")
        found = [self.one(content, "basis", name) for name in PART_TEXTS.get(part, ()) if name not in hidden]
        if part == BasisPart.COORDINATION:
            found.append(self.one(content, "basis", "coordination_amount"))
        return found

    def measure(
        self, measure: Any, organisations: list[Organisation], members: Mapping[int, str], needs: Options
    ) -> list[FieldView]:
        """The fields of a measure, in the order they are asked."""
        roles = [("", "–"), *((str(value), str(label)) for value, label in PartnerRole.choices)]
        who = [("", "–"), *((str(each.pk), each.name) for each in partners(organisations))]
        texts = {name: self.one(measure, "measure", name) for name in MEASURE_TEXTS}
        groups = [(str(value), str(label)) for value, label in TargetGroup.choices]
        owners = [(str(pk), name) for pk, name in members.items()]
        goals = self._goals(measure)
        return [
            self.one(measure, "measure", "title"),
            self._several(measure, "target_groups", groups, measure.target_groups),
            *([self._several(measure, "needs", needs, [str(pk) for pk in measure.need_pks])] if needs else []),
            texts["need"],
            *([self._several(measure, "goals", goals, [str(pk) for pk in measure.goal_pks])] if goals else []),
            *([texts["plan_goal"]] if not goals or measure.plan_goal else []),
            texts["description"],
            self._several(measure, "owners", owners, [str(pk) for pk in measure.owner_pks]),
            texts["institutions"],
            self.one(measure, "measure", "partner", options=who),
            self.one(measure, "measure", "partner_role", options=roles),
            texts["workplace"],
            texts["cross_disciplinary"],
            texts["sami"],
            self.one(measure, "measure", "years_total"),
            self.one(measure, "measure", "year_number"),
            texts["milestones"],
            texts["signs"],
        ]

    def _goals(self, measure: Any) -> Options:
        """The goals of the plan in force, and what was chosen of an earlier one."""
        found = {str(goal["pk"]): goal["text"] for goal in self.draft.basis.goals_found}
        earlier = dict(zip(map(str, measure.goal_pks), measure.goal_texts, strict=True))
        return list((found | {pk: text for pk, text in earlier.items() if pk not in found}).items())

    def _several(self, measure: Measure, name: str, options: Options, chosen: Sequence[str]) -> FieldView:
        label = str(getattr(Measure._meta.get_field(name), "verbose_name", name))
        key = Place("measure", measure.pk, name).key
        base = ",".join(chosen)
        return FieldView(
            key, label, "", "choices", base, base, options, list(chosen), comments=self.comments.get(key, [])
        )

    def costs(self, lines: Iterable[CostLine], organisations: list[Organisation]) -> list[list[FieldView]]:
        """A row of fields for each cost."""
        to = [("", _("The network")), *((str(each.pk), each.name) for each in organisations)]
        kinds = [(str(value), str(label)) for value, label in CostKind.choices]
        return [
            [
                self.one(line, "cost", "label"),
                self.one(line, "cost", "kind", options=kinds),
                self.one(line, "cost", "recipient", options=to),
                self.one(line, "cost", "amount"),
                self.one(line, "cost", "own_contribution"),
            ]
            for line in lines
        ]


def _kind(kind: str, name: str, model_field: Field[Any, Any], options: Options | None) -> str:
    if options is not None:
        return "choice"
    if name in AMOUNTS.get(kind, ()):
        return "kroner"
    if name in YEARS:
        return "number"
    return "text" if isinstance(model_field, TextField) else "line"
