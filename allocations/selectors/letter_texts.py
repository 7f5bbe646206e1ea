"""The words of a letter's blocks: the county's own where it has written them, else those that Dekom is shipped with."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from allocations.enums import Block
from allocations.services.block_text import blocks_of, lacks_value
from allocations.services.letter_values import values_of
from allocations.services.letters import LetterContent

_SHIPPED = Path(__file__).parent.parent / "data" / "letter_blocks.json"


def shipped_text(kind: str, block: str, language: str) -> str:
    """Empty where nothing is shipped: the block is then only there when somebody writes it."""
    texts = _shipped()
    found = texts.get(kind, {}).get(block) or texts["common"].get(block) or {}
    return found.get(language, "")


def texts_for(content: LetterContent, written: Iterable[Mapping[str, str]]) -> LetterContent:
    """The letter with its texts. ``written`` are the county's blocks of all kinds: kind, block, nb, nn."""
    own = {block["block"]: block[content.language] for block in written if block["kind"] == content.kind}
    return with_texts(content, own)


def with_texts(content: LetterContent, own: Mapping[str, str]) -> LetterContent:
    """The letter with these texts, and the shipped ones where there is none."""
    texts = {
        str(Block(block).value): own.get(block) or shipped_text(content.kind, block, content.language)
        for block in blocks_of(content.kind)
    }
    values = values_of(content)
    return replace(content, texts=texts, lacks_values=any(lacks_value(text, values) for text in texts.values()))


@cache
def _shipped() -> dict[str, dict[str, dict[str, str]]]:
    texts: dict[str, dict[str, dict[str, str]]] = json.loads(_SHIPPED.read_text(encoding="utf-8"))
    return texts
