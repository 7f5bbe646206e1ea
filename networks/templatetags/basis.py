"""Words about decision bases in templates."""

from django import template

from networks.basis_words import label_of, part_name
from networks.models import Measure
from networks.services.snapshots import Difference

register = template.Library()


@register.filter
def where(difference: Difference) -> str:
    """«Measures, Lesing: What will you do?»"""
    head = part_name(difference.part)
    place = f"{head}, {difference.measure}" if difference.measure else head
    of_measure = difference.measure and difference.field != "costs"
    return f"{place}: {label_of(difference.field, Measure if of_measure else None)}"
