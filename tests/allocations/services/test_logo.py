"""A logo is a picture, and nothing else of its file is kept."""

import io

import pytest
from PIL import Image, PngImagePlugin

from allocations.services.logo import MOST_BYTES, drawn_anew


def picture(size=(40, 20), kind="PNG", **options):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_drawn_anew_as_png(kind):
    drawn = Image.open(io.BytesIO(drawn_anew(picture(kind=kind))))

    assert (drawn.format, drawn.mode, drawn.size) == ("PNG", "RGB", (40, 20))


def test_what_is_transparent_becomes_white_and_what_is_large_small():
    out = io.BytesIO()
    Image.new("RGBA", (2400, 1200), (0, 0, 0, 0)).save(out, "PNG")

    drawn = Image.open(io.BytesIO(drawn_anew(out.getvalue())))

    assert drawn.size == (1200, 600)
    assert drawn.getpixel((5, 5)) == (255, 255, 255)


def test_the_files_own_words_are_not_kept():
    words = PngImagePlugin.PngInfo()
    words.add_text("comment", "hemmelig")

    assert b"hemmelig" not in drawn_anew(picture(pnginfo=words))


@pytest.mark.parametrize(
    "image",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        picture(kind="GIF"),
        picture()[:40],
        b"x" * (MOST_BYTES + 1),
    ],
    ids=["nothing", "text", "svg", "gif", "cut", "large"],
)
def test_anything_else_is_refused(image):
    with pytest.raises(ValueError, match=r"."):
        drawn_anew(image)


def test_too_many_pixels_are_refused():
    with pytest.raises(ValueError, match="pixels"):
        drawn_anew(picture((4001, 10)))
