"""All papers of a meeting in one PDF, with a bookmark for each matter and each paper."""

import io
from collections.abc import Iterable

from forum.models import ItemPaper, Meeting
from forum.rendering import agenda_pdf
from forum.selectors.minutes import ItemText


class NotAPdfError(ValueError):
    """The file is damaged, encrypted, or no PDF at all."""


def pages_of(content: bytes) -> int:
    """How many pages the file has.  Raises: NotAPdfError."""
    import pikepdf  # noqa: PLC0415 - heavy, and seldom needed

    try:
        with pikepdf.open(io.BytesIO(content)) as file:
            return len(file.pages)
    except pikepdf.PdfError as error:
        raise NotAPdfError from error


def all_papers(meeting: Meeting, items: list[ItemText], papers: Iterable[ItemPaper], language: str) -> bytes:
    """The agenda first, then each paper in the agenda's order. ``items`` and ``papers`` are the reader's own."""
    import pikepdf  # noqa: PLC0415 - heavy, and seldom needed
    from pikepdf import OutlineItem  # noqa: PLC0415 - heavy, and seldom needed

    out, by_item = io.BytesIO(), _by_item(papers)
    rows = [
        (text, [paper for each in (text, *text.parts) for paper in by_item.get(each.item.pk, [])]) for text in items
    ]
    with pikepdf.open(io.BytesIO(agenda_pdf(meeting, rows, language))) as file:
        with file.open_outline() as outline:
            outline.root[:] = [OutlineItem(meeting.title, 0)]
            for text, attachments in rows:
                entry = OutlineItem(_label(text), None)
                for paper in attachments:
                    entry.children.append(OutlineItem(paper.title, len(file.pages)))
                    with pikepdf.open(io.BytesIO(bytes(paper.content))) as attached:
                        file.pages.extend(attached.pages)
                if entry.children:
                    outline.root.append(entry)
        file.save(out, deterministic_id=True)
    return out.getvalue()


def _by_item(papers: Iterable[ItemPaper]) -> dict[int, list[ItemPaper]]:
    found: dict[int, list[ItemPaper]] = {}
    for paper in papers:
        found.setdefault(paper.item_id, []).append(paper)
    return found


def _label(text: ItemText) -> str:
    return f"{text.item.number_text} {text.item.title}".strip()
