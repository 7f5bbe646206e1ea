"""Filters that letters are written with: dates, numbers and lists as a Norwegian letter has them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format

from dekom.core.kroner import NO_BREAK_SPACE, format_change
from dekom.core.numbers import format_account_number, format_organisation_number

register = template.Library()


@register.filter
def letter_date(day: date | None) -> str:
    """«31. mai 2026», where day and month are never split; empty where there is none yet."""
    return date_format(day, "j. F Y").replace(" ", NO_BREAK_SPACE, 1) if day else ""


@register.filter
def whole_dates(text: str) -> str:
    """A text that somebody typed, with the days of its dates held to their months."""
    return re.sub(r"(\d\.) (?=[a-z])", rf"\1{NO_BREAK_SPACE}", text)


@register.filter
def change(amount: int) -> str:
    """A difference with its sign."""
    return format_change(amount)


@register.filter
def organisation_number(number: str) -> str:
    return format_organisation_number(number)


@register.filter
def account_number(number: str) -> str:
    return format_account_number(number)


@register.filter
def listed(names: Sequence[str]) -> str:
    """«Meråker, Frosta og Selbu»; the word is the same in both language forms."""
    return " og ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


@register.filter
def lower_first(text: str) -> str:
    """For a title in the middle of a sentence."""
    return text[:1].lower() + text[1:]


@register.filter
def at(values: Mapping[Any, Any], key: Any) -> Any:
    """What stands under ``key``."""
    return values[key]
