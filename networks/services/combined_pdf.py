"""Several documents as one PDF, with a bookmark for each."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bound:
    """One document to bind in; ``inner`` are bookmarks under its own, by page from 0."""

    title: str
    pdf: bytes
    inner: Sequence[tuple[str, int]] = field(default_factory=list)
    original: bytes | None = None  # the file that the pages were made from, where they do not show all of it
    mime_type: str = ""


def bind(documents: Sequence[Bound]) -> bytes:
    """All pages in order, originals attached by their titles. The same documents give the same bytes."""
    import pikepdf  # noqa: PLC0415 - heavy: only where PDFs are bound

    out = pikepdf.new()
    sources, marks = [], []
    for document in documents:
        source = pikepdf.open(io.BytesIO(document.pdf))
        sources.append(source)
        marks.append((document, len(out.pages)))
        out.pages.extend(source.pages)
    with out.open_outline() as outline:
        for document, page in marks:
            item = pikepdf.OutlineItem(document.title, page)
            item.children.extend(pikepdf.OutlineItem(title, page + inner) for title, inner in document.inner)
            outline.root.append(item)
    for number, document in enumerate(documents):
        if document.original is not None:
            name = document.title if document.title not in out.attachments else f"{number} {document.title}"
            out.attachments[name] = pikepdf.AttachedFileSpec(
                out, document.original, filename=name, mime_type=document.mime_type
            )
    buffer = io.BytesIO()
    out.save(buffer, deterministic_id=True)
    for source in sources:
        source.close()
    return buffer.getvalue()


def image_pdf(data: bytes) -> bytes:
    """A picture as one page, shrunk to fit A4."""
    from PIL import Image  # noqa: PLC0415 - as above

    with Image.open(io.BytesIO(data)) as image:
        page = image.convert("RGB")
        page.thumbnail((1654, 2339))  # A4 at 200 dots an inch
        buffer = io.BytesIO()
        page.save(buffer, "PDF", resolution=200)
    return buffer.getvalue()
