"""A letterhead's image: checked, and drawn anew so that nothing but the picture is kept."""

import io

MOST_BYTES = 2_000_000
MOST_PIXELS = 4_000  # a side, as it comes
WIDEST = 1_200  # a side, as it is kept


def drawn_anew(image: bytes) -> bytes:
    """The picture as a plain PNG on white, without the file's own metadata, at most so large.

    Raises: ValueError: not a PNG or JPEG, too large, or broken.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - heavy, and only an upload needs it

    if not image or len(image) > MOST_BYTES:
        raise ValueError("too large, or nothing")
    try:
        with Image.open(io.BytesIO(image), formats=["PNG", "JPEG"]) as opened:
            if max(opened.size) > MOST_PIXELS:
                raise ValueError("too many pixels")
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("not an image that we read") from error
    picture.thumbnail((WIDEST, WIDEST))
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    out = io.BytesIO()
    white.save(out, "PNG", optimize=True)
    return out.getvalue()
