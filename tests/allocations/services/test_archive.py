"""An archive package verifies; whatever is changed in it is found and named."""

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocations.services.archive import (
    FOLDER,
    MANIFEST,
    SUMS,
    ArchiveCase,
    ArchiveDocument,
    Finding,
    Problem,
    package,
    sums,
    verify,
)


def document(number, content=b"%PDF-1.7 a letter", **fields):
    return ArchiveDocument(
        key=f"{number}/2025",
        number=number,
        year=2025,
        title=f"Dere får {number} kroner & mer",
        direction="U",
        dated=date(2025, 4, 15),
        party="Ørland",
        organisation_number="315260183",
        file_name=f"2025-{number:03}-orland.pdf",
        content=content + bytes([number]),
        **fields,
    )


CASE = ArchiveCase(
    number="2025/1234",
    title="Kompetanseløftet 2025",
    creator="Statsforvalteren i Trøndelag",
    creator_number="974764350",
    year=2025,
    made_at=datetime(2025, 4, 15, 12, tzinfo=UTC),
    documents=(document(1), document(2, exempt="offl. § 13"), document(3)),
)
FIRST, SECOND = (FOLDER + each.file_name for each in CASE.documents[:2])


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files, *, with_sums=False):
    """Packed by whoever tampers; ``with_sums``: who also mends the list of checksums."""
    if with_sums:
        files[SUMS] = sums(files).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def problems(data):
    return {(finding.problem, finding.name) for finding in verify(data)}


def test_a_package_is_whole_and_the_same_each_time():
    data = package(CASE)

    assert verify(data) == []
    assert package(CASE) == data
    assert sorted(unpacked(data)) == [MANIFEST, *(FOLDER + each.file_name for each in CASE.documents), SUMS]


def test_the_manifest_tells_what_noark_asks_of_each_document():
    text = unpacked(package(CASE))[MANIFEST].decode()

    for said in (
        "<mappeID>2025/1234</mappeID>",
        "<journalpostnummer>2</journalpostnummer>",
        "<journalposttype>Utgående dokument</journalposttype>",
        "<skjermingshjemmel>offl. § 13</skjermingshjemmel>",
        f"<referanseDokumentfil>{FIRST}</referanseDokumentfil>",
        f"<sjekksum>{hashlib.sha256(CASE.documents[0].content).hexdigest()}</sjekksum>",
        "<tittel>Dere får 1 kroner &amp; mer</tittel>",
    ):
        assert said in text


def test_an_empty_case_is_whole_too():
    assert verify(package(replace(CASE, documents=()))) == []


@settings(max_examples=150)
@given(st.data())
def test_any_flipped_bit_is_found(data):
    whole = package(CASE)
    at = data.draw(st.integers(0, len(whole) - 1))
    bit = data.draw(st.integers(0, 7))

    flipped = whole[:at] + bytes([whole[at] ^ (1 << bit)]) + whole[at + 1 :]

    assert verify(flipped) != []


def test_a_flipped_byte_in_a_document_is_named():
    whole = package(CASE)
    at = whole.index(CASE.documents[0].content)

    assert (Problem.CHANGED, FIRST) in problems(whole[:at] + b"x" + whole[at + 1 :])


def test_a_changed_document_is_named_though_the_checksums_are_mended():
    files = unpacked(package(CASE))
    files[FIRST] += b"more"

    assert problems(packed(files)) == {(Problem.CHANGED, FIRST)}
    assert problems(packed(files, with_sums=True)) == {(Problem.CHANGED, FIRST)}


def test_a_missing_and_an_extra_file_are_named():
    files = unpacked(package(CASE))
    del files[FIRST]
    files[FOLDER + "new.pdf"] = b"new"

    found = problems(packed(files))

    assert {(Problem.MISSING, FIRST), (Problem.EXTRA, FOLDER + "new.pdf")} <= found


def test_a_reference_to_another_or_no_document_is_named():
    files = unpacked(package(CASE))
    text = files[MANIFEST].decode()
    to_another = {**files, MANIFEST: text.replace(FIRST, SECOND).encode()}
    to_none = {**files, MANIFEST: text.replace(FIRST, FOLDER + "none.pdf").encode()}
    outside = {**files, MANIFEST: text.replace(FIRST, "/etc/passwd").encode()}

    assert (Problem.WRONG_REFERENCE, SECOND) in problems(packed(to_another, with_sums=True))
    assert (Problem.EXTRA, FIRST) in problems(packed(to_another, with_sums=True))
    assert (Problem.WRONG_REFERENCE, FOLDER + "none.pdf") in problems(packed(to_none, with_sums=True))
    assert (Problem.WRONG_REFERENCE, "/etc/passwd") in problems(packed(outside, with_sums=True))


@pytest.mark.parametrize("name", ["referanseMappe", "referanseArkivdel"])
def test_a_reference_within_the_manifest_is_named(name):
    files = unpacked(package(CASE))
    text = files[MANIFEST].decode()
    before, _tag, after = text.partition(f"<{name}>")
    files[MANIFEST] = f"{before}<{name}>wrong-{after[6:]}".encode()

    found = verify(packed(files, with_sums=True))

    assert [(each.problem, each.detail) for each in found] == [(Problem.WRONG_REFERENCE, name)]


def test_an_identity_used_twice_is_named():
    files = unpacked(package(CASE))
    lines = files[MANIFEST].decode().splitlines()
    ids = [line for line in lines if "systemID" in line]
    files[MANIFEST] = "\n".join(lines).replace(ids[-1].strip(), ids[-2].strip()).encode()

    assert [each.detail for each in verify(packed(files, with_sums=True))] == ["systemID ×2"]


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [("SHA-256", "MD5", "sjekksumAlgoritme"), ("<filstoerrelse>18", "<filstoerrelse>19", "filstoerrelse")],
)
def test_what_the_manifest_says_of_a_file_must_be_so(old, new, detail):
    files = unpacked(package(CASE))
    files[MANIFEST] = files[MANIFEST].decode().replace(old, new, 1).encode()

    assert verify(packed(files, with_sums=True)) == [Finding(Problem.CHANGED, FIRST, detail)]


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [(None, Problem.NO_MANIFEST), (b"<arkiv", Problem.BROKEN_MANIFEST), (b"<!DOCTYPE a><a/>", Problem.BROKEN_MANIFEST)],
)
def test_without_a_manifest_that_can_be_read(manifest, problem):
    files = unpacked(package(CASE))
    del files[MANIFEST]
    if manifest is not None:
        files[MANIFEST] = manifest

    assert (problem, MANIFEST) in problems(packed(files))


def test_the_list_of_checksums_must_be_there_and_in_form():
    files = unpacked(package(CASE))
    without = {name: content for name, content in files.items() if name != SUMS}

    assert problems(packed(without)) == {(Problem.MISSING, SUMS)}
    assert problems(packed({**files, SUMS: b"nonsense\n"})) == {(Problem.CHANGED, SUMS)}


def test_the_same_name_twice_is_found():
    stream = io.BytesIO(package(CASE))
    with zipfile.ZipFile(stream, "a") as archive:
        for name in (FIRST, SUMS):
            with pytest.warns(UserWarning, match="Duplicate"):
                archive.writestr(name, b"another")

    assert {(Problem.CHANGED, FIRST), (Problem.CHANGED, SUMS)} <= problems(stream.getvalue())


def test_packed_by_another_program_it_is_not_the_package_that_was_made():
    assert problems(packed(unpacked(package(CASE)))) == {(Problem.DIFFERS, "")}


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04"])
def test_something_else_is_no_package(data):
    assert [finding.problem for finding in verify(data)] == [Problem.NOT_A_PACKAGE]


def test_two_documents_never_share_a_file():
    twice = replace(CASE, documents=(document(1), replace(document(2), file_name=CASE.documents[0].file_name)))

    with pytest.raises(ValueError, match="the same file name"):
        package(twice)


def test_a_package_that_would_fill_the_memory_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("allocations.services.archive.MAX_BYTES", 10)

    assert verify(package(CASE)) == [Finding(Problem.NOT_A_PACKAGE, "", "too big")]


def test_a_package_that_would_fill_the_disk_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("allocations.services.archive.MAX_BYTES", 100)

    assert [finding.problem for finding in verify(package(CASE))] == [Problem.NOT_A_PACKAGE]
