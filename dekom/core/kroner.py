"""Whole kroner: how they are read from what people type, and how they are shown."""

import re

from django.utils.translation import gettext as _

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
MOST = 10**15  # a thousand times the state budget: more is a slip of the finger

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]")
_GROUPED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]+")
_DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")


def format_kroner(amount: int) -> str:
    """``1234567`` as «1 234 567», with no-break spaces and a true minus.

    Units: whole kroner.
    """
    grouped = f"{abs(amount):,}".replace(",", NO_BREAK_SPACE)
    return f"{MINUS}{grouped}" if amount < 0 else grouped


def format_change(amount: int) -> str:
    """A difference with its sign: «+788», «−163 881», «0»."""
    return f"+{format_kroner(amount)}" if amount > 0 else format_kroner(amount)


def parse_kroner(text: str) -> int:
    """The whole kroner a person typed: «1 200 000», «1200000», «1.200.000», «1 200 000 kr», «kr 1 200 000,-».

    Units: whole kroner, zero or more.
    Raises: ValueError: with a message for the person: øre, anything ambiguous («1.200», «1,5»), a negative amount.
    """
    plain = _SPACES.sub(" ", text.strip()).lower()
    plain = re.sub(r"^(kr\.?|nok) ?", "", plain)
    plain = re.sub(r" ?(kr\.?|kroner|nok)$", "", plain)
    plain = re.sub(r",[-\u2013\u2014\u2212]{1,2}$", "", plain).strip()
    if re.match(r"[-\u2212\u2013]", plain):
        raise ValueError(_("The amount can't be negative. Write it without a minus."))
    if re.fullmatch(r"[\d ]+[.,]\d{1,2}", plain):
        raise ValueError(_("Write whole kroner, without øre, for example 1 200 000."))
    if re.fullmatch(r"\d{1,3}[.,]\d{3}", plain):
        raise ValueError(_("Is this thousands or øre? Write whole kroner with spaces, for example 1 200 000."))
    if _DOTTED.fullmatch(plain):
        plain = plain.replace(".", "")
    if not _GROUPED.fullmatch(plain):
        raise ValueError(_("Write the amount in whole kroner, for example 1 200 000."))
    amount = int(plain.replace(" ", ""))
    if amount > MOST:
        raise ValueError(_("The amount is too large. Check the number of digits."))
    return amount
