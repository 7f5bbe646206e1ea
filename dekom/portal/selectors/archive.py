"""A round's case as an archive package: every document of all rooms that is kept as a file, byte for byte."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import override

from allocations.models import Appeal, DecisionLetter
from allocations.services.archive import ArchiveCase, ArchiveDocument, ArchiveFile
from dekom.core.filenames import file_name
from forum.models import ItemPaper, Minutes
from networks.models import BasisFile, DecisionBasis, Round, Submission

Dated = tuple[datetime, ArchiveDocument]


def case_of(round_: Round) -> ArchiveCase:
    """In the order in which they came to be. The round comes with county, scheme, legal basis and letter terms.

    The package is made of what is kept alone: packed again, it is the same to the byte until there is a new document.
    Raises: FileNotFoundError: an attached file is not in the storage.
    """
    with override("nb"):  # whoever packs it
        found = [*_submissions(round_), *_papers(round_), *_minutes(round_), *_letters(round_), *_appeals(round_)]
    found.sort(key=lambda pair: (pair[0], pair[1].key))
    county, terms = round_.county, getattr(round_, "letter_terms", None)
    return ArchiveCase(
        number=terms.case_number if terms else "",
        title=round_.title or str(round_),
        creator=county.governor_name_nb,
        creator_number=county.organisation_number,
        year=round_.year,
        made_at=localtime(found[-1][0]) if found else datetime(round_.year, 1, 1).astimezone(),
        documents=tuple(replace(each, number=place) for place, (_at, each) in enumerate(found, 1)),
    )


def _submissions(round_: Round) -> Iterator[Dated]:
    """The decision bases as they were handed over, each network's last with what is attached."""
    versions = Submission.objects.filter(basis__round=round_, pdf__isnull=False).select_related("basis__network")
    last = dict(versions.order_by("number").values_list("basis", "pk"))
    title = round_.legal_basis.basis_name.capitalize()
    for each in versions.iterator(chunk_size=20):
        basis = each.basis
        files = BasisFile.objects.filter(basis=basis, removed_at=None) if last[basis.pk] == each.pk else ()
        yield _dated(
            each.at,
            key=f"basis:{each.pk}",
            title=f"{title}, {basis.network}, {each.number}",
            direction="I",
            party=str(basis.network),
            file_name=file_name("basis", basis.network.code, str(each.number), ending="pdf"),
            content=bytes(each.pdf or b""),
            enclosures=tuple(_enclosures(basis, files)),
        )


def _enclosures(basis: DecisionBasis, files: Iterable[BasisFile]) -> Iterator[ArchiveFile]:
    for place, each in enumerate(files, 1):
        ending = PurePath(each.name).suffix.lstrip(".").lower() or "bin"
        name = file_name("basis", basis.network.code, f"vedlegg-{place}", PurePath(each.name).stem, ending=ending)
        try:
            with each.file.open() as stored:
                content = stored.read()
        except FileNotFoundError as error:
            raise FileNotFoundError(f"{each.name} ({basis.network})") from error  # its path is nobody's business
        yield ArchiveFile(each.name, name, content, each.get_kind_display())


def _papers(round_: Round) -> Iterator[Dated]:
    """What lay before the forum."""
    papers = ItemPaper.objects.filter(item__round=round_).select_related("item__forum")
    for each in papers.iterator(chunk_size=20):
        yield _dated(
            each.added_at,
            key=f"paper:{each.pk}",
            title=f"{each.item.title}: {each.title}",
            direction="X",
            party=str(each.item.forum),
            file_name=file_name("sakspapir", str(each.pk), each.title, ending="pdf"),
            content=bytes(each.content),
            format="PDF",
        )


def _minutes(round_: Round) -> Iterator[Dated]:
    """Approved minutes of the meetings that dealt with the round."""
    minutes = Minutes.objects.filter(meeting__items__round=round_, approved_at__isnull=False).distinct()
    for each in minutes.defer(None).select_related("meeting__forum").iterator(chunk_size=20):
        yield _dated(
            each.approved_at or each.sent_at,
            key=f"minutes:{each.pk}",
            title=f"Referat: {each.meeting}",
            direction="X",
            party=str(each.meeting.forum),
            file_name=file_name("referat", str(each.meeting.date), str(each.version), ending="pdf"),
            content=bytes(each.pdf),
        )


def _letters(round_: Round) -> Iterator[Dated]:
    letters = DecisionLetter.objects.issued().filter(round=round_, loaded=False).defer(None)
    entries = letters.select_related("recipient__payee", "journal_entry")
    for each in entries.iterator(chunk_size=20):
        entry = getattr(each, "journal_entry", None)
        assert each.issued_at is not None  # an issued letter says when
        yield _dated(
            each.issued_at,
            key=each.number_text,
            title=each.title,
            direction="U",
            party=each.recipient.name,
            organisation_number=each.recipient.organisation_number,
            file_name=file_name(each.year, f"{each.number:03}", each.recipient.name, ending="pdf"),
            content=bytes(each.pdf or b""),
            exempt=entry.legal_ground if entry else "",
        )


def _appeals(round_: Round) -> Iterator[Dated]:
    """The case as the appeal body got it."""
    appeals = Appeal.objects.filter(letter__round=round_, forwarded_at__isnull=False).defer(None)
    for each in appeals.select_related("appellant").iterator(chunk_size=20):
        assert each.forwarded_at is not None  # as filtered
        yield _dated(
            each.forwarded_at,
            key=f"appeal:{each.pk}",
            title=f"Klage fra {each.appellant}, oversendt med saken",
            direction="U",
            party=round_.legal_basis.appeal_body_nb,
            file_name=file_name("klage", str(each.pk), each.appellant.name, ending="pdf"),
            content=bytes(each.case_pdf or b""),
        )


def _dated(at: datetime, *, organisation_number: str = "", exempt: str = "", **fields: Any) -> Dated:
    """A document of the day; its number in the case is given when all are there."""
    day = localtime(at).date()
    document = ArchiveDocument(
        number=0, year=day.year, dated=day, organisation_number=organisation_number, exempt=exempt, **fields
    )
    return at, document
