"""Marks the number columns of the admin's lists, whose cells Django has already written."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def aligned(cells: list[SafeString], changes: Any) -> list[SafeString]:
    """The cells of one row: numbers to the right, and the row's name marked as its heading."""
    return [
        mark_safe(_as_number(cell) if changes.is_number(place) else cell.replace("<th ", '<th scope="row" ', 1))  # noqa: S308 - Django's own, escaped
        for place, cell in enumerate(cells)
    ]


@register.filter
def aligned_headers(headers: list[dict[str, Any]], changes: Any) -> list[dict[str, Any]]:
    """The headings, with those of number columns to the right."""
    for place, header in enumerate(headers):
        if changes.is_number(place):
            header["class_attrib"] = mark_safe(_as_number(header["class_attrib"]))  # noqa: S308 - Django's own
    return headers


def _as_number(html: str) -> str:
    return html.replace('class="', 'class="num ', 1)
