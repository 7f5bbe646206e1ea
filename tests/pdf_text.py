"""What a reader's program reads out of a PDF."""

from pypdfium2 import PdfDocument


def page_texts(pdf):
    """Each page's text on one line, with plain spaces."""
    with PdfDocument(bytes(pdf)) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def text_of(pdf):
    return " ".join(page_texts(pdf))


def heights(pdf):
    """How far up its page each piece of text stands, in points; of pieces that read alike, the last one."""
    found = {}
    with PdfDocument(bytes(pdf)) as document:
        for page in document:
            text = page.get_textpage()
            for number in range(text.count_rects()):
                place = text.get_rect(number)  # left, bottom, right, top
                found[text.get_text_bounded(*place).strip()] = place[1]
    return found
