"""A decision basis and its attachments as one PDF that a forum member reads from beginning to end."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

from django.template.loader import render_to_string

from networks.enums.writing import TYPES, FileKind
from networks.models import BasisFile
from networks.services.combined_pdf import Bound, bind, image_pdf

OFFICE = {FileKind.DOCX, FileKind.XLSX}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_XML = 20_000_000  # bytes of a Word document's own text
MOST_ROWS, MOST_COLUMNS = 500, 20


def bound(title: str, pdf: bytes, files: Iterable[BasisFile]) -> bytes:
    """The document first, then each file: PDFs as they are, pictures a page each.

    Word and Excel as their text, which says that it is no more than that; the files themselves are attached to the PDF.
    """
    documents = [Bound(title, pdf)]
    for file in files:
        with file.file.open("rb") as opened:
            data = opened.read()
        if file.kind in OFFICE:
            text = _as_pdf(file, data)
            documents.append(Bound(file.name, text, original=data, mime_type=TYPES[FileKind(file.kind)]))
        else:
            documents.append(Bound(file.name, _as_pdf(file, data)))
    return bind(documents)


def _as_pdf(file: BasisFile, data: bytes) -> bytes:
    if file.kind == FileKind.PDF:
        return data
    if file.kind in {FileKind.PNG, FileKind.JPEG}:
        return image_pdf(data)
    from dekom.core.pdf import render_archive_pdf  # noqa: PLC0415 - heavy: only where a PDF is made

    context: dict[str, Any] = {"file": file, "paragraphs": [], "sheets": [], "unreadable": False}
    try:
        if file.kind == FileKind.DOCX:
            context["paragraphs"] = word_paragraphs(data)
        else:
            context["sheets"] = sheets(data)
    except Exception:  # whatever a broken file makes its reader raise: the reader is told, and gets the rest
        context["unreadable"] = True
    return render_archive_pdf(render_to_string("networks/basis/file_pdf.html", context))


def word_paragraphs(data: bytes) -> list[str]:
    """The text of a Word document, paragraph by paragraph; tables cell by cell.

    Raises: ValueError: too large, or with a document type of its own (which could blow up the parser).
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as inside:
        xml = inside.read(MOST_XML + 1)
    if len(xml) > MOST_XML or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise ValueError("not a plain document")
    root = ElementTree.fromstring(xml)  # noqa: S314 - entities are refused above
    texts = ("".join(run.text or "" for run in paragraph.iter(f"{_WORD}t")) for paragraph in root.iter(f"{_WORD}p"))
    return [text for text in texts if text.strip()]


def sheets(data: bytes) -> list[tuple[str, list[list[str]]]]:
    """Each sheet's name and its first rows as text."""
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy: only where a spreadsheet is read

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    found = []
    for sheet in book.worksheets[:20]:
        rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        texts = [[str(cell) for cell in row if cell is not None] for row in rows]
        found.append((sheet.title, [row for row in texts if row]))
    book.close()
    return found
