"""Filters that show whole kroner."""

from django import template

from dekom.core.kroner import NO_BREAK_SPACE, format_change, format_kroner

register = template.Library()


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
