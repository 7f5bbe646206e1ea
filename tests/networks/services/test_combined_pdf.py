"""Several documents as one: every page in order, a bookmark for each, originals beside the pages made from them."""

import io

import pikepdf
from PIL import Image

from networks.services.combined_pdf import Bound, bind, image_pdf


def pdf(pages):
    made, buffer = pikepdf.new(), io.BytesIO()
    for _page in range(pages):
        made.add_blank_page()
    made.save(buffer)
    return buffer.getvalue()


def picture(*size):
    buffer = io.BytesIO()
    Image.new("RGBA", size).save(buffer, "PNG")
    return buffer.getvalue()


def test_each_document_is_found_by_its_bookmark_and_its_original_by_its_name():
    sheet = {"original": b"rows", "mime_type": "application/octet-stream"}
    documents = [
        Bound("Basis", pdf(2), inner=[("Measures", 1)]),
        Bound("Sheet.xlsx", pdf(1), **sheet),
        Bound("Sheet.xlsx", pdf(3), **sheet),
    ]

    bound = bind(documents)

    with pikepdf.open(io.BytesIO(bound)) as found, found.open_outline() as outline:
        assert len(found.pages) == 6
        assert [(item.title, [inner.title for inner in item.children]) for item in outline.root] == [
            ("Basis", ["Measures"]),
            ("Sheet.xlsx", []),
            ("Sheet.xlsx", []),
        ]
        assert sorted(found.attachments) == ["2 Sheet.xlsx", "Sheet.xlsx"]
        assert {each.get_file().read_bytes() for each in found.attachments.values()} == {b"rows"}
    assert bind(documents) == bound


def test_a_picture_is_one_page_no_larger_than_a4():
    with pikepdf.open(io.BytesIO(image_pdf(picture(4000, 1000)))) as found:
        assert len(found.pages) == 1
        assert [float(side) <= limit for side, limit in zip(found.pages[0].mediabox[2:], (596, 842), strict=True)] == [
            True,
            True,
        ]
