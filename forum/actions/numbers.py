"""Gives matters their numbers, «Sak 8/25», from a counter per forum and year. No number is used twice."""

from django.db import transaction

from forum.models import Item, ItemCounter, Meeting


@transaction.atomic
def give(meeting: Meeting) -> list[Item]:
    """A number to each top-level matter on the agenda that has none, in order. The counter's row is locked."""
    year = meeting.date.year
    ItemCounter.objects.get_or_create(forum=meeting.forum, year=year)
    counter = ItemCounter.objects.select_for_update().get(forum=meeting.forum, year=year)
    items = list(meeting.items.filter(parent=None, number=None).order_by("order", "pk"))
    for item in items:
        counter.last += 1
        item.year, item.number = year, counter.last
        item.save(update_fields=["year", "number"])
    counter.save(update_fields=["last"])
    return items
