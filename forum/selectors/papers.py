"""The papers of a meeting, as each reader may have them: nothing of what they are recused from."""

from collections.abc import Collection

from dekom.core.models import User
from forum.models import Item, ItemPaper, Meeting
from forum.selectors.minutes import ItemText, item_texts
from forum.selectors.recused import recused_networks


def items_for(meeting: Meeting, user: User) -> list[ItemText]:
    """The agenda with its parts, without matters about networks that the reader is recused from."""
    hidden = recused_networks(user, meeting)
    found = [text for text in item_texts(meeting) if text.item.network_id not in hidden]
    for text in found:
        text.parts[:] = [part for part in text.parts if part.item.network_id not in hidden]
    return found


def papers_for(meeting: Meeting, user: User) -> list[ItemPaper]:
    """The papers of those matters, in the agenda's order, without their bytes."""
    hidden = recused_networks(user, meeting)
    order = _order(items_for(meeting, user))
    papers = (
        ItemPaper.objects.filter(item__in=order).exclude(network__in=hidden).select_related("item").defer("content")
    )
    return sorted(papers, key=lambda paper: (order[paper.item_id], paper.pk))


def _order(texts: list[ItemText]) -> dict[int, int]:
    flat = [each.item.pk for text in texts for each in (text, *text.parts)]
    return {pk: number for number, pk in enumerate(flat)}


def is_hidden(item: Item, networks: Collection[int]) -> bool:
    """Whether the reader is recused from what the matter, or the one it is part of, is about."""
    return item.network_id in networks or bool(item.parent and item.parent.network_id in networks)
