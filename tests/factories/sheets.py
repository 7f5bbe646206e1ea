"""Recusals, assessments with their groups, criteria sheets and recommendations."""

from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from dekom.core.models import User
from forum.enums.sheets import PHASE_MOVES, Phase, RecusalGround, RecusalSource, SheetStatus, Verdict
from forum.models import (
    Assessment,
    CriteriaSheet,
    Group,
    GroupMember,
    Recusal,
    RecusalDeclaration,
    SheetAnswer,
)
from networks.enums import RoleKind
from networks.models import Round
from tests.factories.forum import MeetingFactory
from tests.factories.people import UserFactory
from tests.factories.register import NetworkFactory, person
from tests.factories.rounds import DecisionBasisFactory, RoundFactory, path_to

SAID_AT = datetime(2025, 2, 20, 12, tzinfo=UTC)


class RecusalFactory(DjangoModelFactory[Recusal]):
    """Said by the person themselves, and not ruled."""

    class Meta:
        model = Recusal

    round = factory.SubFactory(RoundFactory)
    person = factory.SubFactory(UserFactory)
    network = factory.SubFactory(NetworkFactory, county=factory.SelfAttribute("..round.county"))
    ground = RecusalGround.OTHER
    source = RecusalSource.OWN
    note = "A tie"
    raised_by = factory.SelfAttribute("person")
    raised_at = SAID_AT


class AssessmentFactory(DjangoModelFactory[Assessment]):
    """In the own phase; with ``phase`` it walks there by allowed moves."""

    class Meta:
        model = Assessment

    meeting = factory.SubFactory(MeetingFactory)
    round = factory.SubFactory(RoundFactory, county=factory.SelfAttribute("..meeting.forum.county"))

    @classmethod
    def _create(cls, model_class: type[Assessment], *args: Any, **fields: Any) -> Assessment:
        phase = fields.pop("phase", Phase.OWN)
        made = model_class.objects.create(*args, **fields)
        walk(made, phase)
        return made


def walk(assessment: Assessment, phase: str) -> None:
    """To a later phase by allowed moves."""
    for step in path_to(PHASE_MOVES, phase):
        Assessment.objects.filter(pk=assessment.pk).update(phase=step)
    assessment.refresh_from_db(fields=["phase"])


class GroupFactory(DjangoModelFactory[Group]):
    class Meta:
        model = Group

    assessment = factory.SubFactory(AssessmentFactory)
    number = factory.Sequence(lambda number: number + 1)


class CriteriaSheetFactory(DjangoModelFactory[CriteriaSheet]):
    """Open, of a network that has a decision basis in review; with ``status`` handed in, by whoever is named."""

    class Meta:
        model = CriteriaSheet

    group = factory.SubFactory(GroupFactory)
    assessment = factory.SelfAttribute("group.assessment")
    network = factory.SubFactory(NetworkFactory, county=factory.SelfAttribute("..assessment.round.county"))

    @classmethod
    def _create(cls, model_class: type[CriteriaSheet], *args: Any, **fields: Any) -> CriteriaSheet:
        status, by = fields.pop("status", SheetStatus.OPEN), fields.pop("handed_in_by", None)
        made = model_class.objects.create(*args, **fields)
        if not made.assessment.round.decision_bases.filter(network=made.network).exists():
            DecisionBasisFactory(
                round=made.assessment.round, network=made.network, status="in_review", requested=100_000, frame=100_000
            )
        if status == SheetStatus.HANDED_IN:
            hand_in(made, by or UserFactory())
        return made


def hand_in(sheet: CriteriaSheet, by: User, **fields: Any) -> None:
    """Every criterion fulfilled, and the sheet handed in."""
    for criterion in sheet.assessment.round.legal_basis.criteria.all():
        SheetAnswer.objects.get_or_create(sheet=sheet, criterion=criterion, defaults={"verdict": Verdict.FULFILLED})
    told = {"amount": 100_000 if sheet.amount is None else sheet.amount, **fields}
    CriteriaSheet.objects.filter(pk=sheet.pk).update(
        status=SheetStatus.HANDED_IN, handed_in_at=SAID_AT, handed_in_by=by, **told
    )
    sheet.refresh_from_db()


def forum_member(round_: Round, group: Group | None = None, *, declared: bool = True, **user: Any) -> User:
    """A member of the round's forum, in a group, who has declared what they are tied to."""
    member = person(RoleKind.FORUM_MEMBER, round_.county, **user)
    if declared:
        RecusalDeclaration.objects.create(round=round_, person=member, declared_at=SAID_AT)
    if group is not None:
        GroupMember.objects.create(assessment=group.assessment, group=group, person=member)
    return member
