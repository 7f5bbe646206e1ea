"""Blocks of a letter as they will stand, for the page where they are written."""

from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

from allocations.enums import Block
from allocations.services.block_text import as_html
from allocations.services.letter_values import values_of
from allocations.services.letters import LetterContent


def previewed(
    content: LetterContent, texts: Mapping[str, Mapping[str, str]], faults: Mapping[tuple[str, str], object]
) -> list[tuple[str, SafeString]]:
    """Each block in the letter's language form; one with faults is left out, for it can't be stored."""
    values = values_of(content)
    return [
        (str(Block(block).label), mark_safe(as_html(text[content.language], values)))  # noqa: S308 - as_html escapes every word and value
        for block, text in texts.items()
        if text[content.language].strip() and (block, content.language) not in faults
    ]
