"""A letter's content as HTML, in the letter's own language form whatever the reader's."""

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from allocations.enums import Block, LetterKind
from allocations.services.appeal_time import weeks_in_words
from allocations.services.block_text import as_html
from allocations.services.letter_values import values_of
from allocations.services.letters import LetterContent
from dekom.core.numbers import format_account_number

ON_PAPER = ("css/paper-faces.css", "css/letter.css")  # relative to our static files, as the PDF finds them
DECISION_PARTS = {
    LetterKind.REFUSAL: "decision_refusal",
    LetterKind.AMENDMENT: "decision_amendment",
    LetterKind.LEFTOVER: "decision_leftover",
    LetterKind.SET_OFF: "decision_unspent",
    LetterKind.PAY_BACK: "decision_unspent",
    LetterKind.CARRY_OVER: "decision_unspent",
    LetterKind.REMINDER: "decision_reminder",
    LetterKind.APPEAL_REVERSED: "decision_appeal_reversed",
    LetterKind.APPEAL_FORWARDED: "decision_appeal_forwarded",
}  # the others have «decision»


def sections_of(content: LetterContent) -> list[str]:
    """The parts below the letterhead that this letter has, in the order that the rules ask for."""
    parts = ["correction"] if content.corrections else []
    parts.append(DECISION_PARTS.get(LetterKind(content.kind), "decision"))
    if content.is_change:
        parts.append("changes")
    if content.awards:
        parts.append("grounds")
    if "message" in content.texts:
        parts.append("message")
    if content.gives_money:
        parts += ["purpose", "conditions", "obligations"]
    return [*parts, "rights", "closing"]


def letter_html(content: LetterContent, *, draft: bool = False, mask_account: bool = False) -> str:
    """The letter as it is turned into a PDF."""
    return _render(content, draft=draft, mask_account=mask_account, stylesheets=ON_PAPER, web=False)


def letter_page(
    content: LetterContent,
    *,
    stylesheets: Sequence[str],
    mask_account: bool,
    words: dict[str, Any],
    problems: Sequence[Any],
    links: dict[str, str],
) -> str:
    """The letter as a web page, with the reader's own words above it. Always a draft: what is issued is a file."""
    return _render(
        content,
        draft=True,
        mask_account=mask_account,
        stylesheets=stylesheets,
        web=True,
        words={name: str(word) for name, word in words.items()},
        problems=[str(problem) for problem in problems],
        links=links,
        reader_language=translation.get_language(),
    )


def letter_title(content: LetterContent) -> str:
    """What the letter says the result is: its title."""
    with translation.override(content.language):
        return render_to_string(_part(content, "subject"), {"letter": content}).strip()


def _render(content: LetterContent, *, mask_account: bool, **context: Any) -> str:
    account = format_account_number(content.recipient.account_number)
    if mask_account and account:
        account = "•••• •• •••" + account[-2:]
    with translation.override(content.language):
        return render_to_string(
            "allocations/letters/letter.html",
            {
                "letter": content,
                "account": account,
                "parts": {part: _part(content, part) for part in ("subject", "letterhead")},
                "sections": [_part(content, part) for part in sections_of(content)],
                "texts": texts_as_html(content),
                "appeal_time": weeks_in_words(content.appeal_weeks, content.language),
                **context,
            },
        )


def texts_as_html(content: LetterContent) -> dict[str, str]:
    """By block, what the secretariat wrote with this letter's values; empty where the letter has no such block."""
    values = values_of(content)
    return {
        str(block.value): mark_safe(as_html(content.texts[block], values)) if content.texts.get(block) else ""  # noqa: S308 - as_html escapes every word and value
        for block in Block
    }


def _part(content: LetterContent, part: str) -> str:
    return f"allocations/letters/{content.language}/{part}.html"
