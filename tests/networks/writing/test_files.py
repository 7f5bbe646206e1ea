"""Files: known by their content, refused clearly, kept outside every address."""

import io
import struct
import zipfile
import zlib
from unittest import mock

import pikepdf
import pytest
from PIL import Image

from dekom.core.errors import DomainError
from networks.actions import attach
from networks.binding import bound, sheets, word_paragraphs
from networks.enums.writing import TYPES
from networks.models import BasisFile, DecisionBasis
from networks.services import file_check
from networks.services.combined_pdf import Bound, bind
from networks.services.file_check import Checked, Fault, FileError, check_file
from networks.services.workbook import table_workbook

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(pages=1, **save):
    out, buffer = pikepdf.new(), io.BytesIO()
    for _page in range(pages):
        out.add_blank_page()
    out.save(buffer, **save)
    return buffer.getvalue()


def office(*names, content=b"x"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, content)
    return buffer.getvalue()


def word(text="Hei"):
    xml = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p><w:p/></w:body></w:document>'
    return office("word/document.xml", content=xml.encode())


def picture(image_format="PNG"):
    buffer = io.BytesIO()
    Image.new("RGB", (8, 6)).save(buffer, image_format)
    return buffer.getvalue()


def bomb(size=file_check.MOST_UNPACKED + 10):
    """A PDF of a few hundred kB with one stream that becomes more than we allow."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\0" * 10_000_000) for _part in range(size // 10_000_000 + 1)) + packer.flush()
    return b"%PDF-1.7\n1 0 obj\n<</Filter/FlateDecode/Length 1>>\nstream\n" + packed + b"\nendstream\nendobj\n"


def png(width, height):
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", width, height) + b"\x08\2\0\0\0"


def fault(data):
    with pytest.raises(FileError) as caught:
        check_file(data)
    return caught.value.fault


def test_what_files_are():
    assert check_file(pdf(3)) == Checked("pdf", 3)
    assert check_file(word()) == Checked("docx")
    assert check_file(office("xl/workbook.xml")) == Checked("xlsx")
    assert check_file(picture()) == Checked("png", 1)
    assert check_file(picture("JPEG")) == Checked("jpeg", 1)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Fault.EMPTY),
        (b"MZ\x90\0 a program that calls itself plan.pdf", Fault.PROGRAM),
        (b"\x7fELF", Fault.PROGRAM),
        (b"#!/bin/sh", Fault.PROGRAM),
        (b"just text", Fault.UNKNOWN),
        (b"%PDF-1.7 nothing", Fault.DAMAGED),
        (pdf(encryption=pikepdf.Encryption(owner="a", user="b")), Fault.LOCKED),
        (pdf(0), Fault.DAMAGED),
        (b"%PDF-1.7 /Filter [/FlateDecode /FlateDecode] ", Fault.BOMB),
        (b"PK\x03\x04 no archive", Fault.DAMAGED),
        (office("readme.txt"), Fault.UNKNOWN),
        (office().replace(b"[Content_Types].xml", b"[Another__Type].xml"), Fault.UNKNOWN),
        (office("word/document.xml", "word/vbaProject.bin"), Fault.MACROS),
        (office(*(f"{number}" for number in range(file_check.MOST_ENTRIES))), Fault.BOMB),
        (png(60_000, 60_000), Fault.TOO_MANY_PIXELS),
        (png(8, 6), Fault.DAMAGED),
        (b"\x89PNG\r\n\x1a\n", Fault.DAMAGED),
        (b"\xff\xd8\xff\xe0\x00\x04ab", Fault.DAMAGED),
    ],
)
def test_what_is_refused(data, why):
    assert fault(data) is why


def test_a_pdf_bomb_is_refused_before_anything_parses_it():
    data = bomb()
    assert len(data) < 1_000_000

    with mock.patch.object(pikepdf, "open") as parser:
        assert fault(data) is Fault.BOMB
    assert parser.call_count == 0


def test_too_many_pages(monkeypatch):
    monkeypatch.setattr(file_check, "MOST_PAGES", 2)

    assert fault(pdf(3)) is Fault.TOO_MANY_PAGES


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("plan.pdf", "pdf", "plan.pdf"),
        ("../../etc/passwd.pdf", "pdf", "passwd.pdf"),
        ("C:\\temp\\bilde.png", "jpeg", "C temp bilde.jpg"),
        ("\x00", "docx", "fil.docx"),
        ("program.exe", "xlsx", "program.xlsx"),
    ],
)
def test_names_hold_no_path_and_end_as_what_the_file_is(name, kind, found):
    assert attach.clean_name(name, kind) == found


@pytest.fixture
def kept(w, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    return lambda data, name="plan.pdf": attach.file(w.basis, name=name, data=data, actor=w.leader, now=w.now)


@pytest.mark.django_db
def test_a_file_is_kept_with_its_checksum_under_a_name_of_ours(w, kept, tmp_path):
    file = kept(pdf())

    assert (file.name, file.kind, file.pages, len(file.sha256), file.on_behalf) == ("plan.pdf", "pdf", 1, 64, False)
    [stored] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert "plan" not in str(stored.name)
    attach.removed(file, actor=w.leader, now=w.now)
    assert BasisFile.objects.filter(removed_at=None).count() == 0


@pytest.mark.django_db
def test_a_refused_file_leaves_nothing(w, kept, tmp_path, monkeypatch):
    for data in (b"MZ", bomb(file_check.MOST_UNPACKED + 1)):
        with pytest.raises(DomainError, match="plan"):
            kept(data)
    monkeypatch.setattr(attach, "MOST_FILES", 0)
    with pytest.raises(DomainError):
        kept(pdf())
    DecisionBasis.objects.filter(pk=w.basis.pk).update(status="submitted", submitted_at=w.now)
    with pytest.raises(DomainError):
        kept(pdf())

    assert (BasisFile.objects.count(), list(tmp_path.rglob("*"))) == (0, [])


@pytest.mark.django_db
@pytest.mark.pdf
def test_everything_is_bound_with_a_bookmark_each(w, kept):
    kept(pdf(2), "møteplan.pdf")
    kept(picture("JPEG"), "tavle.jpg")
    note = word("Vi leser sammen.")
    kept(note, "notat.docx")
    kept(table_workbook("Ark", ["Hva", "Beløp"], [("Reise", 5)]), "budsjett.xlsx")
    kept(office("xl/workbook.xml"), "ødelagt.xlsx")

    data = bound("Grunnlag", pdf(), BasisFile.objects.all())

    with pikepdf.open(io.BytesIO(data)) as book:
        with book.open_outline() as outline:
            titles = [item.title for item in outline.root]
        assert titles == ["Grunnlag", "møteplan.pdf", "tavle.jpg", "notat.docx", "budsjett.xlsx", "ødelagt.xlsx"]
        assert len(book.pages) == 1 + 2 + 1 + 1 + 1 + 1
        attached = {name: book.attachments[name].get_file().read_bytes() for name in book.attachments}
        assert sorted(attached) == ["budsjett.xlsx", "notat.docx", "ødelagt.xlsx"]
        assert attached["notat.docx"] == note, "the file itself, as its text does not show all of it"
        assert book.attachments["notat.docx"].get_file().mime_type == TYPES["docx"]
    twice = bind([Bound("A.docx", pdf(), original=b"1"), Bound("A.docx", pdf(), original=b"2")])
    with pikepdf.open(io.BytesIO(twice)) as book:
        assert sorted(book.attachments) == ["1 A.docx", "A.docx"]
    assert bind([Bound("A", pdf(), [("B", 0)])]) == bind([Bound("A", pdf(), [("B", 0)])])


def test_office_texts_are_read_with_care():
    assert word_paragraphs(word("Hei")) == ["Hei"]
    with pytest.raises(ValueError, match="plain"):
        word_paragraphs(office("word/document.xml", content=b"<!DOCTYPE x><w/>"))
    [(name, rows)] = sheets(table_workbook("Ark", ["Hva"], [("Reise",)]))
    assert (name, rows[0], rows[-1]) == ("Ark", ["Hva"], ["Reise"])
