"""The secretariat's texts in letters, and the letterhead. What is issued never changes by it: letters are files."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from allocations.enums import Block, DecisionStatus, LetterKind, LetterStatus
from allocations.models import Decision, DecisionLetter, LetterBlock, Letterhead
from allocations.permissions import may_prepare
from allocations.selectors.letter_texts import shipped_text
from allocations.services.block_text import Fault, blocks_of, faults_of
from allocations.services.logo import drawn_anew
from dekom.core.errors import DomainError
from dekom.core.models import User
from networks.models import County

Texts = Mapping[str, Mapping[str, str]]  # by block and language form


class FaultyTextError(DomainError):
    """A text can't be stored. ``faults`` say where and why, by block and language form."""

    def __init__(self, faults: Mapping[tuple[str, str], list[Fault]]) -> None:
        self.faults = dict(faults)
        super().__init__(_("Nothing is stored yet: some of the texts must be mended first."))


@transaction.atomic
def write(county: County, kind: str, texts: Texts, *, actor: User, now: datetime) -> None:
    """Store the blocks of one kind of letter. What is as shipped is not stored; an empty block goes back to that.

    Raises: DomainError: not the secretariat's; a letter waits. FaultyTextError: with every fault at once.
    """
    if not may_prepare(actor, county.pk):
        raise DomainError(_("Only the secretariat writes the letters' texts."))
    County.objects.select_for_update().get(pk=county.pk)
    if waits_for_letters(county):
        raise DomainError(_("Approved decisions wait for their letters. Issue these before you change the texts."))
    whole = {block: _both(kind, block, texts.get(block, {})) for block in blocks_of(kind)}
    faults = faults_in(kind, {str(block.value): text for block, text in whole.items() if text["nb"] or text["nn"]})
    if faults:
        raise FaultyTextError(faults)
    for block, text in whole.items():
        if all(text[language] == shipped_text(kind, block, language) for language in ("nb", "nn")):
            LetterBlock.objects.filter(county=county, kind=kind, block=block).delete()
        else:
            LetterBlock.objects.update_or_create(
                county=county,
                kind=LetterKind(kind),
                block=block,
                defaults={"text_nb": text["nb"], "text_nn": text["nn"], "edited_by": actor, "edited_at": now},
            )


def faults_in(kind: str, texts: Texts) -> dict[tuple[str, str], list[Fault]]:
    """Of each text that has any, by block and language form."""
    found = {
        (block, language): faults_of(text[language], kind=kind, block=block)
        for block, text in texts.items()
        for language in ("nb", "nn")
    }
    return {where: faults for where, faults in found.items() if faults}


def waits_for_letters(county: County) -> bool:
    """Something is approved and not sent: what was approved is what is sent."""
    decisions = Decision.objects.filter(round__county=county, status=DecisionStatus.APPROVED)
    return decisions.exists() or DecisionLetter.objects.filter(county=county, status=LetterStatus.APPROVED).exists()


@transaction.atomic
def logo(county: County, *, image: bytes, alt_nb: str, alt_nn: str, actor: User, now: datetime) -> Letterhead:
    """Put an image above the sender's name. It is drawn anew, so that nothing but the picture comes along.

    Raises: DomainError: not the secretariat's; not a picture that we take; no text for those who don't see it.
    """
    if not may_prepare(actor, county.pk):
        raise DomainError(_("Only the secretariat writes the letters' texts."))
    if not alt_nb.strip() or not alt_nn.strip():
        raise DomainError(_("Say in both language forms what the logo shows."))
    try:
        drawn = drawn_anew(image)
    except ValueError as error:
        raise DomainError(_("The file is not a PNG or JPEG image of at most 2 MB and 4000 × 4000 pixels.")) from error
    head, _made = Letterhead.objects.update_or_create(
        county=county,
        defaults={
            "logo": drawn,
            "alt_nb": alt_nb.strip(),
            "alt_nn": alt_nn.strip(),
            "uploaded_by": actor,
            "uploaded_at": now,
        },
    )
    return head


@transaction.atomic
def remove_logo(county: County, *, actor: User) -> None:
    """Raises: DomainError."""
    if not may_prepare(actor, county.pk):
        raise DomainError(_("Only the secretariat writes the letters' texts."))
    Letterhead.objects.filter(county=county).delete()


def _both(kind: str, block: Block, typed: Mapping[str, str]) -> dict[str, str]:
    """Both language forms as typed; where one is empty, as shipped."""
    return {
        language: typed.get(language, "").replace("\r\n", "\n").strip() or shipped_text(kind, block, language)
        for language in ("nb", "nn")
    }
