"""The groups of an assessment, and every sheet in plenary, as one reader may see them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Subquery

from dekom.core.models import User
from dekom.core.sorting import norwegian_key
from forum.enums.sheets import Verdict
from forum.models import Assessment, CriteriaSheet, Group, GroupMember, SheetAnswer
from forum.models.ties import recused_q
from networks.models import Criterion, DecisionBasis
from networks.services.names import short_network_name


@dataclass(frozen=True)
class GroupRow:
    """One group: its people, and its networks with their states. Of a network that the reader is recused from only
    the name is told."""

    group: Group
    people: list[User]
    networks: list[dict[str, Any]]
    is_mine: bool

    @property
    def counted(self) -> list[dict[str, Any]]:
        return [network for network in self.networks if not network["is_recused"]]

    @property
    def handed_in(self) -> int:
        return sum(network["status"] == "handed_in" for network in self.counted)


def group_rows(assessment: Assessment, user: User) -> list[GroupRow]:
    """Every group; three queries."""
    visible = Exists(CriteriaSheet.objects.visible_to(user).filter(pk=OuterRef("pk")))
    out = recused_q(user, round_="assessment__round", network="network")
    sheets = CriteriaSheet.objects.filter(assessment=assessment).annotate(is_out=out, is_visible=visible)
    networks: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for sheet in sheets.select_related("network"):
        is_out = vars(sheet)["is_out"]
        networks[sheet.group_id].append(
            {
                "name": sheet.network.short_name,
                "pk": sheet.pk if vars(sheet)["is_visible"] else None,
                "is_recused": is_out,
                "status": "" if is_out else sheet.status,
                "begun": not is_out and sheet.saved_at is not None,
            }
        )
    people = Prefetch("members", GroupMember.objects.select_related("person"))
    groups = assessment.groups.select_related("rapporteur").prefetch_related(people).order_by("number")
    return [
        GroupRow(
            group=group,
            people=_in_order(group),
            networks=sorted(networks[group.pk], key=lambda row: norwegian_key(row["name"])),
            is_mine=any(member.person_id == user.pk for member in group.members.all()),
        )
        for group in groups
    ]


def _in_order(group: Group) -> list[User]:
    """Whoever keeps the sheet first, then by name."""
    people = [member.person for member in group.members.all()]
    return sorted(people, key=lambda person: (person.pk != group.rapporteur_id, norwegian_key(str(person))))


@dataclass(frozen=True)
class SheetRow:
    """One sheet in the list; ``sheet`` is nothing where the reader is recused, and then only the name is told."""

    name: str
    sheet: CriteriaSheet | None
    verdicts: list[str]
    frame: int | None = None
    requested: int | None = None


@dataclass(frozen=True)
class SheetList:
    """Every sheet that the reader may see, counted and summed without those that they may not."""

    criteria: list[Criterion]
    rows: list[SheetRow]

    @property
    def seen(self) -> list[SheetRow]:
        return [row for row in self.rows if row.sheet]

    @property
    def total(self) -> int:
        return sum(row.sheet.amount or 0 for row in self.rows if row.sheet)

    @property
    def average(self) -> int | None:
        """Of the recommended amounts, in whole kroner."""
        amounts = [row.sheet.amount for row in self.rows if row.sheet and row.sheet.amount is not None]
        return sum(amounts) // len(amounts) if amounts else None

    def counts(self) -> list[tuple[Criterion, list[tuple[Verdict, int]]]]:
        """How many sheets chose each verdict, criterion by criterion."""
        return [
            (criterion, [(verdict, Counter(row.verdicts[place] for row in self.seen)[verdict]) for verdict in Verdict])
            for place, criterion in enumerate(self.criteria)
        ]


def sheet_list(assessment: Assessment, user: User, search: str = "") -> SheetList:
    """The sheets of an assessment; ``search`` looks in network, remarks and conditions of what the reader may see.

    A search tells nothing of networks that the reader is recused from: their rows are left out of its answer.
    """
    criteria = list(assessment.round.legal_basis.criteria.order_by("order"))
    bases = DecisionBasis.objects.filter(round=assessment.round_id, network=OuterRef("network"))
    sheets = (
        CriteriaSheet.objects.visible_to(user)
        .filter(assessment=assessment)
        .select_related("network", "group")
        .prefetch_related(Prefetch("answers", SheetAnswer.objects.order_by("pk")))
        .annotate(frame=Subquery(bases.values("frame")[:1]), requested=Subquery(bases.values("requested")[:1]))
    )
    rows = [_row(sheet, criteria) for sheet in sheets]
    if search:
        rows = [row for row in rows if search.casefold() in _text(row).casefold()]
    else:
        out = recused_q(user, round_="assessment__round", network="network")
        hidden = CriteriaSheet.objects.filter(out, assessment=assessment).values_list("network__name", flat=True)
        rows += [SheetRow(short_network_name(name), None, ["" for _criterion in criteria]) for name in hidden]
    return SheetList(criteria, sorted(rows, key=lambda row: norwegian_key(row.name)))


def _row(sheet: CriteriaSheet, criteria: list[Criterion]) -> SheetRow:
    verdicts = {answer.criterion_id: answer.verdict for answer in sheet.answers.all()}
    return SheetRow(
        name=sheet.network.short_name,
        sheet=sheet,
        verdicts=[verdicts.get(criterion.pk, "") for criterion in criteria],
        frame=vars(sheet)["frame"],
        requested=vars(sheet)["requested"],
    )


def _text(row: SheetRow) -> str:
    assert row.sheet is not None
    answers = " ".join(answer.remark for answer in row.sheet.answers.all())
    return f"{row.name} {row.sheet.remark} {row.sheet.conditions} {row.sheet.release_condition} {answers}"
