"""Any list of the admin as a spreadsheet: the rows found, in the columns and the order shown."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import strip_tags
from django.utils.text import capfirst

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SpreadsheetAdmin(admin.ModelAdmin[Any]):
    """Adds the address ``…/spreadsheet/``, which takes the list's own filters."""

    def completed(self, rows: Iterable[Any]) -> Iterable[Any]:
        """The rows of a list, or of a page of it, with what a column shows beside their own fields."""
        return rows

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_spreadsheet"
        return [
            path("spreadsheet/", self.admin_site.admin_view(self.spreadsheet_view), name=name),
            *super().get_urls(),
        ]

    def spreadsheet_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        response = HttpResponse(_workbook(self, request), content_type=CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{self.opts.model_name}.xlsx"'
        return response


def _workbook(model_admin: Any, request: HttpRequest) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - web processes do without until somebody asks

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, values in enumerate(_rows(model_admin, request), start=1):
        for place, value in enumerate(values, start=1):
            cell = sheet.cell(number, place, value)
            if isinstance(value, str):
                cell.data_type = "s"  # text that begins with = is no formula
    sheet.freeze_panes = "B2"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _rows(model_admin: Any, request: HttpRequest) -> Iterator[list[Any]]:
    changes = model_admin.get_changelist_instance(request)
    columns = [column for column in changes.list_display if column != "action_checkbox"]
    yield [capfirst(str(label_for_field(column, model_admin.model, model_admin))) for column in columns]
    for row in model_admin.completed(changes.queryset):
        yield [_value(model_admin, column, row) for column in columns]


def _value(model_admin: Any, column: Any, row: Any) -> Any:
    if hasattr(column, "amount"):
        return getattr(row, column.amount)
    field, _attribute, value = lookup_field(column, row, model_admin)
    if field is not None and field.choices:
        value = dict(field.flatchoices).get(value, value)
    if field is not None and field.get_internal_type() == "DateField":
        return value
    return "" if value is None else strip_tags(str(value)).strip()
