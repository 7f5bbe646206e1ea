"""Amounts in the admin: grouped, to the right, with a sum row over everything the list has found."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, PositiveBigIntegerField, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from dekom.core.kroner import format_change, format_kroner
from dekom.core.templatetags.kroner import kroner, signed_kroner

Column = Callable[[Any], str]


def kroner_column(path: str, label: Any, *, is_change: bool = False, is_summed: bool = True) -> Column:
    """A column of whole kroner: a field, or what the list's rows are annotated with."""

    @admin.display(description=label, ordering=path)
    def column(row: Any) -> str:
        amount = getattr(row, path)
        return signed_kroner(amount) if is_change else kroner(amount)

    column.__name__ = path
    column.amount = path  # type: ignore[attr-defined]  # what the sum row, the style and the spreadsheet look for
    column.is_change = is_change  # type: ignore[attr-defined]
    column.is_summed = is_summed  # type: ignore[attr-defined]
    return column


def number_column(path: str, label: Any) -> Column:
    """A column of plain numbers, to the right and summed like amounts."""
    return kroner_column(path, label)


def money_fields(model: type[Model]) -> dict[str, Column]:
    """Columns for the model's own amounts, by field name: how they look where they can only be read."""
    return {
        field.name: kroner_column(field.name, field.verbose_name)
        for field in model._meta.fields
        if isinstance(field, PositiveBigIntegerField)
    }


class SummingChangeList(ChangeList):
    """The list that knows which columns are numbers, and what they sum to, whatever page is shown."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        model_admin: Any = self.model_admin
        self.result_list = model_admin.completed(self.result_list)

    def is_number(self, place: int) -> bool:
        return hasattr(self.list_display[place], "amount")

    @cached_property
    def sums(self) -> dict[str, int]:
        columns: list[Any] = [column for column in self.list_display if getattr(column, "is_summed", False)]
        if not columns or not self.result_count:
            return {}
        wanted = {f"sum_{column.amount}": Sum(column.amount, default=0) for column in columns}
        sums: dict[str, int] = self.queryset.order_by().aggregate(**wanted)
        return sums

    def sum_cells(self) -> Iterator[str]:
        """One text for each column but the check boxes' and the first, which says «Sum»."""
        columns: list[Any] = [column for column in self.list_display if column != "action_checkbox"]
        for column in columns[1:]:
            amount = self.sums.get(f"sum_{getattr(column, 'amount', '')}")
            if amount is None:
                yield ""
            else:
                yield format_change(amount) if column.is_change else format_kroner(amount)

    def spreadsheet_url(self) -> str:
        """Where the same rows come as a spreadsheet."""
        if not self.result_count or self.is_popup:
            return ""
        opts = self.model_admin.opts
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_spreadsheet") + self.get_query_string()

    def has_checkboxes(self) -> bool:
        return "action_checkbox" in self.list_display


class MoneyDisplay(admin.options.BaseModelAdmin[Any]):
    """Shows amounts grouped where they can only be read; Django would show bare digits."""

    def _can_only_read(self, request: HttpRequest, obj: Any) -> bool:
        return obj is not None and not self.has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        amounts = money_columns(self)
        fields = [amounts.get(str(field), field) for field in super().get_readonly_fields(request, obj)]
        return [*fields, *amounts.values()] if self._can_only_read(request, obj) else fields

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        amounts = money_columns(self)
        read = self.get_readonly_fields(request, obj)
        shown = {name: column for name, column in amounts.items() if column in read}
        return [
            (title, {**options, "fields": list(dict.fromkeys(shown.get(str(f), f) for f in options["fields"]))})
            for title, options in super().get_fieldsets(request, obj)
        ]


def money_columns(model_admin: Any) -> dict[str, Column]:
    """``money_fields`` of the admin's model, made once, so that the same column is found in every list of fields."""
    if not hasattr(model_admin, "_money_columns"):
        model_admin._money_columns = money_fields(model_admin.model)
    found: dict[str, Column] = model_admin._money_columns
    return found
