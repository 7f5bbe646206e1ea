"""Filters that show whole kroner."""

import re

from django import template
from django.template.defaultfilters import stringfilter

from dekom.core.kroner import NO_BREAK_SPACE, format_change, format_kroner

register = template.Library()
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


@register.filter
def kroner(amount: int | None) -> str:
    """«1 234 567»; a dash where there is no amount yet."""
    return "–" if amount is None else format_kroner(amount)


@register.filter
def kr(amount: int | None) -> str:
    """«1 234 567 kr»; a dash where there is no amount yet."""
    return "–" if amount is None else f"{format_kroner(amount)}{NO_BREAK_SPACE}kr"


@register.filter
def signed_kroner(amount: int | None) -> str:
    """A difference with its sign: «+788», «−163 881», «0»; a dash where there is none."""
    return "–" if amount is None else format_change(amount)


@register.filter
@stringfilter
def unbroken(text: str) -> str:
    """What somebody wrote, with «14 239 000» kept on one line."""
    return THOUSANDS.sub(NO_BREAK_SPACE, text)
