"""Words about decision bases in templates."""

from django import template

from networks.basis_words import label_of, part_name
from networks.services.snapshots import Difference

register = template.Library()


@register.filter
def where(difference: Difference) -> str:
    """«Measures, Lesing: What will you do?»"""
    head = part_name(difference.part)
    place = f"{head}, {difference.measure}" if difference.measure else head
    return f"{place}: {label_of(difference.field)}"
