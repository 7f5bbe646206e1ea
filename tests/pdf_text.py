"""What a reader's program reads out of a PDF."""

from pypdfium2 import PdfDocument


def page_texts(pdf):
    """Each page's text on one line, with plain spaces."""
    with PdfDocument(bytes(pdf)) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def text_of(pdf):
    return " ".join(page_texts(pdf))
