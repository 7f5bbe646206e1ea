"""A letter's content as HTML, in the letter's own language form whatever the reader's."""

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from allocations.services.letters import LetterContent
from dekom.core.numbers import format_account_number

PARTS = (
    "letterhead",
    "subject",
    "decision",
    "grounds",
    "purpose",
    "conditions",
    "obligations",
    "rights",
    "closing",
)
ON_PAPER = ("css/letter.css",)  # relative to our static files, as the PDF finds it


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
                "parts": {part: _part(content, part) for part in PARTS},
                **context,
            },
        )


def _part(content: LetterContent, part: str) -> str:
    return f"allocations/letters/{content.language}/{part}.html"
