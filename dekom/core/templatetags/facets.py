"""Filters for the admin's list of choices."""

import re

from django import template

register = template.Library()

_COUNTED = re.compile(r"(?P<label>.*) \((?P<count>\d+|-)\)")


@register.filter
def counted(display: object) -> tuple[str, str]:
    """«Draft (4)», as Django writes a choice with its count, as («Draft», «4»); without a count the second is empty."""
    text = str(display)
    match = _COUNTED.fullmatch(text)
    return (match["label"], match["count"]) if match else (text, "")
