"""An archive package: documents with a manifest in Noark 5's terms, and its verification. Pure: bytes in, bytes out.

The package is a ZIP file made in one way only: its entries in order, stored, with one fixed time. So every byte of it
is bound: verification makes the package anew from what it holds, and tells where it differs.

Source: Noark 5 v5.0 (arkivstruktur: arkivdel, saksmappe, journalpost, dokumentbeskrivelse, dokumentobjekt);
arkivforskriften § 5: verifiable export.
"""

import hashlib
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://www.arkivverket.no/standarder/noark5/arkivstruktur"
MANIFEST = "arkivstruktur.xml"
SUMS = "sjekksummer.sha256"
FOLDER = "dokumenter/"
ALGORITHM = "SHA-256"
PDF_A = "PDF/A"
_EPOCH = (1980, 1, 1, 0, 0, 0)
MAX_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """One file, and what it is: «PDF/A» is kept for ever, anything else as it came."""

    title: str
    name: str
    content: bytes
    format: str = PDF_A


@dataclass(frozen=True, slots=True)
class ArchiveDocument:
    """One document of the case, with its registry entry and what is enclosed."""

    key: str  # unique in the case; the entry's systemID is made from it
    number: int  # the entry's number in the case
    year: int
    title: str
    direction: str  # U: outgoing, I: incoming, X: internal
    dated: date
    party: str
    organisation_number: str
    file_name: str
    content: bytes
    exempt: str = ""  # the legal ground, where it is exempt from public access
    format: str = PDF_A
    enclosures: tuple[ArchiveFile, ...] = ()

    @property
    def files(self) -> tuple[ArchiveFile, ...]:
        """The document itself, then its enclosures."""
        return (ArchiveFile(self.title, self.file_name, self.content, self.format), *self.enclosures)


@dataclass(frozen=True, slots=True)
class ArchiveCase:
    """The case that the documents belong to."""

    number: str
    title: str
    creator: str  # the governor
    creator_number: str
    year: int
    made_at: datetime
    documents: tuple[ArchiveDocument, ...]


class Problem(StrEnum):
    NOT_A_PACKAGE = "not_a_package"
    NO_MANIFEST = "no_manifest"
    BROKEN_MANIFEST = "broken_manifest"
    MISSING = "missing"
    EXTRA = "extra"
    CHANGED = "changed"
    WRONG_REFERENCE = "wrong_reference"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and with which file or reference."""

    problem: Problem
    name: str
    detail: str = ""


# --- Making


def package(case: ArchiveCase) -> bytes:
    """The case as a ZIP file: the same case gives the same bytes."""
    held = [each for document in case.documents for each in document.files]
    files = {FOLDER + each.name: each.content for each in held}
    if len(files) < len(held):
        raise ValueError("Two documents have the same file name.")
    files[MANIFEST] = manifest(case).encode()
    files[SUMS] = sums(files).encode()
    return _zip(files)


def sums(files: dict[str, bytes]) -> str:
    """One line a file, as ``sha256sum`` writes and reads them."""
    return "".join(f"{_sha256(content)}  {name}\n" for name, content in sorted(files.items()) if name != SUMS)


def manifest(case: ArchiveCase) -> str:
    """The case's structure in Noark 5's words."""
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<arkiv xmlns={quoteattr(NAMESPACE)}>",
        _element("systemID", _id(case, "arkiv"), 1),
        _element("tittel", case.creator, 1),
        "  <arkivskaper>",
        _element("arkivskaperID", case.creator_number, 2),
        _element("arkivskaperNavn", case.creator, 2),
        "  </arkivskaper>",
        "  <arkivdel>",
        _element("systemID", _id(case, "arkivdel"), 2),
        _element("tittel", "Tilskudd til kompetanseutvikling", 2),
        '    <mappe type="saksmappe">',
        _element("systemID", _id(case, "mappe"), 3),
        _element("mappeID", case.number, 3),
        _element("tittel", case.title, 3),
        _element("opprettetDato", case.made_at.isoformat(timespec="seconds"), 3),
        _element("saksaar", case.year, 3),
        _element("referanseArkivdel", _id(case, "arkivdel"), 3),
        *(part for document in case.documents for part in _entry(case, document)),
        "    </mappe>",
        "  </arkivdel>",
        "</arkiv>",
        "",
    ]
    return "\n".join(parts)


def _entry(case: ArchiveCase, document: ArchiveDocument) -> list[str]:
    kinds = {"U": "Utgående dokument", "I": "Inngående dokument", "X": "Organinternt dokument"}
    exempt = [_element("skjermingshjemmel", document.exempt, 4)] if document.exempt else []
    number = document.organisation_number
    return [
        '      <registrering type="journalpost">',
        _element("systemID", _id(case, f"post:{document.key}"), 4),
        _element("referanseMappe", _id(case, "mappe"), 4),
        _element("tittel", document.title, 4),
        _element("journalaar", document.year, 4),
        _element("journalpostnummer", document.number, 4),
        _element("journalposttype", kinds[document.direction], 4),
        _element("dokumentetsDato", document.dated.isoformat(), 4),
        *exempt,
        "        <korrespondansepart>",
        _element("korrespondansepartNavn", document.party, 5),
        *([_element("organisasjonsnummer", number, 5)] if number else []),
        "        </korrespondansepart>",
        *(
            part
            for place, each in enumerate(document.files, 1)
            for part in _described(each, place, _id(case, f"dokument:{document.key}" + f":{place}" * (place > 1)))
        ),
        "      </registrering>",
    ]


def _described(file: ArchiveFile, place: int, key: str) -> list[str]:
    """One file of an entry: the document itself comes first."""
    kept = file.format == PDF_A
    return [
        "        <dokumentbeskrivelse>",
        _element("systemID", key, 5),
        _element("tittel", file.title, 5),
        _element("tilknyttetRegistreringSom", "Hoveddokument" if place == 1 else "Vedlegg", 5),
        _element("dokumentnummer", place, 5),
        "          <dokumentobjekt>",
        _element("versjonsnummer", 1, 6),
        _element("variantformat", "Arkivformat" if kept else "Produksjonsformat", 6),
        _element("format", file.format, 6),
        _element("referanseDokumentfil", FOLDER + file.name, 6),
        _element("sjekksum", _sha256(file.content), 6),
        _element("sjekksumAlgoritme", ALGORITHM, 6),
        _element("filstoerrelse", len(file.content), 6),
        "          </dokumentobjekt>",
        "        </dokumentbeskrivelse>",
    ]


def _element(name: str, value: object, depth: int) -> str:
    return f"{'  ' * depth}<{name}>{escape(str(value))}</{name}>"


def _id(case: ArchiveCase, what: str) -> str:
    """A systemID that is the same each time the case is packed."""
    digest = hashlib.sha256(f"{case.creator_number}|{case.number}|{what}".encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"


def _zip(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, files[name])
    return stream.getvalue()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# --- Verifying


def verify(data: bytes) -> list[Finding]:
    """Everything that is wrong with a package, each named; nothing where it is whole."""
    try:
        files, broken = _unpacked(data)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OverflowError, RuntimeError) as error:
        return [Finding(Problem.NOT_A_PACKAGE, "", str(error))]
    found = [Finding(Problem.CHANGED, name, detail) for name, detail in broken.items()]
    if MANIFEST not in files and MANIFEST not in broken:
        return [*found, Finding(Problem.NO_MANIFEST, MANIFEST)]
    found += _against_sums(files, set(broken))
    try:
        root = ET.fromstring(files.get(MANIFEST, b""))  # noqa: S314 - no entity is expanded: a DOCTYPE is refused first
        if b"<!DOCTYPE" in files.get(MANIFEST, b""):
            raise ET.ParseError("a DOCTYPE")
    except ET.ParseError as error:
        return _unique([*found, Finding(Problem.BROKEN_MANIFEST, MANIFEST, str(error))])
    found += _against_manifest(root, files, set(broken))
    if not found and (anew := _zip(files)) != data:
        place = next(
            (at for at, (a, b) in enumerate(zip(anew, data, strict=False)) if a != b), min(len(anew), len(data))
        )
        found.append(Finding(Problem.DIFFERS, "", str(place)))
    return _unique(found)


def _unpacked(data: bytes) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files, and those that can't be read whole, each with why."""
    files: dict[str, bytes] = {}
    broken: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = Counter(info.filename for info in archive.infolist())
        if sum(info.file_size for info in archive.infolist()) > MAX_BYTES:
            raise ValueError("too big")
        for info in archive.infolist():
            if names[info.filename] > 1:
                broken[info.filename] = f"{names[info.filename]} ×"
                continue
            try:
                files[info.filename] = archive.read(info)
            except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
                broken[info.filename] = str(error)
    return files, broken


def _against_sums(files: dict[str, bytes], broken: set[str]) -> list[Finding]:
    """The list of checksums, which also guards the manifest."""
    if SUMS in broken:
        return []
    if SUMS not in files:
        return [Finding(Problem.MISSING, SUMS)]
    listed: dict[str, str] = {}
    for number, line in enumerate(files[SUMS].decode("utf-8", "replace").splitlines(), 1):
        match = re.fullmatch(r"([0-9a-f]{64})  (.+)", line)
        if match is None:
            return [Finding(Problem.CHANGED, SUMS, f"line {number}")]
        listed[match[2]] = match[1]
    changed = [
        Finding(Problem.CHANGED, name) for name in listed if name in files and _sha256(files[name]) != listed[name]
    ]
    missing = [Finding(Problem.MISSING, name) for name in listed if name not in files and name not in broken]
    extra = [Finding(Problem.EXTRA, name) for name in files if name not in listed and name != SUMS]
    return [*changed, *missing, *extra]


def _against_manifest(root: ET.Element, files: dict[str, bytes], broken: set[str]) -> list[Finding]:
    """Each document object against its file, and each reference against what it names."""
    found = _references(root)
    referred: Counter[str] = Counter()
    for item in root.iter(_tag("dokumentobjekt")):
        name = _text(item, "referanseDokumentfil")
        referred[name] += 1
        if name in broken:
            continue
        if not name.startswith(FOLDER):
            found.append(Finding(Problem.WRONG_REFERENCE, name, "referanseDokumentfil"))
        elif name not in files:
            found.append(Finding(Problem.WRONG_REFERENCE if files else Problem.MISSING, name, "referanseDokumentfil"))
        elif referred[name] > 1:
            found.append(Finding(Problem.WRONG_REFERENCE, name, "referanseDokumentfil ×2"))
        elif _text(item, "sjekksumAlgoritme") != ALGORITHM:
            found.append(Finding(Problem.CHANGED, name, "sjekksumAlgoritme"))
        elif _sha256(files[name]) != _text(item, "sjekksum"):
            found.append(Finding(Problem.CHANGED, name, "sjekksum"))
        elif str(len(files[name])) != _text(item, "filstoerrelse"):
            found.append(Finding(Problem.CHANGED, name, "filstoerrelse"))
    known = {*referred, MANIFEST, SUMS}
    return [*found, *(Finding(Problem.EXTRA, name) for name in files if name not in known)]


def _references(root: ET.Element) -> list[Finding]:
    """SystemIDs are used once, and what refers to a folder or a part of the archive names the one it stands in."""
    ids = Counter(element.text or "" for element in root.iter(_tag("systemID")))
    found = [Finding(Problem.WRONG_REFERENCE, name, "systemID ×2") for name, count in ids.items() if count > 1]
    for part in root.iter(_tag("arkivdel")):
        for folder in part.iter(_tag("mappe")):
            if _text(folder, "referanseArkivdel") != _text(part, "systemID"):
                found.append(Finding(Problem.WRONG_REFERENCE, _text(folder, "referanseArkivdel"), "referanseArkivdel"))
            found += [
                Finding(Problem.WRONG_REFERENCE, _text(entry, "referanseMappe"), "referanseMappe")
                for entry in folder.iter(_tag("registrering"))
                if _text(entry, "referanseMappe") != _text(folder, "systemID")
            ]
    return found


def _text(element: ET.Element, name: str) -> str:
    return element.findtext(_tag(name), default="")


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _unique(found: Iterable[Finding]) -> list[Finding]:
    """Each file's problem once: the first that names it says most."""
    seen: dict[tuple[Problem, str], Finding] = {}
    for finding in found:
        seen.setdefault((finding.problem, finding.name), finding)
    return list(seen.values())
