"""Two versions of a text: what differs, and a proposal that holds what both have written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Step = tuple[str, int, int, int, int]  # what, and the stretches of old and new that it is about
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``mark`` is empty, «old», or «new»."""

    text: str
    mark: str = ""


def words(text: str) -> list[str]:
    """Words and the space between them: joined they are the text again."""
    return _WORDS.findall(text)


def _steps(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    return [*SequenceMatcher(None, old, new, autojunk=False).get_opcodes()]


def compared(old: str, new: str) -> list[Piece]:
    """One text that shows both: what was taken out, what came in, and what stayed."""
    before, after = words(old), words(new)
    pieces = []
    for step, a, b, c, d in _steps(before, after):
        if step == "equal":
            pieces.append(Piece("".join(before[a:b])))
            continue
        pieces += [Piece("".join(before[a:b]), "old")] * (b > a) + [Piece("".join(after[c:d]), "new")] * (d > c)
    return pieces


def marked(text: str, other: str) -> list[Piece]:
    """``text`` with what ``other`` lacks marked as new."""
    return [piece for piece in compared(other, text) if piece.mark != "old"]


def merged(base: str, mine: str, theirs: str) -> str:
    """Both people's changes to ``base``. Where they changed the same words, theirs stand first, then mine.

    No word that either of them wrote is left out.
    """
    start, ours, others = words(base), words(mine), words(theirs)
    my_changes = [step for step in _steps(start, ours) if step[0] != "equal"]
    their_changes = [step for step in _steps(start, others) if step[0] != "equal"]
    out: list[str] = []
    at = 0
    while my_changes or their_changes:
        first = min(step[1] for step in (my_changes[:1] + their_changes[:1]))
        out += start[at:first]
        end = first
        took_mine: list[Step] = []
        took_theirs: list[Step] = []
        grew = True
        while grew:
            grew = False
            for changes, taken in ((my_changes, took_mine), (their_changes, took_theirs)):
                while changes and (changes[0][1] < end or changes[0][1] == first):
                    step = changes.pop(0)
                    taken.append(step)
                    end = max(end, step[2])
                    grew = True
        my_text = _applied(start, ours, first, end, took_mine)
        their_text = _applied(start, others, first, end, took_theirs)
        out += their_text if took_theirs else my_text
        if took_mine and took_theirs and my_text != their_text:
            out += my_text
        at = end
    return "".join(_spaced(out + start[at:]))


def _applied(start: Sequence[str], new: Sequence[str], first: int, end: int, steps: Sequence[Step]) -> list[str]:
    """The stretch of ``start`` with the steps carried out."""
    out: list[str] = []
    at = first
    for _step, a, b, c, d in steps:
        out += [*start[at:a], *new[c:d]]
        at = b
    return out + list(start[at:end])


def _spaced(tokens: Sequence[str]) -> list[str]:
    """A space between words that came from two people; in one person's text there is one already."""
    out: list[str] = []
    for token in tokens:
        if out and not out[-1].isspace() and not token.isspace():
            out.append(" ")
        out.append(token)
    return out
