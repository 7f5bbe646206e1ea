"""A round's case as an archive package: its issued letters, byte for byte."""

from datetime import datetime

from django.utils.timezone import localtime

from allocations.models import DecisionLetter
from allocations.services.archive import ArchiveCase, ArchiveDocument
from dekom.core.filenames import file_name
from networks.models import Round


def case_of(round_: Round) -> ArchiveCase:
    """The documents that have a file, by number. The round comes with county, scheme and letter terms.

    The package is made of what is issued alone: packed again, it is the same to the byte until there is a new letter.
    """
    letters = (
        DecisionLetter.objects.issued()
        .filter(round=round_, loaded=False)
        .defer(None)
        .select_related("recipient__payee")
        .order_by("year", "number")
    )
    documents = tuple(_document(letter) for letter in letters.iterator(chunk_size=20))
    county, terms = round_.county, getattr(round_, "letter_terms", None)
    latest: datetime | None = letters.values_list("issued_at", flat=True).last()
    return ArchiveCase(
        number=terms.case_number if terms else "",
        title=round_.title or str(round_),
        creator=county.governor_name_nb,
        creator_number=county.organisation_number,
        year=round_.year,
        made_at=localtime(latest) if latest else datetime(round_.year, 1, 1).astimezone(),
        documents=documents,
    )


def _document(letter: DecisionLetter) -> ArchiveDocument:
    assert letter.pdf is not None  # only letters with files are asked for
    assert letter.issued_at is not None
    return ArchiveDocument(
        key=letter.number_text,
        number=letter.number or 0,
        year=letter.year or 0,
        title=letter.title,
        direction="U",
        dated=localtime(letter.issued_at).date(),
        party=letter.recipient.name,
        organisation_number=letter.recipient.organisation_number,
        file_name=file_name(letter.year, f"{letter.number:03}", letter.recipient.name, ending="pdf"),
        content=bytes(letter.pdf),
    )
