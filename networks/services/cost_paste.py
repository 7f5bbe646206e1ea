"""Costs pasted from a spreadsheet: what for, recipient, amount, own contribution; a line each."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class PastedLine:
    """One line as read. Amounts are whole kroner."""

    label: str
    recipient: str
    amount: int
    own: int


class PasteError(ValueError):
    """A line that can't be read: its number from 1, and why; empty where the cells are not apart."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(reason)
        self.number = number
        self.reason = reason


def read_pasted(text: str, read_amount: Callable[[str], int]) -> list[PastedLine]:
    """Lines with tabs or semicolons between cells. A header line, and lines without anything, are left out.

    ``read_amount``: reads kroner as people write them, or raises ValueError with a reason. Each line has an amount.
    Units: whole kroner.  Raises: PasteError.
    """
    found: list[PastedLine] = []
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
        if not any(cells):
            continue
        cells += [""] * (4 - len(cells))
        label, recipient, amount, own = cells[:4]
        if number == 1 and amount and not any(character.isdecimal() for character in line):
            continue  # the header
        if not any(cells[1:]):
            raise PasteError(number, "")
        try:
            found.append(PastedLine(label[:200], recipient, read_amount(amount), read_amount(own) if own else 0))
        except ValueError as error:
            raise PasteError(number, str(error)) from error
    return found
