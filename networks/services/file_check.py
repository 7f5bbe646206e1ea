"""What an uploaded file is, by its content, and whether it can be trusted. Limits come before any parser."""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum

MOST_PAGES = 400
MOST_UNPACKED = 200_000_000  # bytes that a file may grow to
MOST_ENTRIES = 3_000  # in a Word or Excel file
MOST_PIXELS = 60_000_000
_STREAM = re.compile(rb"stream\r?\n")
_TWICE = re.compile(rb"/Filter\s*\[[^\]]{0,200}(FlateDecode|/Fl\b)[^\]]{0,200}(FlateDecode|/Fl\b|LZWDecode)")


class Fault(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    PROGRAM = "program"
    DAMAGED = "damaged"
    LOCKED = "locked"
    BOMB = "bomb"
    TOO_MANY_PAGES = "too_many_pages"
    MACROS = "macros"
    TOO_MANY_PIXELS = "too_many_pixels"


class FileError(ValueError):
    """The file is refused."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Checked:
    """What the file is: a kind of ``FileKind`` by name, and its pages where it has such."""

    kind: str
    pages: int | None = None


def check_file(data: bytes) -> Checked:
    """Find out what the bytes are. The name is never asked.

    Raises: FileError.
    """
    if not data:
        raise FileError(Fault.EMPTY)
    if data[:2] == b"MZ" or data[:4] in {b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"} or data[:2] == b"#!":
        raise FileError(Fault.PROGRAM)
    if data[:5] == b"%PDF-":
        return Checked("pdf", _pdf_pages(data))
    if data[:4] == b"PK\x03\x04":
        return Checked(_office_kind(data))
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return _image(data, "PNG", "png", _png_pixels(data))
    if data[:3] == b"\xff\xd8\xff":
        return _image(data, "JPEG", "jpeg", _jpeg_pixels(data))
    raise FileError(Fault.UNKNOWN)


def _pdf_pages(data: bytes) -> int:
    """How many pages the PDF has, after its streams were seen to stay small."""
    if _TWICE.search(data):
        raise FileError(Fault.BOMB)  # packed twice: nobody can say how large it becomes
    left = MOST_UNPACKED
    for start in _STREAM.finditer(data):
        left -= _unpacked(data, start.end(), left)
        if left <= 0:
            raise FileError(Fault.BOMB)
    import pikepdf  # noqa: PLC0415 - heavy: only where a PDF is uploaded

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise FileError(Fault.LOCKED) from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise FileError(Fault.DAMAGED) from error
    if not pages:
        raise FileError(Fault.DAMAGED)
    if pages > MOST_PAGES:
        raise FileError(Fault.TOO_MANY_PAGES)
    return pages


def _unpacked(data: bytes, start: int, limit: int) -> int:
    """How many bytes a packed stream becomes, counting no further than ``limit``; 0 if it is not packed so."""
    unpacker = zlib.decompressobj()
    size, piece = 0, memoryview(data)[start:]
    try:
        while size <= limit and not unpacker.eof and piece:
            size += len(unpacker.decompress(piece[:65536], 1_000_000))
            while unpacker.unconsumed_tail and size <= limit:
                size += len(unpacker.decompress(unpacker.unconsumed_tail, 1_000_000))
            piece = piece[65536:]
    except zlib.error:
        return size
    return size


def _office_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise FileError(Fault.BOMB)
            names = {entry.filename for entry in entries}
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        if isinstance(error, FileError):
            raise
        raise FileError(Fault.DAMAGED) from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileError(Fault.MACROS)
    if "[Content_Types].xml" in names:
        for kind, inside in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
            if inside in names:
                return kind
    raise FileError(Fault.UNKNOWN)


def _png_pixels(data: bytes) -> int:
    if len(data) < 24 or data[12:16] != b"IHDR":
        raise FileError(Fault.DAMAGED)
    width, height = struct.unpack(">II", data[16:24])
    return int(width * height)


def _jpeg_pixels(data: bytes) -> int:
    """Width times height as the frame's header says."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in range(0xC0, 0xD0) and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return int(width * height)
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    raise FileError(Fault.DAMAGED)


def _image(data: bytes, image_format: str, kind: str, pixels: int) -> Checked:
    if not 0 < pixels <= MOST_PIXELS:
        raise FileError(Fault.TOO_MANY_PIXELS)
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - heavy: only where an image is uploaded

    try:
        with Image.open(io.BytesIO(data), formats=[image_format]) as image:
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise FileError(Fault.DAMAGED) from error
    return Checked(kind, 1)
