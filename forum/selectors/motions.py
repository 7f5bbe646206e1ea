"""Motions in the order they are voted on, and with what the desk and the minutes say of their votes."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, NullIf

from forum.enums import BallotStatus, MotionKind, Standing
from forum.models import Elector, Motion


def order_of(motions: Sequence[Motion]) -> list[Motion]:
    """As they are voted on: amendments before what they amend, else in the order they were put."""
    first = {motion.pk: (motion.order, motion.pk) for motion in motions}

    def place(motion: Motion) -> tuple[tuple[int, int], bool, tuple[int, int]]:
        amends = motion.amends_id if motion.kind == MotionKind.AMENDMENT else None
        return first.get(amends or motion.pk, first[motion.pk]), amends is None, first[motion.pk]

    return sorted(motions, key=place)


def covering() -> "QuerySet[Motion]":
    """Motions with their vote, and as ``covered`` the networks that are voted on as one."""
    covers = Motion.covers.through.objects.filter(motion=OuterRef("pk")).order_by("network")
    return Motion.objects.with_ballot().annotate(covered=ArraySubquery(covers.values("network")))


def for_the_minutes() -> "QuerySet[Motion]":
    """The same, and as ``recused`` whose seats were empty in the counted vote because they were recused."""
    emptied = Elector.objects.filter(
        ballot__motion=OuterRef("pk"), ballot__status=BallotStatus.CLOSED, standing=Standing.RECUSED
    ).order_by("seat__order")
    name = Coalesce(NullIf("person__name", Value("")), F("person__email"), output_field=CharField())
    named = emptied.annotate(words=Concat(name, Value(", "), F("seat__label"))).values("words")
    return covering().annotate(recused=ArraySubquery(named))


def for_the_desk() -> "QuerySet[Motion]":
    """Motions with their vote, and where it is open how many may vote, and how many have."""
    entitled = Elector.objects.filter(
        ballot__motion=OuterRef("pk"), ballot__status=BallotStatus.OPEN, standing=Standing.ENTITLED
    )
    counted = entitled.order_by().values("ballot")

    def number(**kinds: Any) -> Subquery:
        return Subquery(counted.annotate(count=Count("pk", filter=Q(**kinds))).values("count"))

    found = Motion.objects.with_ballot().annotate(electors=number(), voted=number(vote__isnull=False))
    return found.select_related("round", "network")
