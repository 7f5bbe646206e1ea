"""Rows that hold for a time: from a date, to and with another, or until further notice."""

from collections.abc import Sequence
from datetime import date
from typing import Generic, Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


def holds_on(day: date, prefix: str = "") -> Q:
    """The rows whose period includes ``day``; ``prefix`` leads to them from another model («memberships__»)."""
    begun = Q(**{f"{prefix}valid_from__lte": day})
    return begun & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day}))


class PeriodQuerySet(models.QuerySet[Row_co], Generic[Row_co]):
    """Rows by date; a model that asks for more inherits it."""

    def on(self, day: date) -> Self:
        return self.filter(holds_on(day))


class Period(models.Model):
    """From ``valid_from`` to and with ``valid_to``; an empty ``valid_to`` means until further notice."""

    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to and with"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The period ends before it begins."),
            ),
        ]

    def holds(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def no_overlap(
    name: str, fields: Sequence[str], message: StrOrPromise, *, condition: Q | None = None
) -> ExclusionConstraint:
    """Two rows alike in ``fields`` (foreign keys) may not hold at the same time; with ``condition``, of those it finds.

    The embedded server lacks btree_gist, so equality is written as overlap of one-number ranges.
    """
    same = [(Func(F(field), F(field), Value("[]"), function="int8range"), RangeOperators.OVERLAPS) for field in fields]
    period = Func(F("valid_from"), F("valid_to"), Value("[]"), function="daterange", output_field=DateRangeField())
    return ExclusionConstraint(
        name=name,
        expressions=[*same, (period, RangeOperators.OVERLAPS)],
        condition=condition,
        violation_error_message=message,
    )
