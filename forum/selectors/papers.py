"""The papers of a meeting, as each reader may have them: nothing of what they are recused from."""

from collections.abc import Collection
from dataclasses import dataclass

from dekom.core.models import User
from forum.models import Item, ItemPaper, Meeting
from forum.selectors.minutes import ItemText, item_texts
from forum.selectors.recused import hidden_from


@dataclass(frozen=True)
class Papers:
    """The agenda with its parts and papers, as one reader has it."""

    items: list[ItemText]
    papers: list[ItemPaper]  # without their bytes


def papers_for(meeting: Meeting, user: User) -> Papers:
    """Without matters and papers about networks that the reader is recused from."""
    found = item_texts(meeting)
    rounds = [text.item.round_id for whole in found for text in (whole, *whole.parts)]
    hidden = hidden_from(user, meeting.forum.county_id, rounds)
    found = [text for text in found if text.item.network_id not in hidden]
    for text in found:
        text.parts[:] = [part for part in text.parts if part.item.network_id not in hidden]
    order = _order(found)
    papers = ItemPaper.objects.filter(item__in=order).exclude(network__in=hidden).defer("content")
    return Papers(found, sorted(papers, key=lambda paper: (order[paper.item_id], paper.pk)))


def _order(texts: list[ItemText]) -> dict[int, int]:
    flat = [each.item.pk for text in texts for each in (text, *text.parts)]
    return {pk: number for number, pk in enumerate(flat)}


def is_hidden(item: Item, networks: Collection[int]) -> bool:
    """Whether the reader is recused from what the matter, or the one it is part of, is about."""
    return any(matter.network_id in networks for matter in item.matters)
