"""The texts that the secretariat writes: checked line by line, and turned into HTML by plain substitution.

Nothing here runs a template engine. A text is words, paragraphs, «- » lists, **bold** and placeholders from a closed
list; a placeholder is replaced by a value that is escaped like every other word. A text with anything else is refused.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from html import escape

from allocations.enums import CHANGE_KINDS, DECISION_KINDS, MONEY_KINDS, NOTICES, Block, BlockFault, LetterKind
from allocations.enums import Placeholder as Named

MOST_CHARACTERS = 4_000
MOST_LINES = 80
MOST_PLACEHOLDERS = 40

_PLACEHOLDER = re.compile(r"\{\{ *([a-z_]+) *\}\}")
_CODE = re.compile(
    r"\{%|%\}|\{#|#\}|<\?|\?>|<%|%>|\$\{|#\{|\{\{\{|`|@import|\\x[0-9a-f]|\\u[0-9a-f]|&#?\w+;", re.IGNORECASE
)
_MARKUP = re.compile(r"<[a-z/!?][^>\n]{0,40}>?|\]\(|!\[", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}:(?://|\\\\)\S*|\b(?:javascript|vbscript|data|file|mailto|blob):\S*|\\\\[\w.]+|"
    r"(?<![\w.])\.\.?/\S*|(?<!\w)/(?:etc|proc|var|usr|home|dev|tmp|root|static|media)/\S*|\b[a-z]:\\\S*",
    re.IGNORECASE,
)
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_ALLOWED_HIDDEN = "\n\u00ad"  # a soft hyphen is a writer's own

# What has a value in every letter; the rest only where it says something.
_EVERYWHERE = {
    *(Named.RECIPIENT, Named.ABOUT, Named.AMOUNT, Named.YEAR, Named.SCHEME, Named.REFERENCE),
    *(Named.APPEAL_BODY, Named.APPEAL_WEEKS, Named.BASIS_NAME, Named.FORUM, Named.SENDER, Named.PHONE, Named.EMAIL),
    *(Named.CASE_HANDLER, Named.RESPONSIBLE, Named.LAW_CONTROL, Named.LAW_APPEAL, Named.LAW_ACCESS),
    *(Named.LAW_OPENNESS, Named.CITE_REACTIONS),
}
_BY_KIND: dict[Named, Collection[str]] = {
    Named.LAW_GRANT: DECISION_KINDS,
    Named.OLD_AMOUNT: CHANGE_KINDS,
    Named.CHANGE: CHANGE_KINDS,
    Named.REFUSED: (LetterKind.PARTIAL, LetterKind.REFUSAL),
    Named.FINISH_BY: MONEY_KINDS,
    Named.PAY_BY: MONEY_KINDS,
    Named.REPORT_BY: MONEY_KINDS,
    Named.ABOUT_LETTER: NOTICES,
    Named.ABOUT_DATE: NOTICES,
    Named.NEW_DEADLINE: (LetterKind.REMINDER,),
    Named.RECEIVED_ON: (LetterKind.APPEAL_FORWARDED,),
}
OPTIONAL_VALUES = (Named.CITE_REACTIONS, Named.LAW_GRANT)  # may be empty, and the sentence still stands

# What the law demands that a block says: without it the letter is not complete.
REQUIRED: dict[Block, tuple[Named, ...]] = {
    Block.TIME_FRAME: (Named.FINISH_BY,),
    Block.CONTROL: (Named.LAW_CONTROL,),
    Block.APPEAL: (Named.APPEAL_WEEKS, Named.APPEAL_BODY, Named.LAW_APPEAL),
    Block.ACCESS: (Named.LAW_ACCESS, Named.LAW_OPENNESS),
    Block.CONTACT: (Named.PHONE, Named.EMAIL),
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, on which line (from 1), and what it is about."""

    line: int
    fault: BlockFault
    detail: str = ""


def blocks_of(kind: str) -> list[Block]:
    """The blocks that a kind of letter has, in the letter's order; the last one only where somebody wrote it."""
    blocks = []
    if kind not in (LetterKind.GRANT, LetterKind.PARTIAL):
        blocks.append(Block.MESSAGE)
    if kind in MONEY_KINDS:
        blocks += [Block.TIME_FRAME, Block.CONTROL, Block.REACTIONS]
    if kind in DECISION_KINDS:
        blocks.append(Block.APPEAL)
    return [*blocks, Block.ACCESS, Block.CONTACT, Block.EXTRA]


def placeholders_of(kind: str) -> list[Named]:
    """What texts of this kind of letter may name."""
    return [each for each in Named if each in _EVERYWHERE or kind in _BY_KIND.get(each, ())]


def faults_of(text: str, *, kind: str, block: str) -> list[Fault]:
    """Everything that is wrong with a block, in the order of its lines. Empty: it can be stored."""
    lines = text.split("\n")
    faults = list(_size_faults(text, lines))
    if faults:
        return faults
    for number, line in enumerate(lines, 1):
        faults += [Fault(number, fault, detail) for fault, detail in _line_faults(line, kind)]
    named = set(_PLACEHOLDER.findall(text))
    faults += [
        Fault(len(lines), BlockFault.MISSING_PLACEHOLDER, each)
        for each in REQUIRED.get(Block(block), ())
        if each not in named
    ]
    return faults


def named_in(text: str) -> set[str]:
    """The placeholders that the text names."""
    return set(_PLACEHOLDER.findall(text))


def lacks_value(text: str, values: Mapping[str, str]) -> list[str]:
    """Placeholders of the text that have no value in this letter, where one must be."""
    return sorted(name for name in named_in(text) if not values.get(name) and name not in OPTIONAL_VALUES)


def as_html(text: str, values: Mapping[str, str]) -> str:
    """The text as paragraphs and lists of HTML. Every word and value is escaped, and nothing of them is read again."""
    parts: list[str] = []
    items: list[str] = []
    words: list[str] = []

    def close() -> None:
        if items:
            parts.append("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
            items.clear()
        if words:
            parts.append("<p>" + "<br>".join(words) + "</p>")
            words.clear()

    for line in (line.strip() for line in text.split("\n")):
        if line.startswith("- "):
            if words:
                close()
            items.append(_inline(line[2:], values))
        elif not line:
            close()
        else:
            if items:
                close()
            words.append(_inline(line, values))
    close()
    return "".join(parts)


def _size_faults(text: str, lines: list[str]) -> Iterator[Fault]:
    if not text.strip():
        yield Fault(1, BlockFault.EMPTY)
    if len(text) > MOST_CHARACTERS:
        yield Fault(1, BlockFault.TOO_LONG, str(MOST_CHARACTERS))
    if len(lines) > MOST_LINES:
        yield Fault(MOST_LINES + 1, BlockFault.TOO_MANY_LINES, str(MOST_LINES))
    if text.count("{{") > MOST_PLACEHOLDERS:
        yield Fault(1, BlockFault.TOO_MANY_PLACEHOLDERS, str(MOST_PLACEHOLDERS))


def _line_faults(line: str, kind: str) -> Iterator[tuple[BlockFault, str]]:
    hidden = (each for each in line if unicodedata.category(each) in _HIDDEN and each not in _ALLOWED_HIDDEN)
    if character := next(hidden, ""):
        yield BlockFault.HIDDEN_CHARACTER, f"U+{ord(character):04X}"
    for pattern, fault in ((_CODE, BlockFault.CODE), (_MARKUP, BlockFault.MARKUP), (_ADDRESS, BlockFault.ADDRESS)):
        if found := pattern.search(line):
            yield fault, found[0][:40]
    yield from _name_faults(line, kind)
    if found := re.search(r"[{}].{0,30}", _PLACEHOLDER.sub("", line)):
        yield BlockFault.BROKEN_PLACEHOLDER, found[0]
    if line.count("**") % 2:
        yield BlockFault.BROKEN_BOLD, ""


def _name_faults(line: str, kind: str) -> Iterator[tuple[BlockFault, str]]:
    for name in _PLACEHOLDER.findall(line):
        if name in placeholders_of(kind):
            continue
        if name in Named.values:
            yield BlockFault.OTHER_KIND, name
        elif near := get_close_matches(name, Named.values, n=1, cutoff=0.75):
            yield BlockFault.SIMILAR_PLACEHOLDER, near[0]
        else:
            yield BlockFault.UNKNOWN_PLACEHOLDER, name[:40]


def _inline(line: str, values: Mapping[str, str]) -> str:
    """Bold and placeholders of one line. A value's own stars and braces are words like any other."""
    html = []
    for number, piece in enumerate(line.split("**")):
        words, end = [], 0
        for found in _PLACEHOLDER.finditer(piece):
            words += [escape(piece[end : found.start()]), escape(values.get(found[1], ""))]
            end = found.end()
        whole = "".join([*words, escape(piece[end:])])
        html.append(f"<strong>{whole}</strong>" if number % 2 else whole)
    return "".join(html)
