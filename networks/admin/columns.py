"""Columns and orders that several lists use."""

from typing import Any

from django.contrib import admin
from django.db.models import CharField, F, Func, Value

from dekom.core.ordering import norwegian_order


def short_name_order(path: str) -> Func:
    """Networks in the order of their short names: «Kompetansenettverk» comes first, last or not at all."""
    short = Func(
        F(path),
        Value(r"\s*kompetansenettverk\w*\s*"),
        Value(""),
        Value("i"),
        function="REGEXP_REPLACE",
        output_field=CharField(),
    )
    return norwegian_order(short)


def labelled(name: str, label: Any, order: str | None = None) -> Any:
    """A field under a label that can be translated, where its model gives it none."""

    @admin.display(description=label, ordering=order or name)
    def column(row: Any) -> Any:
        return getattr(row, name)

    column.__name__ = name
    return column
