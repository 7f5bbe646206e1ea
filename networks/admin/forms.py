"""How the admin judges what was typed: the database's own rules, told before the database has to refuse."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model, Q
from django.forms.models import BaseInlineFormSet, ModelForm
from django.utils.translation import gettext_lazy as _

from networks.admin.scope import registered
from networks.admin.widgets import tell_names


class RowForm(ModelForm[Any]):
    """Holds a row against all its constraints, also those that involve a field not on the form."""

    judges_overlap = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_names(self)

    def _post_clean(self) -> None:
        """As Django's, but judging the constraints itself: Django leaves out those that involve a field not shown."""
        self.instance.validate_constraints = lambda exclude=None: None
        try:
            super()._post_clean()  # type: ignore[misc]  # Django's forms call it so
        finally:
            del self.instance.validate_constraints
        for error in self._broken_constraints():
            self.add_error(None, error)
        if not self.errors and len(set(_counties(self.instance))) > 1:
            self.add_error(None, _("What you have chosen belongs to different counties."))

    def _broken_constraints(self) -> Iterator[ValidationError]:
        unknown = {
            field.name
            for field in self.instance._meta.fields
            if isinstance(field, ForeignKey) and not field.null and getattr(self.instance, field.attname) is None
        }
        exclude = unknown | set(self.errors)
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                if isinstance(constraint, ExclusionConstraint) and not self.judges_overlap:
                    continue
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    yield error


class PeriodInlineForm(RowForm):
    """One row of a table of periods; the table judges overlaps when it knows all its rows."""

    judges_overlap = False


class PeriodFormSet(BaseInlineFormSet[Any, Any, Any]):
    """A table of periods, where one row may be ended and the next begun in the same go."""

    model: type[Any]

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if is_kept(self, form)]
        known = [form.instance.pk for form in self.forms if form.instance.pk]
        for constraint in self.model._meta.constraints:
            if not isinstance(constraint, ExclusionConstraint) or not _is_of_overlaps(constraint):
                continue
            for place, form in enumerate(kept):
                row = form.instance
                same = {field: getattr(row, field) for field in _alike(constraint) if getattr(row, f"{field}_id")}
                earlier = (other.instance for other in kept[:place])
                if any(_overlap(row, other) and _is_alike(other, same) for other in earlier) or (
                    self.model._default_manager.filter(_meets(row), **same).exclude(pk__in=known).exists()
                ):
                    form.add_error(None, constraint.get_violation_error_message())


def is_kept(formset: PeriodFormSet, form: forms.BaseForm) -> bool:
    is_filled = form.has_changed() or bool(getattr(form, "instance", None) and form.instance.pk)  # type: ignore[attr-defined]
    return is_filled and not form.errors and not formset._should_delete_form(form)  # type: ignore[attr-defined]


def _is_of_overlaps(constraint: ExclusionConstraint) -> bool:
    """Made by ``no_overlap`` alone; what says more is its own table's to judge."""
    expressions: Any = constraint.expressions
    return all(operator == RangeOperators.OVERLAPS for _expression, operator in expressions)


def _alike(constraint: ExclusionConstraint) -> Iterator[str]:
    """The foreign keys that ``no_overlap`` was given, but not the dates."""
    expressions: Any = constraint.expressions
    for expression, _operator in expressions:
        field = expression.source_expressions[0].name
        if field != "valid_from":
            yield field


def _is_alike(row: Model, same: dict[str, Any]) -> bool:
    return all(getattr(row, field) == value for field, value in same.items())


def _overlap(one: Any, other: Any) -> bool:
    return (other.valid_to is None or one.valid_from <= other.valid_to) and (
        one.valid_to is None or other.valid_from <= one.valid_to
    )


def _meets(row: Any) -> Q:
    meets = Q(valid_to=None) | Q(valid_to__gte=row.valid_from)
    return meets & Q(valid_from__lte=row.valid_to) if row.valid_to else meets


def _counties(row: Model) -> Iterator[int]:
    for field in row._meta.fields:
        if not isinstance(field, ForeignKey) or getattr(row, field.attname) is None:
            continue
        target = registered(admin.site, field.remote_field.model)
        if target and target.is_county_bound and (county := target.county_of(getattr(row, field.name))):
            yield county
